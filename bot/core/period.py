"""Times as people type and mean them: schedule rules, days, hours of the day, lengths of time.

Instants are aware UTC datetimes; local time exists only inside these functions. No clock is read here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

MIDNIGHT: Final = time()
ONE_DAY: Final = timedelta(days=1)
LONGEST_DURATION: Final = timedelta(days=3660)

# A calendar that knows no workday within two years has none; it ends the search of next_run.
_SEARCH_DAYS: Final = 750


class NotUnderstood(ValueError):
    """What was typed makes no sense; ``key`` and ``values`` are the sentence to answer with (see texts: core.ftl)."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(f"{key} {values}")
        self.key = key
        self.values = values


class Days(StrEnum):
    """On which days a rule fires."""

    EVERY_DAY = "every-day"
    EVERY_WORKDAY = "every-workday"
    WEEKDAYS = "weekdays"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Rule:
    """When something fires, in local time to the minute; ``str(rule)`` is canonical: ``parse_rule`` gives it back.

    ``weekdays`` holds ISO numbers (1 Monday … 7 Sunday) and is filled for ``WEEKDAYS`` only, ``on`` for ``ONCE`` only;
    anything else raises ValueError.
    """

    days: Days
    at: time
    weekdays: frozenset[int] = frozenset()
    on: date | None = None

    def __post_init__(self) -> None:
        if bool(self.weekdays) != (self.days is Days.WEEKDAYS) or not self.weekdays <= frozenset(range(1, 8)):
            raise ValueError(f"{self.days} does not go with the weekdays {sorted(self.weekdays)}")
        if (self.on is not None) != (self.days is Days.ONCE):
            raise ValueError(f"{self.days} does not go with the date {self.on}")
        if self.at.tzinfo is not None or self.at != self.at.replace(second=0, microsecond=0):
            raise ValueError(f"a rule fires at a whole minute of local time, not {self.at}")

    def __str__(self) -> str:
        match self.days:
            case Days.EVERY_DAY:
                days = "every day"
            case Days.EVERY_WORKDAY:
                days = "every workday"
            case Days.WEEKDAYS:
                days = ",".join(_WEEKDAY_NAMES[number - 1] for number in sorted(self.weekdays))
            case Days.ONCE:
                days = str(self.on)
        return f"{days} {self.at:%H:%M}"


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


def is_monday_to_friday(day: date) -> bool:
    """The plainest calendar of workdays; the statutory one takes its place through ``is_workday``."""
    return day.isoweekday() <= 5


def next_run(
    rule: Rule, zone: ZoneInfo, after: datetime, is_workday: Callable[[date], bool] = is_monday_to_friday
) -> datetime | None:
    """Returns the first instant strictly later than ``after`` at which the rule fires, None if there is none.

    ``after`` is aware; the result is UTC. A time skipped by the clocks fires at the first instant after the gap, a
    repeated one the first time only, and a day that a zone left out altogether not at all (unless named by a date).
    Two years without a workday count as none to come.
    """
    for day in _days(rule, after.astimezone(zone).date() - ONE_DAY, is_workday):
        instant = _occurrence(rule, zone, day)
        if instant is not None and instant > after:
            return instant
    return None


def occurrence_key(rule: Rule, zone: ZoneInfo, instant: datetime) -> str:
    """Returns the local date (ISO) that a run at ``instant`` belongs to: unique for each occurrence of one rule.

    ``instant`` is what ``next_run`` gave, not when the run really happened. It is the date the rule means, also when a
    clock change over midnight moved the instant to the next date.
    """
    if rule.on is not None:
        return rule.on.isoformat()
    local_day = instant.astimezone(zone).date()
    for day in (local_day, local_day - ONE_DAY):
        if _occurrence(rule, zone, day) == instant:
            return day.isoformat()
    return local_day.isoformat()


def instant_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Returns when the clocks of ``zone`` show ``at`` on ``day``, in UTC.

    The first of two such instants; if the clocks skip it, the first instant after the gap. ``at`` is naive.
    """
    wanted = datetime.combine(day, at)
    instant = wanted.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wanted:
        return instant
    # In a gap fold=1 applies the offset after it, which lands before the change, and fold=0 lands after it.
    before = wanted.replace(tzinfo=zone, fold=1).astimezone(UTC)
    offset_after = instant.astimezone(zone).utcoffset()
    while instant - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(instant - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == offset_after:
            instant = middle
        else:
            before = middle
    return instant


def day_of(instant: datetime, zone: ZoneInfo, day_starts_at: time = MIDNIGHT) -> date:
    """Returns the day an instant counts for when days begin at ``day_starts_at`` local time; never goes back.

    A day lasts from the first time the clocks show its start to the first time they show the next day's: clocks set
    back over that boundary do not return to the day before, so nobody can check in twice.
    """
    day = instant.astimezone(zone).date() + ONE_DAY
    while instant_of(day, day_starts_at, zone) > instant:
        day -= ONE_DAY
    return day


def parse_rule(text: str) -> Rule:
    """Reads ``every day 09:00``, ``工作日 08:30``, ``mon,wed 20:00``, ``周一,三 晚上8点``, ``2026-12-01 20:00``.

    Width, case and quotation marks do not matter. Raises NotUnderstood; a date in the past is not its business.
    """
    typed = _normalized(text)
    when = _CLOCK.search(typed)
    if when is None:
        raise NotUnderstood("period-rule-not-understood", text=text)
    at = _time(when, text)
    days = _FILLERS.sub(" ", typed[: when.start()]).strip()
    dated = _DATE.fullmatch(days)
    if dated:
        return Rule(Days.ONCE, at, on=_date(dated, text))
    if days in _EVERY_DAY:
        return Rule(Days.EVERY_DAY, at)
    if days in _EVERY_WORKDAY:
        return Rule(Days.EVERY_WORKDAY, at)
    weekdays = _WEEKEND if days in _WEEKEND_NAMES else _weekdays(days)
    if not weekdays:
        raise NotUnderstood("period-rule-not-understood", text=text)
    return Rule(Days.WEEKDAYS, at, weekdays=weekdays)


def parse_time(text: str) -> time:
    """Reads an hour of the day: ``9:00``, ``21：30``, ``9点半``, ``晚上8点``, ``9pm``; raises NotUnderstood."""
    when = _CLOCK.fullmatch(_normalized(text))
    if when is None:
        raise NotUnderstood("period-time-not-understood", text=text)
    return _time(when, text)


def parse_date(text: str) -> date:
    """Reads ``2026-12-01``, ``2026/12/1``, ``2026年12月1日``; raises NotUnderstood."""
    dated = _DATE.fullmatch(_normalized(text))
    if dated is None:
        raise NotUnderstood("period-date-not-understood", text=text)
    return _date(dated, text)


def parse_window(text: str) -> Window:
    """Reads ``22:00-08:00``, ``5点到23点``, ``00:00-24:00``; raises NotUnderstood.

    An end of 24:00 or 23:59 is midnight: who writes 23:59 does not mean to leave out the last minute.
    """
    start_text, separator, end_text = _RANGE.sub("~", _normalized(text), count=1).partition("~")
    start, end = _CLOCK.fullmatch(start_text.strip()), _CLOCK.fullmatch(end_text.strip())
    until_midnight = end_text.strip() in ("24:00", "24点", "23:59", "0:00", "00:00")
    if not separator or start is None or (end is None and not until_midnight):
        raise NotUnderstood("period-window-not-understood", text=text)
    opens = _time(start, text)
    closes = MIDNIGHT if until_midnight or end is None else _time(end, text)
    if opens == closes and not (until_midnight and opens == MIDNIGHT):
        raise NotUnderstood("period-window-not-understood", text=text)
    return Window(opens, closes)


def parse_duration(text: str, bare_unit: timedelta = timedelta(seconds=1)) -> timedelta:
    """Reads ``2h``, ``10m``, ``1h30m``, ``30d``, ``2小时``, ``半小时``, ``一个半小时``, ``90``: more than 0, at most 10 years.

    A bare number counts ``bare_unit``. Raises NotUnderstood.
    """
    typed = _normalized(text).replace(" ", "")
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


def _days(rule: Rule, first: date, is_workday: Callable[[date], bool]) -> Iterator[date]:
    """Yields the dates from ``first`` on which the rule means to fire."""
    if rule.on is not None:
        yield rule.on
        return
    for offset in range(min(_SEARCH_DAYS, (date.max - first).days)):
        day = first + timedelta(days=offset)
        match rule.days:
            case Days.EVERY_WORKDAY:
                fires = is_workday(day)
            case Days.WEEKDAYS:
                fires = day.isoweekday() in rule.weekdays
            case _:
                fires = True
        if fires:
            yield day


def _occurrence(rule: Rule, zone: ZoneInfo, day: date) -> datetime | None:
    """Returns when the rule fires for ``day``; None when the zone has no such day (Samoa had no 2011-12-30)."""
    instant = instant_of(day, rule.at, zone)
    moved = instant.astimezone(zone).date() != day
    if moved and rule.on is None and instant_of(day, MIDNIGHT, zone) == instant_of(day + ONE_DAY, MIDNIGHT, zone):
        return None
    return instant


# Reading what people type. Everything below works on _normalized text.

_WEEKDAY_NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY_OF: Final = {
    **{name: number for number, name in enumerate(_WEEKDAY_NAMES, 1)},
    **{character: number for number, character in enumerate("一二三四五六日", 1)},
    "天": 7,
}
_EVERY_DAY: Final = frozenset(("every day", "everyday", "daily", "each day", "每天", "每日", "天天"))
_EVERY_WORKDAY: Final = frozenset(
    ("every workday", "every weekday", "workdays", "weekdays", "workday", "weekday", "工作日", "每个工作日", "每工作日")
)
_WEEKEND: Final = frozenset((6, 7))
_WEEKEND_NAMES: Final = frozenset(("weekend", "weekends", "every weekend", "周末", "每周末", "每个周末"))

_FILLERS: Final = re.compile(r"\s+|\bat\b|[,，、]?\s*$")
_EARLIEST_YEAR, _LATEST_YEAR = 1970, 2999
_DATE: Final = re.compile(r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?")
_CLOCK: Final = re.compile(
    r"(?P<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|早|晚)?\s*"
    r"(?<![\d:.-])(?P<hour>\d{1,2})"
    r"(?:\s*:\s*(?P<minute>\d{2})|\s*[点时](?:\s*(?P<half>半|整)|\s*(?P<minutes>\d{1,2})\s*分?)?|(?=\s*[ap]\.?m))"
    r"(?:\s*(?P<meridiem>[ap])\.?m\.?)?$"
)
_SIMPLIFIED: Final = str.maketrans("點時週禮兩號鐘個", "点时周礼两号钟个")
_RANGE: Final = re.compile(r"\s*(?:-|–|—|~|〜|到|至|\bto\b)\s*")
_ENGLISH_DAY: Final = (
    r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?\b"
)
_ENGLISH_DAYS: Final = re.compile(
    rf"(?:every )?(?P<list>{_ENGLISH_DAY}(?:(?:\s*(?:,|&|\band\b|-|\bto\b)\s*|\s+){_ENGLISH_DAY})*)"
)
_CHINESE_DAYS: Final = re.compile(
    r"每?个?(?:周|星期|礼拜)[一二三四五六日天](?:[周星期礼拜每和与,、\s到至-]*[一二三四五六日天])*"
)

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


def _normalized(text: str) -> str:
    """Returns one line in lower case and half width, without quotation marks."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(_SIMPLIFIED)
    return re.sub(r"\s+", " ", re.sub("[\"'“”‘’「」《》]", "", folded)).strip()


def _time(when: re.Match[str], text: str) -> time:
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


def _date(dated: re.Match[str], text: str) -> date:
    try:
        day = date(int(dated["year"]), int(dated["month"]), int(dated["day"]))
    except ValueError:
        raise NotUnderstood("period-date-not-understood", text=text) from None
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise NotUnderstood("period-date-not-understood", text=text)
    return day


def _weekdays(days: str) -> frozenset[int]:
    """Returns the ISO weekdays named, ranges included; empty when something else was named."""
    english = _ENGLISH_DAYS.fullmatch(days)
    if english:
        tokens = re.findall(rf"{_ENGLISH_DAY}|-|\bto\b", english["list"])
    elif _CHINESE_DAYS.fullmatch(days):
        tokens = re.findall("[一二三四五六日天到至-]", days)
    else:
        return frozenset()
    found: set[int] = set()
    last, ranging = 0, False
    for token in tokens:
        number = _WEEKDAY_OF.get(token[:3])
        if number is None:
            ranging = True
            continue
        found |= _span(last, number) if ranging else {number}
        last, ranging = number, False
    return frozenset(found)


def _span(first: int, last: int) -> set[int]:
    return {(first - 1 + step) % 7 + 1 for step in range((last - first) % 7 + 1)}


def _amount(part: re.Match[str]) -> float:
    number = part["number"]
    amount = _NUMBER_OF[number] if number in _NUMBER_OF else float(number)
    return amount + (0.5 if part["half"] else 0)
