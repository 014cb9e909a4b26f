"""Whose day is it: which programme, which day, how many in a row. All of it follows from the check-ins alone."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.errors import Refused
from bot.core.period import MIDNIGHT, ONE_DAY, day_of, instant_of, parse_date, parse_window
from bot.features.checkin.model import Outcome, Plan, Programme, Run, Verdict

LONGEST_NAME: Final = 40
LONGEST_PROGRAMME_DAYS: Final = 366

_QUOTED: Final = r"[\"“”„«「『《](?P<quoted>[^\"“”„«»「」『』《》]+)[\"“”»」』》]"
_PLAN: Final = re.compile(rf"(?:{_QUOTED}|(?P<bare>\S+))\s+(?P<days>\d{{1,4}})\s*(?:天|days?)?(?:\s+(?P<window>.+))?")
_DAYS_AGO: Final = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}


def running(programmes: Iterable[Programme], instant: datetime, zone: ZoneInfo, day_start: time) -> Programme | None:
    """The programme that a check-in at ``instant`` belongs to: the newest that runs, else the standing one, else None.

    ``day_start`` is the group's usual beginning of the day.
    """
    found = [
        programme
        for programme in programmes
        if _covers(programme, day_of(instant, zone, programme.day_start(day_start)))
        and (programme.ended_at is None or instant < programme.ended_at)
    ]
    return _foremost(found)


def running_on(programmes: Iterable[Programme], day: date, zone: ZoneInfo) -> Programme | None:
    """The programme that ran on a past day, for making that day up; one ended early counts until the day it ended."""
    found = [
        programme
        for programme in programmes
        if _covers(programme, day) and (programme.ended_at is None or day <= programme.ended_at.astimezone(zone).date())
    ]
    return _foremost(found)


def _covers(programme: Programme, day: date) -> bool:
    # Days may be made up from before the standing programme was first used.
    begun = programme.standing or programme.started_on <= day
    return begun and (programme.last_day is None or day <= programme.last_day)


def _foremost(found: list[Programme]) -> Programme | None:
    named = [programme for programme in found if not programme.standing]
    if named:
        return max(named, key=lambda programme: programme.id)
    return min(found, key=lambda programme: programme.id, default=None)


def first_day(plan: Plan, now: datetime, zone: ZoneInfo, day_start: time) -> date:
    """The day a programme begins with: today, or tomorrow when today's hours are over already."""
    window = plan.window
    today = day_of(now, zone, window.start if window else day_start)
    if window is None:
        return today
    over_midnight = window.end <= window.start or window.end == MIDNIGHT
    closes = instant_of(today + ONE_DAY if over_midnight else today, window.end, zone)
    return today if now < closes else today + ONE_DAY


def end_of(programme: Programme, zone: ZoneInfo, day_start: time) -> datetime | None:
    """The instant at which the last day of a programme is over, None without end."""
    if programme.last_day is None:
        return None
    return instant_of(programme.last_day + ONE_DAY, programme.day_start(day_start), zone)


def judge(
    programme: Programme, instant: datetime, zone: ZoneInfo, day_start: time, own: Collection[date], others: int
) -> Verdict:
    """Decide one check-in made at ``instant``.

    ``own``: the days this person has checked in before, ``others``: how many have checked in on that day. For the
    standing programme both are of all programmes of the group.
    """
    day = day_of(instant, zone, programme.day_start(day_start))
    if day in own:
        return Verdict(Outcome.ALREADY, day, streak(own, day))
    if programme.window is not None and instant.astimezone(zone).time() not in programme.window:
        return Verdict(Outcome.CLOSED, day, streak(own, day))
    after = {*own, day}
    return Verdict(Outcome.DONE, day, streak(after, day), others + 1, run_around(after, day))


def streak(days: Collection[date], today: date) -> int:
    """Returns the days in a row that end today, or yesterday as long as today is not over; 0 if there are none."""
    known = days if isinstance(days, (set, frozenset)) else set(days)
    day = today if today in known else today - ONE_DAY
    length = 0
    while day in known:
        length += 1
        day -= ONE_DAY
    return length


def run_around(days: Collection[date], day: date) -> Run:
    """Returns the longest run of days in a row that holds ``day``, which is one of them."""
    first = last = day
    while first - ONE_DAY in days:
        first -= ONE_DAY
    while last + ONE_DAY in days:
        last += ONE_DAY
    return Run(first, last)


def parse_plan(text: str) -> Plan | None:
    """Reads ``"21天读书" 21 05:00-23:59``: a name (quoted if it has spaces), days, hours if it has any.

    None when it is not of that form; Refused when a part is out of bounds, NotUnderstood for the hours.
    """
    found = _PLAN.fullmatch(text.strip())
    if found is None:
        return None
    name = " ".join((found["quoted"] or found["bare"]).split())
    days = int(found["days"])
    if not 1 <= days <= LONGEST_PROGRAMME_DAYS:
        raise Refused("programme-days-out-of-range", most=LONGEST_PROGRAMME_DAYS)
    if not name or len(name) > LONGEST_NAME:
        raise Refused("programme-name-too-long", most=LONGEST_NAME)
    return Plan(name, days, parse_window(found["window"].strip("[]")) if found["window"] else None)


def parse_day(text: str, today: date) -> date:
    """Reads a date as `bot.core.period.parse_date` does, or 昨天, 前天, yesterday; raises NotUnderstood."""
    word = unicodedata.normalize("NFKC", text).strip().lower()
    if word in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[word])
    return parse_date(text)
