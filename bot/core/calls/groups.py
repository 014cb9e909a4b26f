"""Calls about a group as a whole, and what is asked elsewhere on its behalf."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from bot.core.calls.manners import Lane, Repeat


@dataclass(frozen=True, slots=True)
class CreateInvite:
    """An invite link; its address comes back with the result.

    ``asks``: whoever follows it asks to be let in; Telegram does not let such a link have a ``member_limit``.
    """

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.WANTED
    chat_id: int
    name: str
    member_limit: int | None = None
    expires_at: datetime | None = None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class RevokeInvite:
    """Let nobody in by an own invite link any more."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    link: str


@dataclass(frozen=True, slots=True)
class SetPermissions:
    """What members may do in a group unless they are restricted. ``permissions`` maps Bot API names; name them all:
    Telegram takes away what is absent."""

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    permissions: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class InspectGroup:
    """Ask Telegram for a group's title, administrators, members' permissions and the bot's own rights; the answer comes back."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int


@dataclass(frozen=True, slots=True)
class LeaveChat:
    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int


@dataclass(frozen=True, slots=True)
class AskOutsideList:
    """Whether an account is on the operator's outside anti-spam list; the answer comes back as ``{"listed": bool}``."""

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class ReadCodes:
    """What the QR codes in a picture say; the answer comes back as ``{"codes": [text, …]}``."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    file_id: str


@dataclass(frozen=True, slots=True)
class StudyHistory:
    """Make the digest of a history somebody has sent as a file; how far it is shows in their message ``message_id``.

    ``progress``: what that message then says, with {percent} and {messages}.
    ``{"html": base64, "seen": {…}}`` comes back, or ``{"failed": why}``: large, unreadable, long.
    """

    lane: ClassVar[Lane] = Lane.BULK
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    file_id: str
    language: str
    timezone: str
    message_id: int
    progress: str


@dataclass(frozen=True, slots=True)
class CallHook:
    """Tell a receiver outside: one POST of ``body`` to ``url``. ``chat_id`` is the group it is about.

    ``receipt``: the number in its answer that must be 0, for receivers that refuse with a 200. ``shape`` and ``secret``:
    how it is signed when it goes out; no secret, no signature.
    """

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.WANTED
    chat_id: int
    url: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)
    receipt: str = ""
    shape: str = ""
    secret: str = ""
