"""Calls about one person in one chat: their place there, and what they may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from bot.core.calls.manners import Lane, Repeat


@dataclass(frozen=True, slots=True)
class Restrict:
    """A person's permissions in a supergroup. ``permissions`` maps Bot API names; absent means not allowed.

    ``yields``: somebody who is silenced or kept out for longer stays as they are.
    """

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    user_id: int
    permissions: Mapping[str, bool] = field(default_factory=dict)
    until: datetime | None = None
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Ban:
    """Remove and keep out; ``until`` None is for ever (as is under 30 s or over 366 days).

    ``yields``: somebody who is kept out for longer stays as they are.
    """

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    user_id: int
    until: datetime | None = None
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Kick:
    """Remove somebody who is inside and keep them out until then; who is outside, or banned, stays as they are."""

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    user_id: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Unban:
    """Let in again; somebody who is not banned stays where they are."""

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class BanChannel:
    """Keep a channel, and its owner behind any channel, from writing here."""

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    channel_id: int


@dataclass(frozen=True, slots=True)
class UnbanChannel:
    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    channel_id: int


@dataclass(frozen=True, slots=True)
class DeleteReactions:
    """Take away everything somebody has reacted with lately (Bot API 10.0)."""

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class ApproveJoin:
    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class DeclineJoin:
    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class AnswerJoinQuery:
    """The guard bot's first word on a join request, within 10 s of the update: always "queue"."""

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    query_id: str


@dataclass(frozen=True, slots=True)
class SetMemberTag:
    """The words beside a member's name: at most 16 characters without emoji, or nothing to take them away."""

    lane: ClassVar[Lane] = Lane.BULK
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    user_id: int
    tag: str = ""
