"""What people check in to, and what came of a check-in."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.core.ids import ProgrammeId, UserId
from bot.core.period import Window, parse_time
from bot.features.checkin.terms import Terms


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
    terms: Terms = field(default_factory=Terms)

    @property
    def last_day(self) -> date | None:
        """The last day that counts, or None."""
        return None if self.days is None else self.started_on + timedelta(days=self.days - 1)

    def day_start(self, usual: time) -> time:
        """When this programme's day begins; ``usual`` is the group's."""
        if self.terms.day_starts_at:
            return parse_time(self.terms.day_starts_at)
        return self.window.start if self.window is not None else usual

    def number_of(self, day: date) -> int:
        """Which day of the programme this is, from 1."""
        return (day - self.started_on).days + 1


class Outcome(StrEnum):
    """What became of a check-in."""

    DONE = "done"
    ALREADY = "already"
    CLOSED = "closed"
    """outside the programme's hours"""
    LACKING = "lacking"
    """something the programme asks for is missing"""
    REPEATED = "repeated"
    """the note says what an earlier one said, where a note is asked for"""
    TOO_POOR = "too_poor"
    """the points for the deposit are not there"""


class Lacking(StrEnum):
    """What a check-in misses; the text ``checkin-lacks-<what>`` says it."""

    NOTE = "note"
    PHOTO = "photo"
    LINK = "link"
    HASHTAG = "hashtag"


class Flag(StrEnum):
    """What looks odd about a check-in, for administrators to judge; it counts all the same."""

    COPY = "copy"
    """somebody else's note of the same day, word for word"""
    REPEAT = "repeat"
    """the person's own note of an earlier day"""


@dataclass(frozen=True, slots=True)
class Content:
    """What a check-in message holds. ``note`` is what follows the keyword."""

    note: str = ""
    text: str = ""
    has_photo: bool = False
    has_link: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """What somebody has done before in a programme: the days that count, and the folded notes of them.

    ``others``: the folded notes of other people on the same day.
    """

    days: Set[date] = frozenset()
    notes: Set[str] = frozenset()
    others: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in a programme that has teams, a deposit or days to catch up with."""

    user_id: UserId
    joined_on: date
    team: int | None = None
    deposit: int = 0


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
    lacking: Lacking | None = None
    flag: Flag | None = None


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
