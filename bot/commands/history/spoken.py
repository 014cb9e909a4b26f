"""What is spoken in a group, as every kind of file gives it, and what of a file could not be used."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.commands.history.moves import Headcount, Move
from bot.core.event import MediaKind

SUPERGROUP_BASE = -1_000_000_000_000
"""The Bot API's id of a supergroup or channel is this minus the bare id that exports use."""
LONGEST_TEXT = 4096
"""Characters; Telegram takes no longer message."""
BAD_LINES_KEPT = 10


class Unreadable(Exception):
    """The file holds no history; the message says why in one line."""


class Speaker(StrEnum):
    """Who a message is from."""

    USER = "user"
    CHANNEL = "channel"
    LINKED_CHANNEL = "linked_channel"
    GROUP = "group"
    """an anonymous administrator"""


@dataclass(frozen=True, slots=True)
class Place:
    """A group of the history, with its Bot API id."""

    chat_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message. ``reply_to`` is a message id of the same group; ``entities`` are Telegram's, offsets in UTF-16."""

    at: datetime
    place: Place
    message_id: int
    user_id: int
    name: str
    text: str
    speaker: Speaker = Speaker.USER
    reply_to: int | None = None
    media: MediaKind | None = None
    entities: Sequence[Mapping[str, Any]] = ()
    forwarded_from: str | None = None
    via_bot: str | None = None
    buttons: Sequence[Sequence[Mapping[str, Any]]] = ()
    label: str | None = None


@dataclass(slots=True)
class Notes:
    """What could not be used, and why: counts by reason, and the first unreadable lines by number."""

    skipped: Counter[str] = field(default_factory=Counter)
    bad_lines: list[tuple[int, str]] = field(default_factory=list)
    spread: bool = False
    """Whether only minutes were known, and messages were spread over them."""

    def bad(self, line: int, reason: str) -> None:
        """A line (or message, counted from 1) that is not what it should be."""
        self.skipped["unreadable"] += 1
        if len(self.bad_lines) < BAD_LINES_KEPT:
            self.bad_lines.append((line, reason))


class History(Protocol):
    """An open history. Iterate `spoken` once; messages come by time."""

    notes: Notes
    moves: Sequence[Move]
    """Who came and who went, by time, as far as it tells."""
    headcounts: Mapping[int, Headcount]
    """By group, where it tells who came and went."""
    ends_at: datetime | None
    """When its last message was written, as far as that is known before reading it all."""

    @property
    def places(self) -> Sequence[Place]:
        """Its groups."""
        ...

    @property
    def exporter_id(self) -> int | None:
        """The Telegram id of whoever exported it, where the file says so."""
        ...

    def spoken(self) -> Iterator[Spoken]: ...

    def fraction(self) -> float:
        """How much has been read, 0–1."""
        ...

    def close(self) -> None: ...


def cut(text: str, notes: Notes) -> str:
    """The text as far as Telegram would take it."""
    if len(text) <= LONGEST_TEXT:
        return text
    notes.skipped[f"longer than {LONGEST_TEXT} characters (cut)"] += 1
    return text[:LONGEST_TEXT]
