"""A person in a group: what the bot has counted since it came."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.ids import UserId


class MemberStatus(StrEnum):
    MEMBER = "member"
    ADMINISTRATOR = "administrator"
    RESTRICTED = "restricted"
    LEFT = "left"
    BANNED = "banned"


NEWCOMER_AGE = timedelta(days=3)
NEWCOMER_MESSAGES = 5


@dataclass(frozen=True, slots=True)
class Member:
    """One person in one group. ``joined_at`` is None for somebody who was there before the bot."""

    user_id: UserId
    name: str
    username: str | None
    status: MemberStatus
    first_seen_at: datetime
    joined_at: datetime | None = None
    left_at: datetime | None = None
    messages: int = 0
    last_message_at: datetime | None = None
    trusted: bool = False
    trusted_until: datetime | None = None

    def is_trusted(self, at: datetime) -> bool:
        return self.trusted or (self.trusted_until is not None and self.trusted_until > at)

    def is_newcomer(self, at: datetime) -> bool:
        """In the first days *or* first messages after joining or, for who was there before, first seen."""
        since = self.joined_at or self.first_seen_at
        return self.messages < NEWCOMER_MESSAGES or (self.joined_at is not None and at - since < NEWCOMER_AGE)
