"""Whether so many people at once are a crisis: observed against normal, over 10 minutes, an hour and a day. Pure.

What is normal is blended from the same hour of the week in the four weeks before, the days just before, and all four
weeks; and it grows with the number of people who speak, from the hour to the day, so that a launch or a holiday,
which makes everybody talk, is no crisis; nor is one of the flurries that so much more talk brings, so p must be smaller
by as much. The blend also keeps how far such counts scatter, and `surprise` turns both into the chance p of so many
people. Looking at a day of windows of one length is as many tries, so p must fall below ``chance`` divided by that
number of windows and two more, because windows slide; ``burst_people`` at once who are ten times the usual need not wait for that. While little is known of the past, fixed numbers of people decide, and the reading says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.features.crisis.history import Past, seconds
from bot.features.crisis.settings import CrisisSettings
from bot.features.crisis.surprise import Expected, Moments, expected, pooled, tail

MINUTE: Final = 60
HOUR: Final = 3_600
DAY: Final = 86_400
WEEK: Final = 7 * DAY
WEEKS: Final = 4

SAME_HOUR: Final = 1.0
RECENT: Final = 1.0
ALL: Final = 2.0
"""Weights of the same hour of the week, of the last seven days and of all four weeks. What is known longest scatters
most, and an alarm that is wrong costs more trust than one that is a minute late."""
FLOOR_AN_HOUR: Final = 0.02
"""Least mean, in people an hour: a word that was never used is expected about every second day."""
_OVER: Final = 0.001
"""A surprise has passed when p is above this in every window: sooner said than what opens, so that nothing flickers."""
_STRETCHES: Final = (HOUR, 6 * HOUR, DAY)
"""Over which everybody's talk is compared with the usual: a launch fills an hour, a holiday the day, a slack hour in it
too. Less says nothing: the crowd is counted in steps of ten minutes, of which a window of ten minutes holds hardly one."""
_SLIDING: Final = 2.0
"""A window that is looked at whenever somebody speaks is more tries than its places in a day; it shows in the longest."""
_BURST_GROWTH: Final = 10.0
_BURST_CHANCE: Final = 0.0001


class Basis(StrEnum):
    """What a reading rests on."""

    PAST = "past"
    FEW_DAYS = "few_days"
    """too little is known: fixed numbers of people decide"""


@dataclass(frozen=True, slots=True)
class History:
    """What was heard of one subject, and how many people spoke at all, in one group or a whole community.

    ``crowd`` is None when nobody counted it; then a busy day is not told from a crisis.
    """

    heard: Past
    crowd: Past | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One window: people observed, people expected, the chance p of so many, and whether that is too many.

    ``normal`` is None for fewer people than an incident needs: nobody asked the past; it grows with how much everybody
    talks. ``usual``: how many people say it in other weeks, which is what somebody is shown. ``over``: still surprising.
    """

    width: timedelta
    people: int
    normal: Expected | None
    usual: float | None
    p: float
    alarming: bool
    over: bool
    basis: Basis

    @property
    def growth(self) -> float:
        """How many times the expected number it is; 1 when that was not asked."""
        return self.people / self.normal.mean if self.normal is not None else 1.0


@dataclass(frozen=True, slots=True)
class State:
    """What the detector knows from one look to the next. The first look starts with ``State()``.

    ``alarmed_at`` is the last alarm, kept after it ended, for the cool-down.
    """

    is_open: bool = False
    alarmed_at: datetime | None = None
    last_over_at: datetime | None = None
    readings: tuple[Reading, ...] = ()
    opens: bool = False
    """at this very look"""
    closes: bool = False
    """at this very look"""

    @property
    def telling(self) -> Reading | None:
        """The reading that says most: the least p among the alarming ones, else among all."""
        loud = [reading for reading in self.readings if reading.alarming] or self.readings
        return min(loud, key=lambda reading: (reading.p, reading.width), default=None)


def detect(history: History, now: datetime, settings: CrisisSettings, before: State | None = None) -> State:
    """The state after a look at ``now``; hits at or after ``now`` are not seen.

    Opens when a window is alarming, unless the last alarm is younger than the cool-down. Closes when nothing has been
    surprising for the calm time. The same history, instant and state always give the same answer.
    """
    return judged(read(history, now, settings), now, settings, before)


def judged(
    readings: tuple[Reading, ...], now: datetime, settings: CrisisSettings, before: State | None = None
) -> State:
    """The state that readings taken at ``now`` lead to, of one history or of several that belong together."""
    before = before or State()
    alarming = any(reading.alarming for reading in readings)
    over = any(reading.over for reading in readings)
    last_over_at = now if over else before.last_over_at
    state = State(before.is_open, before.alarmed_at, last_over_at, readings)
    if before.is_open:
        calm = timedelta(minutes=settings.calm_minutes)
        if over or last_over_at is None or now - last_over_at < calm:
            return state
        return replace(state, is_open=False, closes=True)
    cooled = before.alarmed_at is None or now - before.alarmed_at >= timedelta(minutes=settings.cooldown_minutes)
    if alarming and cooled:
        return replace(state, is_open=True, opens=True, alarmed_at=now)
    return state


def read(history: History, now: datetime, settings: CrisisSettings) -> tuple[Reading, ...]:
    """The windows that end now, the shortest first."""
    end = seconds(now)
    return tuple(_read(history, end, minutes * MINUTE, settings) for minutes in sorted(settings.windows_minutes))


def _read(history: History, end: int, width: int, settings: CrisisSettings) -> Reading:
    people = history.heard.people(end - width, end)
    length = timedelta(seconds=width)
    cold = end - history.heard.since < settings.cold_days * DAY
    basis = Basis.FEW_DAYS if cold else Basis.PAST
    if people < settings.rate_people:
        return Reading(length, people, None, None, 1.0, alarming=False, over=False, basis=basis)
    calm, busy = _usual(history, end, width, people)
    normal = calm.scaled(busy)
    p = tail(people, normal)
    if cold:
        limit = settings.cold_people(width // MINUTE)
        alarming = over = limit is not None and people >= limit
    else:
        alarming = people >= settings.growth * normal.mean and p * busy < settings.chance / (DAY / width + _SLIDING)
        alarming = alarming or (
            width == MINUTE * min(settings.windows_minutes) and _bursts(people, normal, p * busy, settings)
        )
        over = alarming or p < _OVER
    return Reading(length, people, normal, calm.mean, p, alarming, over, basis)


def _bursts(people: int, normal: Expected, p: float, settings: CrisisSettings) -> bool:
    """Whether so many came together at once that nobody should wait for better odds."""
    least = settings.burst_people
    return least is not None and people >= max(least, _BURST_GROWTH * normal.mean) and p < _BURST_CHANCE


def usual(history: History, end: int, width: int) -> float:
    """How many people say it in other weeks in the window of ``width`` seconds that ends at ``end``.

    However busy the window is: that makes so many less surprising, and no more usual.
    """
    return _expected(history, end, width).mean


def _expected(history: History, end: int, width: int) -> Expected:
    return expected(_blend(history.heard, end, width), FLOOR_AN_HOUR * min(width, DAY) / HOUR)


def _usual(history: History, end: int, width: int, people: int) -> tuple[Expected, float]:
    """What other weeks let expect, and how many times the usual everybody talks, at least 1.

    So many more conversations are so many more chances for a flurry in one of them. ``people``: how many are in
    question in the window. They do not make it a busy one: only what the others say beside them does.
    """
    normal = _expected(history, end, width)
    if history.crowd is None:
        return normal, 1.0
    busy = 1.0
    for stretch in _STRETCHES:
        said = people if stretch == width else history.heard.people(end - stretch, end)
        usually = _blend(history.crowd, end, stretch).mean
        if usually > 0:
            busy = max(busy, (history.crowd.people(end - stretch, end) - said) / usually)
    return normal, busy


def _blend(past: Past, end: int, width: int) -> Moments:
    gap = max(width, 30 * MINUTE)
    until = end - gap
    around = 0 if width >= DAY else HOUR
    hours: Sequence[Moments] = [
        past.moments(width, end - week * WEEK - width - around, end - week * WEEK + around)
        for week in range(1, WEEKS + 1)
    ]
    same_hour = pooled((moments.windows, moments) for moments in hours)
    return pooled(
        (
            (SAME_HOUR, same_hour),
            (RECENT, past.moments(width, end - WEEK, until)),
            (ALL, past.moments(width, end - WEEKS * WEEK, until)),
        )
    )
