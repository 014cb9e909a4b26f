"""How well the crisis detector tells trouble from talk: ``python -m benchmarks.crisis [--data DIR] [--series FILE]``.

Prints one line of JSON. With ``--series FILE`` it prints instead, for each line of the file, the steps after which the
detector opens an incident with the settings for plain counts.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.crisis_series import Score, Series, alarms, of_lines, of_nab, score
from benchmarks.crisis_worlds import (
    SIZES,
    SLOT,
    START,
    Hits,
    World,
    burst,
    cascades,
    due,
    history,
    openings,
    world,
)
from bot.features.crisis.detection import DAY, HOUR
from bot.features.crisis.history import seconds
from bot.features.crisis.settings import COUNTS, CrisisSettings

SEED: Final = 20_260_907
LEARNING_DAYS: Final = 28
MONTH: Final = 28
CHANCES: Final = (0.0003, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02)
"""Settings tried in the cross-validation."""
MOST_FALSE: Final = 0.15
"""False alarms a day that a setting may have where it is tuned."""
STRENGTHS: Final = (6, 10, 20, 40)
WORLDS: Final = 3
"""Groups of each size."""
BURSTS: Final = 4
"""Of each strength in each group."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, help="folder with ts_nab_realtweets and zh_crisis_ced_cascades")
    parser.add_argument("--series", type=Path, help="JSON lines of series to look for incidents in")
    options = parser.parse_args()
    if options.series is not None:
        for series in of_lines(options.series):
            print(json.dumps({"series": series.name, "alarms": alarms(series)}, ensure_ascii=False), flush=True)
        return
    if options.data is None:
        parser.error("--data or --series is needed")
    figures: dict[str, object] = {"benchmark": "crisis"}
    figures |= labelled(of_nab(options.data / "ts_nab_realtweets.jsonl.gz"))
    figures |= simulated(options.data / "zh_crisis_ced_cascades.jsonl.gz")
    print(json.dumps(figures, ensure_ascii=False))


def labelled(series: Sequence[Series]) -> Mapping[str, object]:
    """With the shipped settings, and with the chance tuned on the other series for each series in turn."""
    tried = {chance: [score(each, alarms(each, _with(chance))) for each in series] for chance in CHANCES}
    shipped = sum(tried[COUNTS.chance], Score())
    crossed = Score()
    for index in range(len(series)):
        best = max(CHANCES, key=lambda chance: _merit(tried[chance][:index] + tried[chance][index + 1 :]))
        crossed += tried[best][index]
    return {
        "nab_hit": round(shipped.hit / shipped.labels, 3),
        "nab_false_a_day": round(shipped.false / shipped.days, 3),
        "nab_hit_crossvalidated": round(crossed.hit / crossed.labels, 3),
        "nab_false_a_day_crossvalidated": round(crossed.false / crossed.days, 3),
    }


def _with(chance: float) -> CrisisSettings:
    return COUNTS.model_copy(update={"chance": chance})


def _merit(scores: Sequence[Score]) -> tuple[bool, int, int]:
    """The more labels hit the better, then the fewer false alarms, if these are few enough."""
    whole = sum(scores, Score())
    bearable = whole.false <= MOST_FALSE * whole.days
    return bearable, whole.hit if bearable else 0, -whole.false


def simulated(shapes_file: Path) -> Mapping[str, object]:
    """Crises that must be found, and lively or annoying days that must not be taken for one."""
    random = np.random.default_rng(SEED)
    shapes = cascades(shapes_file)
    settings = CrisisSettings()
    months = false = found = sought = 0
    quiet = {"angry_person": 0, "launch": 0, "holiday": 0}
    by_strength: dict[int, list[int]] = {strength: [0, 0] for strength in STRENGTHS}
    for size in SIZES * WORLDS:
        group = world(size, LEARNING_DAYS + MONTH, random)
        months += 1
        for hits in (*group.words, group.gloom):
            false += len(openings(history(hits, group.crowd), settings, LEARNING_DAYS, LEARNING_DAYS + MONTH))
        for strength in STRENGTHS:
            for _ in range(BURSTS):
                shape = shapes[random.integers(len(shapes))]
                outcome = _caught(group, burst(shape, strength, size, random), settings, random)
                if outcome is not None:
                    by_strength[strength][0] += outcome
                    by_strength[strength][1] += 1
        quiet["angry_person"] += _angry(group, settings)
        quiet["launch"] += _busy(size, (LEARNING_DAYS + 2.4, LEARNING_DAYS + 2.6, 6.0), settings, random)
        quiet["holiday"] += _busy(size, (LEARNING_DAYS + 2, LEARNING_DAYS + 5, 2.5), settings, random)
        print(f"{size}: {false} false so far, {by_strength}, {quiet}", file=sys.stderr, flush=True)
    found, sought = (sum(pair[side] for pair in by_strength.values()) for side in (0, 1))
    return {
        "bursts": sought,
        "bursts_found_in_10_min": round(found / sought, 3),
        "bursts_by_strength": {strength: f"{got}/{of}" for strength, (got, of) in by_strength.items()},
        "false_incidents_per_group_and_month": round(false / months, 3),
        **{f"incidents_{name}": count for name, count in quiet.items()},
    }


def _caught(group: World, hits: Hits, settings: CrisisSettings, random: np.random.Generator) -> bool | None:
    """Whether a burst on a rate word is found within ten minutes of its fifth person; None if it never has five."""
    since = (LEARNING_DAYS + random.random() * (MONTH - 1)) * DAY
    placed = [(int(since) + at, who) for at, who in hits]
    fifth = due(placed, 5)
    if fifth is None:
        return None
    word = group.words[1]
    past = history(sorted([*word, *placed]), sorted([*group.crowd, *placed]))
    opened = openings(past, settings, since / DAY - 0.01, (fifth + SLOT) / DAY)
    return any((at.timestamp() - seconds(START)) >= since for at in opened)


def _angry(group: World, settings: CrisisSettings) -> int:
    """Incidents while one person complains thirty times in an hour."""
    since = LEARNING_DAYS * DAY + 12 * HOUR
    messages = [(since + minute * 120, 3) for minute in range(30)]
    word, crowd = group.words[2], sorted([*group.crowd, *messages])
    alone = [hit for hit in word if not since - 2 * HOUR <= hit[0] < since + 2 * HOUR]
    return len(openings(history(sorted([*alone, *messages]), crowd), settings, since / DAY, since / DAY + 0.1))


def _busy(size: int, when: tuple[float, float, float], settings: CrisisSettings, random: np.random.Generator) -> int:
    """Incidents while everybody talks more, of everything alike."""
    group = world(size, LEARNING_DAYS + 6, random, when)
    return sum(
        len(openings(history(hits, group.crowd), settings, when[0], when[1])) for hits in (*group.words, group.gloom)
    )


if __name__ == "__main__":
    main()
