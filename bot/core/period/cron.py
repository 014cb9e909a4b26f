"""Rules in the five fields of cron: ``minute hour day month weekday``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Final

MOST_TIMES_A_DAY: Final = 24
"""More would be chatter, not a schedule."""
LONGEST_TEXT: Final = 80

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_WEEKDAYS: Final = {name: number for number, name in enumerate(("sun", "mon", "tue", "wed", "thu", "fri", "sat"))}
_BOUNDS: Final = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_NAMES: Final[tuple[dict[str, int], ...]] = ({}, {}, {}, _MONTHS, _WEEKDAYS)
_PART: Final = re.compile(r"(?:(?P<all>\*)|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>\d{1,2}))?")


class TooOften(ValueError):
    """The rule fires more often than a schedule should."""


@dataclass(frozen=True, slots=True)
class Cron:
    """``times`` of the day, on days that fit; ``weekdays`` are ISO numbers. ``text`` is canonical.

    As everywhere with cron: when both the day of the month and the weekday are limited, either is enough.
    """

    text: str
    times: tuple[time, ...]
    month_days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool

    @property
    def monthly(self) -> tuple[int, ...]:
        """The days of every month, when that is all the rule says beside one hour; else empty."""
        minute, hour, days, *rest = self.text.split()
        plain = rest == ["*", "*"] and f"{minute}{hour}".isdigit() and days.replace(",", "").isdigit()
        return tuple(sorted(self.month_days)) if plain else ()

    def fires_on(self, day: date) -> bool:
        if day.month not in self.months:
            return False
        fits_month, fits_week = day.day in self.month_days, day.isoweekday() in self.weekdays
        return fits_month or fits_week if self.either_day else fits_month and fits_week


def read_cron(text: str) -> Cron:
    """Reads five fields with ``*``, lists, ranges, steps and English names; ValueError, TooOften when it cannot be."""
    fields = text.lower().split()
    if len(fields) != 5 or len(" ".join(fields)) > LONGEST_TEXT:
        raise ValueError(f"cron has five fields: {text!r}")
    minutes, hours, month_days, months, weekdays = (
        _field(field, *bounds, names) for field, bounds, names in zip(fields, _BOUNDS, _NAMES, strict=True)
    )
    if len(minutes) * len(hours) > MOST_TIMES_A_DAY:
        raise TooOften(text)
    return Cron(
        text=" ".join(fields),
        times=tuple(time(hour, minute) for hour in sorted(hours) for minute in sorted(minutes)),
        month_days=month_days,
        months=months,
        weekdays=frozenset(7 if number == 0 else number for number in weekdays),
        either_day=not fields[2].startswith("*") and not fields[4].startswith("*"),
    )


def _field(field: str, low: int, high: int, names: dict[str, int]) -> frozenset[int]:
    found: set[int] = set()
    for typed in field.split(","):
        part = _PART.fullmatch(typed)
        if part is None:
            raise ValueError(f"not a field of cron: {field!r}")
        if part["all"]:
            first, last = low, high
        else:
            first = _number(part["first"], names)
            last = _number(part["last"], names) if part["last"] else (high if part["step"] else first)
        step = int(part["step"] or 1)
        if not (low <= first <= last <= high and step >= 1):
            raise ValueError(f"out of bounds: {field!r}")
        found.update(range(first, last + 1, step))
    return frozenset(found)


def _number(word: str, names: dict[str, int]) -> int:
    return names[word] if word in names else int(word)
