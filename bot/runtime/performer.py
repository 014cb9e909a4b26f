"""The outgoing side as the outbox sees it: who makes the calls, what comes of them, and how fast they may be made."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from bot.core.effect import Effect


class AnswerKind(StrEnum):
    """What a call to Telegram came to."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"
    """429: nothing happened; try after ``seconds``"""
    UNSENT = "unsent"
    """the call never left, so it may be made again"""
    UNKNOWN = "unknown"
    """the call may or may not have had its effect"""
    MIGRATED = "migrated"


@dataclass(frozen=True, slots=True)
class Answer:
    """One call's answer. ``error`` is Telegram's description, free of people's text."""

    kind: AnswerKind
    message_id: int | None = None
    error: str | None = None
    seconds: float = 0.0
    new_chat_id: int | None = None
    data: dict[str, Any] = field(default_factory=dict)


class Performer(Protocol):
    """The outgoing side. Swapped for a dry run, a simulation or a test."""

    async def perform(self, effect: Effect, *, again: bool) -> Answer:
        """Make the call. ``again``: an earlier try may already have had its effect. Never raises for Telegram's no."""
        ...


class Pacing(Protocol):
    """Telegram's rates as the outbox sees them. Instants are seconds of a monotonic clock."""

    def earliest(self, effect: Effect, now: float) -> float:
        """When this call may be made at the earliest; ``now`` or less means at once."""
        ...

    def took(self, effect: Effect, now: float) -> None:
        """A call was made."""
        ...

    def refused(self, effect: Effect, now: float, seconds: float) -> None:
        """Telegram asked to wait."""
        ...
