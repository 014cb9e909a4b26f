"""A newcomer's way into a group, and what is known of the letters a person gets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.ids import UserId


class Step(StrEnum):
    """What a newcomer is led to, in this order."""

    RULES = "rules"
    INTRODUCTION = "introduction"
    CHECKIN = "checkin"


class Introduced(StrEnum):
    """How somebody introduced themselves."""

    MESSAGE = "message"
    FORM = "form"


class Stopped(StrEnum):
    """Why somebody gets no more letters."""

    SPOKE = "spoke"
    COMPLAINED = "complained"
    LEFT = "left"
    ASKED = "asked"
    """not to be written to"""
    DONE = "done"
    """the last letter was written or its day is over"""


@dataclass(frozen=True, slots=True)
class Journey:
    """``day`` of the last letter that was due (0: none yet), ``letters`` that were written.

    Whether the rules are confirmed and a check-in is made is never kept here: other features know it.
    """

    user_id: UserId
    began_at: datetime
    introduced_at: datetime | None = None
    introduced_by: Introduced | None = None
    day: int = 0
    letters: int = 0
    stopped_at: datetime | None = None
    stopped_why: Stopped | None = None

    @property
    def is_open(self) -> bool:
        """Whether an introduction or letters are still to come."""
        return self.introduced_at is None or self.stopped_at is None


@dataclass(frozen=True, slots=True)
class Correspondent:
    """A person as far as letters go, in all groups together: the local day of the last one, and whether they want none."""

    user_id: UserId
    written_on: date | None = None
    quiet_at: datetime | None = None
    quiet_why: Stopped | None = None


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many of those who came have done what since, and why letters ended. ``complete``: all three steps."""

    began: int
    confirmed: int
    introduced: int
    checked_in: int
    complete: int
    letters: int
    stopped: Mapping[Stopped, int]
