"""Rules and moments as people type them, in Chinese and English."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.period.cron import TooOften, read_cron
from bot.core.period.instants import instant_of
from bot.core.period.lunar import read_lunar
from bot.core.period.rule import MOST_WEEKS, WEEKDAY_NAMES, Days, Rule
from bot.core.period.spans import parse_duration
from bot.core.period.words import CLOCK, DATE, NotUnderstood, date_in, normalized, time_in

_WEEKDAY_OF: Final = {
    **{name: number for number, name in enumerate(WEEKDAY_NAMES, 1)},
    **{character: number for number, character in enumerate("一二三四五六日", 1)},
    "天": 7,
}
_EVERY_DAY: Final = frozenset(("every day", "everyday", "daily", "each day", "每天", "每日", "天天"))
_EVERY_WORKDAY: Final = frozenset(
    ("every workday", "every weekday", "workdays", "weekdays", "workday", "weekday", "工作日", "每个工作日", "每工作日")
)
_EVERY_HOLIDAY: Final = frozenset(
    (
        "every holiday",
        "holidays",
        "holiday",
        "days off",
        "every day off",
        "节假日",
        "每个节假日",
        "休息日",
        "每个休息日",
    )
)
_WEEKEND: Final = frozenset((6, 7))
_WEEKEND_NAMES: Final = frozenset(("weekend", "weekends", "every weekend", "周末", "每周末", "每个周末"))

_FILLERS: Final = re.compile(r"\s+|\bat\b|[,，、]?\s*$")
_ENGLISH_DAY: Final = (
    r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?\b"
)
_ENGLISH_DAYS: Final = re.compile(
    rf"(?:every )?(?P<list>{_ENGLISH_DAY}(?:(?:\s*(?:,|&|\band\b|-|\bto\b)\s*|\s+){_ENGLISH_DAY})*)"
)
_CHINESE_DAYS: Final = re.compile(
    r"每?个?(?:周|星期|礼拜)[一二三四五六日天](?:[周星期礼拜每和与,、\s到至-]*[一二三四五六日天])*"
)
_WEEKS: Final = re.compile(
    r"(?:every (?P<count>\d{1,2}) weeks?(?: on)?|(?P<two>every other(?: week(?: on)?)?|every second|biweekly|fortnightly"
    r"|隔周的?|每隔一周的?)|每隔?(?P<chinese>\d{1,2}|[两二三四五六七八九十])个?(?:周|星期)的?)\s*(?P<rest>.+)"
)
_COUNT_OF: Final = {character: number for number, character in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_SINCE: Final = re.compile(rf"\s*(?:\bfrom\b|\bsince\b|从|自)\s*(?P<date>{DATE.pattern})\s*(?:起|开始)?$")
_MONTHLY: Final = re.compile(
    r"(?:每个?月的?|every month(?: on)?(?: the)?|monthly(?: on)?(?: the)?)\s*"
    r"(?P<days>\d{1,2}(?:st|nd|rd|th|[日号])?(?:\s*(?:[,、和与&]|\band\b)\s*(?:the )?\d{1,2}(?:st|nd|rd|th|[日号])?)*)"
)
_CRON: Final = re.compile(r"cron\s*:?\s*(?P<fields>.+)")
_NEAR_DAY: Final = {
    "": None,
    "today": 0,
    "tonight": 0,
    "今天": 0,
    "今日": 0,
    "今": 0,
    "tomorrow": 1,
    "明天": 1,
    "明日": 1,
    "明": 1,
    "后天": 2,
}
_MONTH_DAY: Final = re.compile(r"(?P<month>\d{1,2})\s*[-/月]\s*(?P<day>\d{1,2})\s*[日号]?")
_LENGTH: Final = re.compile(r"(?:in\s+)?(?P<length>.*?[a-z一-鿿])\s*(?:后|之后|以后|from now)?")


def parse_rule(text: str) -> Rule:
    """Reads ``every day 09:00``, ``工作日 08:30``, ``mon,wed 20:00``, ``周一,三 晚上8点``, ``2026-12-01 20:00``,
    ``every 2 weeks fri 18:00``, ``隔周周五 18:00``, ``节假日 10:00``, ``每月8号 10:00``, ``农历 正月初一 09:00``,
    ``中秋 20:00``, ``cron: 0 9 * * 1-5``.

    A month that is too short for a day goes without it. Width, case and quotation marks do not matter. Raises
    NotUnderstood; a date in the past is not its business.
    """
    typed = normalized(text)
    cron = _CRON.fullmatch(typed)
    if cron is not None:
        return _cron(cron["fields"], text)
    since = _SINCE.search(typed)
    if since is not None:
        typed = typed[: since.start()]
    when = CLOCK.search(typed)
    if when is None:
        raise NotUnderstood("period-rule-not-understood", text=text)
    at = time_in(when, text)
    days = _FILLERS.sub(" ", typed[: when.start()]).strip()
    weeks = _WEEKS.fullmatch(days)
    if weeks is not None:
        count = int(_COUNT_OF.get(weeks["chinese"] or "", 0) or weeks["count"] or weeks["chinese"] or 2)
        on_days = _weekdays(weeks["rest"].strip())
        if not on_days or not 1 <= count <= MOST_WEEKS:
            raise NotUnderstood("period-rule-not-understood", text=text)
        first = date_in(since, text) if since is not None and count > 1 else None
        return Rule(Days.WEEKDAYS, at, on_days, weeks=count, since=first)
    dated = DATE.fullmatch(days)
    if dated and since is None:
        return Rule(Days.ONCE, at, on=date_in(dated, text))
    if since is not None:
        raise NotUnderstood("period-rule-not-understood", text=text)
    if days in _EVERY_DAY:
        return Rule(Days.EVERY_DAY, at)
    if days in _EVERY_WORKDAY:
        return Rule(Days.EVERY_WORKDAY, at)
    if days in _EVERY_HOLIDAY:
        return Rule(Days.EVERY_HOLIDAY, at)
    monthly = _MONTHLY.fullmatch(days)
    if monthly is not None:
        month_days = sorted({int(day) for day in re.findall(r"\d+", monthly["days"])})
        if not 1 <= month_days[0] <= month_days[-1] <= 31:
            raise NotUnderstood("period-date-not-understood", text=text)
        return _cron(f"{at.minute} {at.hour} {','.join(map(str, month_days))} * *", text)
    try:
        lunar = read_lunar(days)
    except ValueError:
        raise NotUnderstood("period-date-not-understood", text=text) from None
    if lunar is not None:
        return Rule(Days.LUNAR, at, lunar=lunar)
    weekdays = _WEEKEND if days in _WEEKEND_NAMES else _weekdays(days)
    if not weekdays:
        raise NotUnderstood("period-rule-not-understood", text=text)
    return Rule(Days.WEEKDAYS, at, weekdays=weekdays)


def parse_plan(text: str, zone: ZoneInfo, now: datetime) -> Rule:
    """Reads a rule, or one moment to come (``明天 20:00``, ``12-06 14:00``, ``2h``), which is a rule for one date.

    Raises NotUnderstood, also for such a moment that is not later than ``now``.
    """
    try:
        return parse_rule(text)
    except NotUnderstood as no_rule:
        if no_rule.key != "period-rule-not-understood":
            raise
        try:
            local = parse_moment(text, zone, now).astimezone(zone)
        except NotUnderstood as no_moment:
            raise no_moment if no_moment.key == "period-moment-past" else no_rule from None
    return Rule(Days.ONCE, time(local.hour, local.minute), on=local.date())


def parse_moment(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Reads one instant to come: ``20:00`` (the next one), ``明天 20:00``, ``12-06 14:00``, ``2026-12-06 14:00``, ``2h``,
    ``半小时后``.

    Returns UTC; raises NotUnderstood, also for a moment that is not later than ``now``.
    """
    typed = normalized(text)
    when = CLOCK.search(typed)
    if when is None:
        length = _LENGTH.fullmatch(typed)
        if length is None:
            raise NotUnderstood("period-moment-not-understood", text=text)
        try:
            return now + parse_duration(length["length"])
        except NotUnderstood:
            raise NotUnderstood("period-moment-not-understood", text=text) from None
    at = time_in(when, text)
    days = _FILLERS.sub(" ", typed[: when.start()]).strip()
    today = now.astimezone(zone).date()
    if days == "":
        found = instant_of(today, at, zone)
        return found if found > now else instant_of(today + timedelta(days=1), at, zone)
    found = instant_of(_day(days, today, text), at, zone)
    if found <= now:
        raise NotUnderstood("period-moment-past", text=text)
    return found


def _day(days: str, today: date, text: str) -> date:
    near = _NEAR_DAY.get(days)
    if near is not None:
        return today + timedelta(days=near)
    dated = DATE.fullmatch(days)
    if dated is not None:
        return date_in(dated, text)
    found = _MONTH_DAY.fullmatch(days)
    if found is not None:
        try:
            day = date(today.year, int(found["month"]), int(found["day"]))
            return day if day >= today else day.replace(year=today.year + 1)
        except ValueError:
            raise NotUnderstood("period-date-not-understood", text=text) from None
    weekdays = _weekdays(days)
    if len(weekdays) == 1:
        return today + timedelta(days=(next(iter(weekdays)) - today.isoweekday()) % 7)
    raise NotUnderstood("period-moment-not-understood", text=text)


def _cron(fields: str, text: str) -> Rule:
    try:
        cron = read_cron(fields)
    except TooOften:
        raise NotUnderstood("period-rule-too-often", text=text) from None
    except ValueError:
        raise NotUnderstood("period-cron-not-understood", text=text) from None
    return Rule(Days.CRON, cron.times[0], cron=cron)


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
