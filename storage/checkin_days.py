"""Check-ins as they are read: one person's, one day's, and a single one."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.core.ids import ProgrammeId, UserId
from bot.features.checkin.model import Programme


@dataclass(slots=True)
class Record:
    """One person's check-ins to every programme, as the mailbox remembers them; change it only with a write.

    ``days``: by programme, those that count, and whether they were made up. ``turns``: how often a day that was taken
    back had been made. ``notes``: folded, as far as they are kept, by programme.
    """

    days: dict[int, dict[date, bool]] = field(default_factory=dict)
    turns: dict[tuple[int, date], int] = field(default_factory=dict)
    notes: dict[int, set[str]] = field(default_factory=dict)

    def all_days(self, programme: Programme) -> frozenset[date]:
        """The days that count for a programme: for the standing one, those of every programme."""
        if not programme.standing:
            return frozenset(self.days.get(programme.id, ()))
        return frozenset(day for days in self.days.values() for day in days)

    def turn(self, programme: Programme, day: date) -> int:
        """How often this day will have been made when it is made now."""
        return self.turns.get((programme.id, day), 0) + 1


@dataclass(slots=True)
class Today:
    """A day of a programme: who has checked in themselves, and the folded notes that are worth comparing."""

    people: dict[int, None] = field(default_factory=dict)
    """in the order in which they came"""
    notes: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Made:
    """A check-in as it stands."""

    programme_id: ProgrammeId
    user_id: UserId
    day: date
    at: datetime
    message_id: int | None
    note: str
    flag: str
    turn: int
    made_up: bool
