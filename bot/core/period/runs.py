"""When rules fire: every occurrence once, in every zone, whatever the clocks do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.period.instants import MIDNIGHT, ONE_DAY, instant_of
from bot.core.period.lunar import lunar_dates
from bot.core.period.rule import Days, Rule
from bot.core.workdays import is_workday as is_worked

_SEARCH_DAYS: Final = 750
"""A calendar that knows no workday within two years has none."""
_SEARCH_DAYS_CRON: Final = 8 * 366 + 31
"""29 February may be eight years away."""


def next_run(
    rule: Rule, zone: ZoneInfo, after: datetime, is_workday: Callable[[date], bool] = is_worked
) -> datetime | None:
    """Returns the first instant strictly later than ``after`` at which the rule fires, None if there is none.

    ``after`` is aware; the result is UTC. A time skipped by the clocks fires at the first instant after the gap, a
    repeated one the first time only, and a day that a zone left out altogether not at all (unless named by a date).
    Two years without a fitting day count as none to come.
    """
    for day in _days(rule, after.astimezone(zone).date() - ONE_DAY, is_workday):
        for at in rule.times:
            instant = _occurrence(rule, zone, day, at)
            if instant is not None and instant > after:
                return instant
    return None


def occurrence_key(rule: Rule, zone: ZoneInfo, instant: datetime) -> str:
    """Returns the local date (ISO) that a run at ``instant`` belongs to: unique for each occurrence of one rule.

    ``instant`` is what ``next_run`` gave, not when the run really happened. It is the date the rule means, also when a
    clock change over midnight moved the instant to the next date. Where a day has several runs, the hour follows.
    """
    if rule.on is not None:
        return rule.on.isoformat()
    several = len(rule.times) > 1
    local = instant.astimezone(zone)
    for day in (local.date(), local.date() - ONE_DAY):
        for at in rule.times:
            if _occurrence(rule, zone, day, at) == instant:
                return f"{day.isoformat()}T{at:%H:%M}" if several else day.isoformat()
    return f"{local:%Y-%m-%dT%H:%M}" if several else local.date().isoformat()


def anchored(rule: Rule, zone: ZoneInfo, now: datetime) -> Rule:
    """Returns a rule of several weeks that begins with its next fitting weekday; any other rule as it is."""
    if rule.weeks == 1 or rule.since is not None:
        return rule
    first = next_run(replace(rule, weeks=1), zone, now)
    assert first is not None, "there is always another Friday"
    return replace(rule, since=date.fromisoformat(occurrence_key(replace(rule, weeks=1), zone, first)))


def _days(rule: Rule, first: date, is_workday: Callable[[date], bool]) -> Iterator[date]:
    """Yields the dates from ``first`` on which the rule means to fire."""
    if rule.on is not None:
        yield rule.on
        return
    if rule.lunar is not None:
        yield from lunar_dates(rule.lunar, first)
        return
    if rule.weeks > 1 and rule.since is not None:
        first = max(first, rule.since)
    horizon = _SEARCH_DAYS_CRON if rule.cron is not None else _SEARCH_DAYS
    for offset in range(min(horizon, (date.max - first).days)):
        day = first + timedelta(days=offset)
        if _fires_on(rule, day, is_workday):
            yield day


def _fires_on(rule: Rule, day: date, is_workday: Callable[[date], bool]) -> bool:
    match rule.days:
        case Days.EVERY_WORKDAY:
            return is_workday(day)
        case Days.EVERY_HOLIDAY:
            return not is_workday(day)
        case Days.WEEKDAYS:
            return day.isoweekday() in rule.weekdays and rule.is_its_week(day)
        case Days.CRON:
            return rule.cron is not None and rule.cron.fires_on(day)
        case _:
            return True


def _occurrence(rule: Rule, zone: ZoneInfo, day: date, at: time) -> datetime | None:
    """Returns when the rule fires for ``day``; None when the zone has no such day (Samoa had no 2011-12-30)."""
    instant = instant_of(day, at, zone)
    moved = instant.astimezone(zone).date() != day
    if moved and rule.on is None and instant_of(day, MIDNIGHT, zone) == instant_of(day + ONE_DAY, MIDNIGHT, zone):
        return None
    return instant
