"""Dates of the Chinese lunar calendar, as they fall in the solar one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from lunar_python import LunarYear, Solar

LAST_DAY: Final = 30
"""Stands for the last day of a month, which may have only 29: New Year's Eve is day 30 of month 12."""

_MONTH_NAMES: Final = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")
_DIGITS: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_DAY_NAMES: Final = tuple(
    [f"初{digit}" for digit in _DIGITS]
    + [f"十{digit}" for digit in _DIGITS[:9]]
    + ["二十"]
    + [f"廿{digit}" for digit in _DIGITS[:9]]
    + ["三十"]
)
_MONTH_OF: Final = {name: number for number, name in enumerate(_MONTH_NAMES, 1)} | {"一": 1, "十一": 11, "十二": 12}
_DAY_OF: Final = (
    {name: number for number, name in enumerate(_DAY_NAMES, 1)}
    | {f"二十{digit}": 20 + number for number, digit in enumerate(_DIGITS[:9], 1)}
    | {f"{digit}": number for number, digit in enumerate(_DIGITS, 1)}
)
FESTIVALS: Final = {
    "春节": (1, 1),
    "元宵": (1, 15),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中元": (7, 15),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "腊八": (12, 8),
    "小年": (12, 23),
    "除夕": (12, LAST_DAY),
    "spring festival": (1, 1),
    "chinese new year": (1, 1),
    "lunar new year": (1, 1),
    "lantern festival": (1, 15),
    "dragon boat": (5, 5),
    "dragon boat festival": (5, 5),
    "qixi": (7, 7),
    "mid-autumn": (8, 15),
    "mid-autumn festival": (8, 15),
    "double ninth": (9, 9),
    "laba": (12, 8),
    "new years eve": (12, LAST_DAY),
    "lunar new years eve": (12, LAST_DAY),
}
"""Names as they are typed, without apostrophes, by (month, day); a month's last day is written 30."""

_PREFIX: Final = re.compile(r"(?:农历|阴历|lunar)\s*")
_CHINESE: Final = re.compile(
    rf"(?:(?P<every>每个?月)|(?P<month>{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))}|1[0-2]|[1-9])月)\s*"
    rf"(?P<days>(?:{'|'.join(sorted(_DAY_OF, key=len, reverse=True))}|[12]\d|30|[1-9])(?:\s*[,、和]\s*(?:{'|'.join(sorted(_DAY_OF, key=len, reverse=True))}))*)[日号]?"
)
_NUMBERS: Final = re.compile(r"(?P<month>\*|monthly|0?[1-9]|1[0-2])\s*[-/ ]\s*(?P<days>\d{1,2}(?:\s*,\s*\d{1,2})*)")


@dataclass(frozen=True, slots=True)
class LunarDays:
    """Days of a lunar month, every year; ``month`` None is every month, leap months included.

    A leap month repeats the month before it, and a date of the year is not kept twice.
    """

    month: int | None
    days: tuple[int, ...]

    def __post_init__(self) -> None:
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"there is no lunar month {self.month}")
        if not self.days or sorted(set(self.days)) != list(self.days) or not 1 <= self.days[0] <= self.days[-1] <= 30:
            raise ValueError(f"there are no lunar days {self.days}")

    def __str__(self) -> str:
        month = "*" if self.month is None else f"{self.month:02}"
        return f"{month}-{','.join(f'{day:02}' for day in self.days)}"

    @property
    def in_chinese(self) -> str:
        """``八月十五``, ``每月初一、十五``."""
        month = "每月" if self.month is None else f"{_MONTH_NAMES[self.month - 1]}月"
        return month + "、".join(_DAY_NAMES[day - 1] for day in self.days)

    @property
    def in_numbers(self) -> str:
        """``8-15``, ``1, 15``."""
        days = ", ".join(str(day) for day in self.days)
        return days if self.month is None else f"{self.month}-{days}"


def read_lunar(text: str) -> LunarDays | None:
    """Reads ``农历八月十五``, ``农历每月初一、十五``, ``lunar 8-15``, ``中秋节``, ``mid-autumn``; None for anything else.

    ``text`` is normalized; ValueError when the day does not exist.
    """
    name = re.sub(r"^(?:每年的?|every )\s*", "", text)
    festival = FESTIVALS.get(name) or FESTIVALS.get(name.removesuffix("节"))
    if festival is not None:
        return LunarDays(festival[0], (festival[1],))
    prefix = _PREFIX.match(name)
    if prefix is None:
        return None
    rest = name[prefix.end() :].strip()
    festival = FESTIVALS.get(rest) or FESTIVALS.get(rest.removesuffix("节"))
    if festival is not None:
        return LunarDays(festival[0], (festival[1],))
    found = _CHINESE.fullmatch(rest)
    if found is not None:
        month = None if found["every"] else _MONTH_OF.get(found["month"]) or int(found["month"])
        days = [_DAY_OF.get(day) or int(day) for day in re.split(r"\s*[,、和]\s*", found["days"])]
        return LunarDays(month, tuple(sorted(set(days))))
    found = _NUMBERS.fullmatch(rest)
    if found is None:
        return None
    month = None if found["month"] in ("*", "monthly") else int(found["month"])
    return LunarDays(month, tuple(sorted({int(day) for day in found["days"].split(",")})))


def lunar_dates(lunar: LunarDays, first: date) -> Iterator[date]:
    """Yields the solar dates from ``first`` on that the lunar days fall on, for the two years to come."""
    for year in range(first.year - 1, min(first.year + 3, date.max.year)):
        for month, begins, length in _months(year):
            if month != lunar.month and lunar.month is not None:
                continue
            for day in dict.fromkeys(min(day, length) for day in lunar.days):
                falls = begins + timedelta(days=day - 1)
                if falls >= first:
                    yield falls


@lru_cache(maxsize=64)
def _months(year: int) -> tuple[tuple[int, date, int], ...]:
    """The months that begin a lunar year's number, in order: number (negative when leap), first day, length."""
    found = []
    for month in LunarYear.fromYear(year).getMonthsInYear():
        first = Solar.fromJulianDay(month.getFirstJulianDay())
        begins = date(first.getYear(), first.getMonth(), first.getDay())
        found.append((int(month.getMonth()), begins, int(month.getDayCount())))
    return tuple(found)
