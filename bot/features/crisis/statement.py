"""A holding statement (统一口径): drafted by one, approved by another, posted in the groups, taken down when done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.core.ids import ChatId, CommunityId, UserId

ALONE_AFTER: Final = timedelta(seconds=60)
"""A single reachable approver may confirm their own draft after looking at it for so long."""


class StatementState(StrEnum):
    DRAFT = "draft"
    POSTED = "posted"
    DROPPED = "dropped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Statement:
    """``places``: the groups it is for. ``posted``: group and message, 0 where Telegram refused it. ``told``: who got the
    draft."""

    id: int
    community_id: CommunityId
    said: str
    state: StatementState
    at: datetime
    by_id: UserId
    by_name: str
    places: tuple[ChatId, ...]
    approved_name: str | None = None
    alone: bool = False
    posted: tuple[tuple[int, int], ...] = ()
    told: tuple[tuple[int, str], ...] = ()

    def card(self, user_id: int) -> str:
        """The handle of the draft that somebody got."""
        return f"statement:{self.id}:{user_id}"

    @property
    def standing(self) -> tuple[tuple[int, int], ...]:
        """Group and message, where it really stands."""
        return tuple((chat, message) for chat, message in self.posted if message)

    @property
    def refused(self) -> tuple[ChatId, ...]:
        """The groups that could not be told."""
        return tuple(ChatId(chat) for chat, message in self.posted if not message)

    def may_be_approved(self, by: int, now: datetime) -> bool:
        """Whether somebody who may approve statements may approve this one: another than its author, or the author
        when nobody else could be asked and the draft has stood long enough."""
        if by != self.by_id:
            return True
        others = [user for user, _ in self.told if user > 0 and user != self.by_id]
        return not others and now - self.at >= ALONE_AFTER
