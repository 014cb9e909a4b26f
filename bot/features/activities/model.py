"""Scheduled posts, and what becomes of their runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.ids import PostId, UserId
from bot.core.period import Rule


@dataclass(frozen=True, slots=True)
class Copied:
    """The message that a post repeats, media included."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Post:
    """A scheduled post. ``text`` is markup; of a copy it is the beginning, for lists.

    ``notice``: not promotional, so it goes out during a crisis too.
    """

    id: PostId
    number: int
    rule: Rule
    text: str
    notice: bool
    copied: Copied | None
    thread_id: int | None
    created_by: UserId
    paused_at: datetime | None = None
    album: tuple[int, ...] = ()
    """The messages that are copied together, the first one among them; empty for one alone."""
    buttons: tuple[tuple[str, str], ...] = ()
    """Text and address, one row each."""
    is_silent: bool = False
    is_pinned: bool = False
    stays: timedelta | None = None
    """How long each run stays in the group, None for ever."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A post as an administrator asks for it; ``text`` as typed, empty when a message is to be copied."""

    rule: Rule
    text: str
    notice: bool = False
    is_silent: bool = False
    is_pinned: bool = False
    stays: timedelta | None = None


class RunOutcome(StrEnum):
    """What became of an occurrence."""

    RAN = "ran"
    LATE = "late"
    """run late, within the kind's limit"""
    SKIPPED = "skipped"
    """missed for too long"""
    FAILED = "failed"
    """Telegram did not take it"""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time a rule fires: ``key`` is the local date, ``due_at`` the instant."""

    key: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Runs:
    """What to do about everything that has come due: skip the old ones, run at most one.

    ``held_until``: the last one waits until then, because the group rests; those before it give way to it.
    """

    skipped: tuple[Occurrence, ...] = ()
    now: Occurrence | None = None
    late: bool = False
    held_until: datetime | None = None
