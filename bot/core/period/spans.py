"""Hours of the day and lengths of time, as people type them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Final

from bot.core.period.instants import MIDNIGHT, ONE_DAY
from bot.core.period.words import CLOCK, NotUnderstood, normalized, time_in

LONGEST_DURATION: Final = timedelta(days=3660)

_RANGE: Final = re.compile(r"\s*(?:-|–|—|~|〜|到|至|\bto\b)\s*")
_SECOND, _MINUTE, _HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
_UNIT_NAMES: Final = {
    _SECOND: ("s", "sec", "secs", "second", "seconds", "秒", "秒钟"),
    _MINUTE: ("m", "min", "mins", "minute", "minutes", "分", "分钟"),
    _HOUR: ("h", "hr", "hrs", "hour", "hours", "时", "小时", "钟头"),
    ONE_DAY: ("d", "day", "days", "天", "日"),
    7 * ONE_DAY: ("w", "week", "weeks", "周", "星期", "礼拜"),
}
_UNIT_OF: Final = {name: unit for unit, names in _UNIT_NAMES.items() for name in names}
_NUMBER_OF: Final = {character: number for number, character in enumerate("零一二三四五六七八九十")} | {
    "两": 2,
    "半": 0.5,
}
_DURATION_PART: Final = re.compile(
    r"(?P<number>\d{1,9}(?:\.\d{1,6})?|[一二两三四五六七八九十半])个?(?P<half>半)?"
    rf"(?P<unit>{'|'.join(sorted(_UNIT_OF, key=len, reverse=True))})"
)


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of the day, from ``start`` until just before ``end``; over midnight when ``end`` is the smaller.

    ``start == end`` is the whole day. ``str(window)`` is canonical: ``parse_window`` gives it back.
    """

    start: time
    end: time

    def __contains__(self, local: time) -> bool:
        if self.start < self.end:
            return self.start <= local < self.end
        return local >= self.start or local < self.end

    def __str__(self) -> str:
        if self.start == self.end:
            return "00:00-24:00"
        return f"{self.start:%H:%M}-{'24:00' if self.end == MIDNIGHT else f'{self.end:%H:%M}'}"


def parse_window(text: str) -> Window:
    """Reads ``22:00-08:00``, ``5点到23点``, ``00:00-24:00``; raises NotUnderstood.

    An end of 24:00 or 23:59 is midnight: who writes 23:59 does not mean to leave out the last minute.
    """
    start_text, separator, end_text = _RANGE.sub("~", normalized(text), count=1).partition("~")
    start, end = CLOCK.fullmatch(start_text.strip()), CLOCK.fullmatch(end_text.strip())
    until_midnight = end_text.strip() in ("24:00", "24点", "23:59", "0:00", "00:00")
    if not separator or start is None or (end is None and not until_midnight):
        raise NotUnderstood("period-window-not-understood", text=text)
    opens = time_in(start, text)
    closes = MIDNIGHT if until_midnight or end is None else time_in(end, text)
    if opens == closes and not (until_midnight and opens == MIDNIGHT):
        raise NotUnderstood("period-window-not-understood", text=text)
    return Window(opens, closes)


def parse_duration(text: str, bare_unit: timedelta = timedelta(seconds=1)) -> timedelta:
    """Reads ``2h``, ``10m``, ``1h30m``, ``30d``, ``2小时``, ``半小时``, ``一个半小时``, ``90``: more than 0, at most 10 years.

    A bare number counts ``bare_unit``. Raises NotUnderstood.
    """
    typed = normalized(text).replace(" ", "")
    total = timedelta()
    position = 0
    try:
        if re.fullmatch(r"\d+(\.\d+)?", typed):
            total, position = float(typed) * bare_unit, len(typed)
        while part := _DURATION_PART.match(typed, position):
            total += _amount(part) * _UNIT_OF[part["unit"]]
            position = part.end()
    except OverflowError:
        raise NotUnderstood("period-duration-out-of-range", text=text) from None
    if position == 0 or position < len(typed):
        raise NotUnderstood("period-duration-not-understood", text=text)
    if not timedelta(seconds=1) <= total <= LONGEST_DURATION:
        raise NotUnderstood("period-duration-out-of-range", text=text)
    return total


def _amount(part: re.Match[str]) -> float:
    number = part["number"]
    amount = _NUMBER_OF[number] if number in _NUMBER_OF else float(number)
    return amount + (0.5 if part["half"] else 0)
