"""Whose day is it: which programme, which day, how many in a row. All of it follows from the check-ins alone."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.period import MIDNIGHT, ONE_DAY, day_of, instant_of, parse_date, parse_time
from bot.features.checkin.model import Content, Flag, Lacking, Outcome, Past, Programme, Run, Verdict
from bot.features.checkin.terms import Plan, Terms
from bot.language.fold import fold

_HASHTAG: Final = re.compile(r"#(\w{1,40})")
WORTH_COMPARING: Final = 8
"""Characters from which on the same note says that somebody copied."""
_DAYS_AGO: Final = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}


def all_running(programmes: Iterable[Programme], instant: datetime, zone: ZoneInfo, day_start: time) -> list[Programme]:
    """The programmes that a check-in at ``instant`` may belong to: the named ones that run, the newest first, else the
    standing one, else none.

    ``day_start`` is the group's usual beginning of the day.
    """
    found = [
        programme
        for programme in programmes
        if _covers(programme, day_of(instant, zone, programme.day_start(day_start)))
        and (programme.ended_at is None or instant < programme.ended_at)
    ]
    named = sorted((p for p in found if not p.standing), key=lambda p: p.id, reverse=True)
    return named or sorted(found, key=lambda p: p.id)[:1]


def running(programmes: Iterable[Programme], instant: datetime, zone: ZoneInfo, day_start: time) -> Programme | None:
    """The foremost of `all_running`, or None."""
    return next(iter(all_running(programmes, instant, zone, day_start)), None)


def chosen(programmes: Iterable[Programme], text: str) -> tuple[Programme, str] | None:
    """The programme whose own word or hashtag a message bears, and the note that follows; None when it bears none.

    A word counts as the whole message, or with a space or newline after it; a hashtag counts anywhere.
    """
    first, note = _head(text)
    tags = None
    for programme in programmes:
        terms = programme.terms
        if first in terms.words:
            return programme, note
        if terms.hashtag:
            tags = _tags(text) if tags is None else tags
            if terms.hashtag in tags:
                return programme, note if first == terms.hashtag else text.strip()
    return None


def named_in(programmes: Iterable[Programme], note: str) -> tuple[Programme, str] | None:
    """The programme that a note begins with the name of, and the rest of the note."""
    for programme in programmes:
        name = programme.name.casefold()
        if note.casefold().startswith(name) and (len(note) == len(name) or note[len(name)].isspace()):
            return programme, note[len(name) :].strip()
    return None


def _head(text: str) -> tuple[str, str]:
    first, _, rest = text.strip().partition("\n")
    word, _, note = first.replace("\u3000", " ").partition(" ")
    return word.removeprefix("#").casefold(), "\n".join(part for part in (note.strip(), rest.strip()) if part)


def _tags(text: str) -> set[str]:
    return {tag.casefold() for tag in _HASHTAG.findall(text)}


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
    start = parse_time(plan.terms.day_starts_at) if plan.terms.day_starts_at else window.start if window else day_start
    today = day_of(now, zone, start)
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
    programme: Programme,
    instant: datetime,
    zone: ZoneInfo,
    day_start: time,
    past: Past,
    others: int,
    content: Content | None = None,
) -> Verdict:
    """Decide one check-in made at ``instant``.

    ``past``: what this person has done before, ``others``: how many have checked in on that day. For the standing
    programme both are of all programmes of the group. Without ``content`` only the day and the hours are judged.
    """
    day, own = day_of(instant, zone, programme.day_start(day_start)), past.days
    if day in own:
        return Verdict(Outcome.ALREADY, day, streak(own, day))
    if programme.window is not None and instant.astimezone(zone).time() not in programme.window:
        return Verdict(Outcome.CLOSED, day, streak(own, day))
    flag: Flag | None = None
    if content is not None:
        lacking = missing(programme.terms, content)
        if lacking is not None:
            return Verdict(Outcome.LACKING, day, streak(own, day), lacking=lacking)
        note = fold(content.note)
        if len(note) >= WORTH_COMPARING:
            if note in past.notes and programme.terms.note:
                return Verdict(Outcome.REPEATED, day, streak(own, day))
            flag = Flag.REPEAT if note in past.notes else Flag.COPY if note in past.others else None
    after = {*own, day}
    return Verdict(Outcome.DONE, day, streak(after, day), others + 1, run_around(after, day), flag=flag)


def missing(terms: Terms, content: Content) -> Lacking | None:
    """The first thing a programme asks for that a check-in has not, or None."""
    if terms.photo and not content.has_photo:
        return Lacking.PHOTO
    if terms.hashtag and terms.hashtag not in _tags(content.text):
        return Lacking.HASHTAG
    if terms.link and not content.has_link:
        return Lacking.LINK
    if len("".join(_HASHTAG.sub("", content.note).split())) < terms.note:
        return Lacking.NOTE
    return None


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


def parse_day(text: str, today: date) -> date:
    """Reads a date as `bot.core.period.parse_date` does, or 昨天, 前天, yesterday; raises NotUnderstood."""
    word = unicodedata.normalize("NFKC", text).strip().lower()
    if word in _DAYS_AGO:
        return today - timedelta(days=_DAYS_AGO[word])
    return parse_date(text)
