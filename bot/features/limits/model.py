"""A limit of one member for one reason; several reasons together allow what each of them allows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import UserId
from bot.features.entry.arrivals import Restriction


class Reason(StrEnum):
    """Why a member is limited."""

    NEWCOMER = "newcomer"
    NICKNAME = "nickname"
    SLOW = "slow"
    """the group is slowed down: a pause after each message"""


class Extent(StrEnum):
    """What a limit leaves."""

    TEXT = "text"
    """words, nothing else"""
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Limit:
    """It ends at ``until``, or when the member has written ``messages`` since joining, whichever comes first, or by hand.

    ``earlier``: the restriction the member had before the bot's own, which comes back when the last limit ends.
    """

    user_id: UserId
    reason: Reason
    extent: Extent
    began_at: datetime
    until: datetime | None = None
    messages: int | None = None
    earlier: Restriction | None = None

    def is_over(self, at: datetime, messages: int) -> bool:
        """Whether a message at ``at``, after ``messages`` others since joining, is no longer bound by it."""
        return (self.until is not None and at >= self.until) or (
            self.messages is not None and messages >= self.messages
        )
