"""Tickets: what a member wants a human answer to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import ChatId, CommunityId, MessageId, UserId


class State(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    """somebody has written back"""
    CLOSED = "closed"


class Origin(StrEnum):
    """Why there is a ticket."""

    MEMBER = "member"
    """somebody asked for it"""
    REPEATED = "repeated"
    """somebody complained in the group again and again"""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One matter of one member. ``number`` counts per community; ``told``: who got a card, with the language of it.

    ``answered_at``: when somebody first wrote back. ``message_id``: the message in the group it comes from.
    ``due_at``: when it should have been answered; ``overdue``: how often that was called out.
    """

    id: int
    community_id: CommunityId
    number: int
    chat_id: ChatId
    user_id: UserId
    name: str
    at: datetime
    text: str
    state: State = State.OPEN
    told: tuple[tuple[UserId, str], ...] = ()
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: UserId | None = None
    closed_name: str | None = None
    source: Origin = Origin.MEMBER
    message_id: MessageId | None = None
    due_at: datetime | None = None
    overdue: int = 0
    assigned_to: UserId | None = None
    assigned_name: str | None = None
    answers_in: str = "private"
    """``private`` or ``group``: where the member gets the answer"""

    @property
    def waits(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.state is State.OPEN

    def card(self, user_id: int) -> str:
        """The handle of the card that somebody got. Every handle of a ticket's messages begins with ``ticket:<id>:``."""
        return f"ticket:{self.id}:card:{user_id}"


@dataclass(frozen=True, slots=True)
class TicketDraft:
    """Somebody has been asked in private what the matter is."""

    chat_id: ChatId
    asked_at: datetime
