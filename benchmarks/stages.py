"""What the bot says of the stage of life of groups that have really been: ``python -m benchmarks.stages FILE …``.

A FILE is a Telegram export or JSON lines, also gzipped. Every four weeks the bot's own rule looks back on at most
twelve whole weeks and prints one line of JSON: stage, confidence, and the evidence. ``--days``: the file holds single
days of a longer time, and each of them stands for a week. No text and no name is printed.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.history import open_history
from bot.features.members.stage import MOST_WEEKS, Week, stage

ZONE = ZoneInfo("UTC")
STEP = 4


def weeks_of(path: Path, *, days: bool) -> Iterator[tuple[date, Week]]:
    """The weeks of a history by their first day, those between in which nobody wrote too."""
    people: dict[date, set[int]] = defaultdict(set)
    messages: dict[date, int] = defaultdict(int)
    history = open_history(path, ZONE)
    for said in history.spoken():
        day = said.at.date()
        begins = day if days else day - timedelta(days=day.weekday())
        people[begins].add(said.user_id)
        messages[begins] += 1
    history.close()
    first, last = min(people), max(people)
    every = sorted(people) if days else [first + timedelta(days=7 * n) for n in range((last - first).days // 7 + 1)]
    for begins in every[:-1] if not days else every:  # the last week is not over
        yield begins, Week(len(people.get(begins, ())), messages.get(begins, 0))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--days", action="store_true", help="each day of the file stands for a week")
    arguments = parser.parse_args()
    for path in arguments.files:
        weeks = list(weeks_of(path, days=arguments.days))
        for end in [*range(STEP, len(weeks), STEP), len(weeks)]:
            window = weeks[max(0, end - MOST_WEEKS) : end]
            life = stage([week for _, week in window])
            if life is not None:
                told = {"file": path.name.split(".", 1)[0], "week_of": window[-1][0].isoformat(), **asdict(life)}
                print(json.dumps(told))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
