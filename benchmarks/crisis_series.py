"""The detector on plain series of counts: which steps open an incident, and how that fits hand-made labels."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bot.features.crisis.detection import History, State, detect
from bot.features.crisis.history import Tally
from bot.features.crisis.settings import COUNTS, CrisisSettings

BEFORE: Final = timedelta(minutes=30)
AFTER: Final = timedelta(minutes=120)
"""An alarm hits a label when it comes from half an hour before it to two hours after it."""


@dataclass(frozen=True)
class Series:
    name: str
    start: datetime
    step: int
    values: Sequence[float]
    labels: Sequence[datetime] = ()

    def at(self, index: int) -> datetime:
        """The end of a step: when its count is known."""
        return self.start + timedelta(seconds=self.step * (index + 1))


def alarms(series: Series, settings: CrisisSettings = COUNTS) -> list[int]:
    """The steps after which an incident opens; each look sees the steps up to its own."""
    past = Tally.of(series.start, series.step, series.values)
    history, state, found = History(past), State(), []
    for index in range(len(series.values)):
        state = detect(history, series.at(index), settings, state)
        if state.opens:
            found.append(index)
    return found


def of_lines(path: Path) -> Iterator[Series]:
    """JSON lines ``{"series", "start", "step_s", "values"}``; ``start`` is an ISO instant or seconds since 1970."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                row = json.loads(line)
                yield Series(row["series"], _instant(row["start"]), int(row["step_s"]), row["values"])


def of_nab(path: Path) -> list[Series]:
    """The labelled series of the Numenta Anomaly Benchmark."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: list[Mapping[str, Any]] = [json.loads(line) for line in lines]
    return [
        Series(row["series"], _instant(row["start"]), 300, row["values"], [_instant(label) for label in row["labels"]])
        for row in rows
    ]


def _instant(given: str | float) -> datetime:
    if isinstance(given, (int, float)):
        return datetime.fromtimestamp(given, UTC)
    instant = datetime.fromisoformat(given)
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Score:
    """Labels hit of labels, alarms that hit none, days looked at."""

    hit: int = 0
    labels: int = 0
    false: int = 0
    days: float = 0.0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.hit + other.hit, self.labels + other.labels, self.false + other.false, self.days + other.days)


def score(series: Series, found: Sequence[int]) -> Score:
    """How alarms fit the labels."""
    instants = [series.at(index) - timedelta(seconds=series.step) for index in found]
    near = [[label for label in series.labels if label - BEFORE <= at <= label + AFTER] for at in instants]
    return Score(
        len({label for each in near for label in each}),
        len(series.labels),
        sum(not each for each in near),
        len(series.values) * series.step / 86_400,
    )
