"""A year of schedules in three zones: every form of rule, walked run by run; one line of JSON, or the calendar."""

import argparse
import json
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.core.period import Rule, anchored, next_run, occurrence_key, parse_rule
from bot.core.workdays import is_announced

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York")
RULES = (
    "every day 02:30",
    "every workday 08:30",
    "every holiday 10:00",
    "mon,wed 20:00",
    "every 2 weeks fri 18:00",
    "cron: 0,30 9,18 * * 1-5",
    "cron: 0 7 1,15 * *",
    "农历 正月初一 09:00",
    "农历 每月初一、十五 07:00",
    "中秋 20:00",
    "除夕 20:00",
    "2026-12-31 23:59",
)
START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)


def runs(rule: Rule, zone: ZoneInfo) -> list[tuple[datetime, str]]:
    """Every run of the year and its occurrence key."""
    found: list[tuple[datetime, str]] = []
    at = next_run(rule, zone, START)
    while at is not None and at < START + YEAR:
        found.append((at, occurrence_key(rule, zone, at)))
        at = next_run(rule, zone, at)
    return found


def main() -> None:
    """Walk the year, then print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calendar", action="store_true", help="print every run instead of one line of JSON")
    arguments = parser.parse_args()
    began = time.perf_counter()
    year: dict[str, list[tuple[datetime, str, Rule]]] = {}
    for name in ZONES:
        zone = ZoneInfo(name)
        rules = [anchored(parse_rule(text), zone, START) for text in RULES]
        year[name] = sorted(
            ((at, key, rule) for rule in rules for at, key in runs(rule, zone)), key=lambda run: (run[0], str(run[2]))
        )
    took = time.perf_counter() - began
    if arguments.calendar:
        _print_calendar(year)
        return
    twice = sum(
        count - 1 for found in year.values() for count in Counter((str(rule), key) for _, key, rule in found).values()
    )
    print(
        json.dumps(
            {
                "benchmark": "schedules",
                "year": START.year,
                "announced": is_announced(START.year),
                "zones": len(ZONES),
                "rules": len(RULES),
                "runs": sum(len(found) for found in year.values()),
                "runs_twice": twice,
                "seconds": round(took, 2),
                "limit_seconds": 10,
                "ok": took < 10 and not twice,
            }
        )
    )


def _print_calendar(year: dict[str, list[tuple[datetime, str, Rule]]]) -> None:
    for name, found in year.items():
        zone = ZoneInfo(name)
        print(f"\n{name}")
        for day, todays in groupby(found, key=lambda run: run[0].astimezone(zone).date()):
            shown = " · ".join(f"{at.astimezone(zone):%H:%M} {rule}" for at, _, rule in todays)
            print(f"  {day} {day:%a}  {shown}")


if __name__ == "__main__":
    main()
