"""Hours and dates as people type them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from typing import Final


class NotUnderstood(ValueError):
    """What was typed makes no sense; ``key`` and ``values`` are the sentence to answer with (see texts: core.ftl)."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(f"{key} {values}")
        self.key = key
        self.values = values


_EARLIEST_YEAR, _LATEST_YEAR = 1970, 2999
DATE: Final = re.compile(r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?")
CLOCK: Final = re.compile(
    r"(?P<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|早|晚)?\s*"
    r"(?<![\d:.-])(?P<hour>\d{1,2})"
    r"(?:\s*:\s*(?P<minute>\d{2})|\s*[点时](?:\s*(?P<half>半|整)|\s*(?P<minutes>\d{1,2})\s*分?)?|(?=\s*[ap]\.?m))"
    r"(?:\s*(?P<meridiem>[ap])\.?m\.?)?$"
)
_SIMPLIFIED: Final = str.maketrans("點時週禮兩號鐘個農曆臘節陽從", "点时周礼两号钟个农历腊节阳从")


def parse_time(text: str) -> time:
    """Reads an hour of the day: ``9:00``, ``21：30``, ``9点半``, ``晚上8点``, ``9pm``; raises NotUnderstood."""
    when = CLOCK.fullmatch(normalized(text))
    if when is None:
        raise NotUnderstood("period-time-not-understood", text=text)
    return time_in(when, text)


def parse_date(text: str) -> date:
    """Reads ``2026-12-01``, ``2026/12/1``, ``2026年12月1日``; raises NotUnderstood."""
    dated = DATE.fullmatch(normalized(text))
    if dated is None:
        raise NotUnderstood("period-date-not-understood", text=text)
    return date_in(dated, text)


def normalized(text: str) -> str:
    """Returns one line in lower case and half width, without quotation marks."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(_SIMPLIFIED)
    return re.sub(r"\s+", " ", re.sub("[\"'“”‘’「」《》]", "", folded)).strip()


def time_in(when: re.Match[str], text: str) -> time:
    """The hour that a match of ``CLOCK`` means; ``text`` is what was typed, for the refusal."""
    hour = int(when["hour"])
    minute = int(when["minute"] or when["minutes"] or 0) + (30 if when["half"] == "半" else 0)
    part, meridiem = when["part"], when["meridiem"]
    if (meridiem and not 1 <= hour <= 12) or (part in ("晚上", "晚") and hour == 12):
        # "晚上12点" is midnight of the next date: nobody is served by a guess that is a day off.
        raise NotUnderstood("period-time-not-understood", text=text)
    past_noon = meridiem == "p" or part in ("下午", "傍晚", "晚上", "晚")
    if (past_noon and 1 <= hour < 12) or (part == "中午" and hour in (1, 2)):
        hour += 12
    elif (meridiem == "a" or part == "凌晨") and hour == 12:
        hour = 0
    try:
        return time(hour, minute)
    except ValueError:
        raise NotUnderstood("period-time-not-understood", text=text) from None


def date_in(dated: re.Match[str], text: str) -> date:
    """The date that a match of ``DATE`` means; ``text`` is what was typed, for the refusal."""
    try:
        day = date(int(dated["year"]), int(dated["month"]), int(dated["day"]))
    except ValueError:
        raise NotUnderstood("period-date-not-understood", text=text) from None
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise NotUnderstood("period-date-not-understood", text=text)
    return day
