"""What people check in to, and what came of a check-in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.core.ids import ProgrammeId
from bot.core.period import Window


@dataclass(frozen=True, slots=True)
class Programme:
    """The thing checked into.

    ``days``: how many days it runs, None without end. ``window``: the hours in which it is open; the programme's day
    begins with them. ``standing``: the group's own endless programme, there when no other runs; a check-in to any
    programme of the group keeps its streak.
    """

    id: ProgrammeId
    name: str
    started_on: date
    days: int | None = None
    window: Window | None = None
    standing: bool = False
    ended_at: datetime | None = None

    @property
    def last_day(self) -> date | None:
        """The last day that counts, or None."""
        return None if self.days is None else self.started_on + timedelta(days=self.days - 1)

    def day_start(self, usual: time) -> time:
        """When this programme's day begins; ``usual`` is the group's."""
        return self.window.start if self.window is not None else usual

    def number_of(self, day: date) -> int:
        """Which day of the programme this is, from 1."""
        return (day - self.started_on).days + 1


@dataclass(frozen=True, slots=True)
class Plan:
    """A programme as an administrator asks for it."""

    name: str
    days: int
    window: Window | None = None


class Outcome(StrEnum):
    """What became of a check-in."""

    DONE = "done"
    ALREADY = "already"
    CLOSED = "closed"
    """outside the programme's hours"""


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row, both ends included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision on one check-in. ``streak``: days in a row up to that day, with it if it is done.

    ``rank``: which one of the day this is, from 1; 0 when it is none. ``run``: the days in a row around it, if done.
    """

    outcome: Outcome
    day: date
    streak: int = 0
    rank: int = 0
    run: Run | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """How a programme went: check-ins by person (made-up days included)."""

    checkins: Mapping[int, int]
    days: int | None

    @property
    def people(self) -> int:
        return len(self.checkins)

    @property
    def total(self) -> int:
        return sum(self.checkins.values())

    @property
    def complete(self) -> tuple[int, ...]:
        """Who has every day, by user id; nobody in a programme without end."""
        if self.days is None:
            return ()
        return tuple(sorted(user for user, times in self.checkins.items() if times >= (self.days or 0)))
