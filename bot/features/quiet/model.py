"""Quiet hours and working hours: when they are, and what a group that is locked looks like."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.period import Window


class DayKind(StrEnum):
    """On which days hours begin; hours over midnight belong to the day they begin on."""

    DAILY = "daily"
    WORKDAYS = "workdays"
    HOLIDAYS = "holidays"


class Mode(StrEnum):
    """What quiet hours mean for members."""

    SOFT = "soft"
    """they are reminded once"""
    LOCK = "lock"
    """they cannot write"""


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of certain days, in local time."""

    window: Window
    days: DayKind


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch of hours, from ``starts_at`` until just before ``ends_at``; those of days that touch are one."""

    starts_at: datetime
    ends_at: datetime

    def __contains__(self, instant: datetime) -> bool:
        return self.starts_at <= instant < self.ends_at


class Phase(StrEnum):
    """How far a lock is."""

    LOOKING = "looking"
    """asked for the permissions as they are"""
    LOCKING = "locking"
    LOCKED = "locked"
    LEAVING = "leaving"
    """to be opened again before it was known to be locked"""
    CHECKING = "checking"
    """asked whether somebody has changed the permissions meanwhile"""
    OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Lock:
    """A group that is locked, or on the way. ``permissions``: as they were before; empty while `Phase.LOOKING`.

    ``failed``: that it could not be opened again has been told.
    """

    ends_at: datetime
    phase: Phase
    permissions: Mapping[str, bool]
    failed: bool = False
