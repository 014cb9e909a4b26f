"""What shall be done, as data: a call to Telegram and how it behaves under a crash, a wait and a doubt."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, ClassVar

import msgspec

from bot.core.errors import Bug
from bot.core.ids import ChatId, EffectId, Mailbox


class Repeat(StrEnum):
    """What happens to a call whose outcome is unknown, because the process or the line died during it."""

    SAFE = "safe"
    """done again; "already done" counts as success"""
    WANTED = "wanted"
    """done again, marked as sent again"""
    NEVER = "never"
    """not done again; the loss is logged and counted"""


class Lane(IntEnum):
    """Who goes first. Urgent calls have places of their own and never wait for chatter."""

    URGENT = 0
    NORMAL = 1
    BULK = 2


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: ``data`` (packed, at most 64 bytes) or ``url``."""

    text: str
    data: str | None = None
    url: str | None = None


Buttons = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class SendMessage:
    """A new message. ``text`` is Telegram HTML. Longer than 4096 UTF-16 units is split before it is emitted."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.NEVER
    chat_id: int
    text: str
    buttons: Buttons = ()
    reply_to: int | None = None
    thread_id: int | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class SendPicture:
    """A picture drawn when it is sent. ``picture`` is a specification as `bot.pictures` stores it."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.NEVER
    chat_id: int
    picture: Mapping[str, Any]
    caption: str = ""
    buttons: Buttons = ()
    thread_id: int | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class SendMedia:
    """Somebody's media again, by file id, e.g. what an undo restores. ``media`` is a `MediaKind` value."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.NEVER
    chat_id: int
    media: str
    file_id: str
    caption: str = ""
    thread_id: int | None = None
    buttons: Buttons = ()
    silent: bool = False


@dataclass(frozen=True, slots=True)
class SendDocument:
    """A file made by us."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.NEVER
    chat_id: int
    filename: str
    content: bytes
    caption: str = ""


@dataclass(frozen=True, slots=True)
class CopyMessage:
    """A message again, media included, without the sender's name."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.NEVER
    chat_id: int
    from_chat_id: int
    message_id: int
    thread_id: int | None = None
    silent: bool = False
    buttons: Buttons = ()


@dataclass(frozen=True, slots=True)
class CopyAlbum:
    """Several messages again, together: 1–100 ids in ascending order. Those that are gone are left out."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.NEVER
    chat_id: int
    from_chat_id: int
    message_ids: tuple[int, ...]
    thread_id: int | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class SendAlbum:
    """Photos together, by file id: 2–10 of them. The caption is the first one's."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.NEVER
    chat_id: int
    file_ids: tuple[str, ...]
    caption: str = ""
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class SendPoll:
    """Telegram's own poll: 2–12 options. Nobody sees who chose what."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.NEVER
    chat_id: int
    question: str
    options: tuple[str, ...]
    multiple: bool = False
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class StopPoll:
    """End an own poll; ``{"options": [[text, votes], …], "total": n}`` comes back."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Pin:
    """Keep a message at the top of the chat, without a notification."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Unpin:
    """Keep an own message at the top no longer."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class CallHook:
    """Tell a receiver outside: one POST of ``body`` to ``url``. ``chat_id`` is the group it is about."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.WANTED
    chat_id: int
    url: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class React:
    """The bot's one reaction to a message: a standard emoji, or nothing to take it away."""

    lane: ClassVar[Lane] = Lane.BULK
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    message_id: int
    emoji: str = ""


@dataclass(frozen=True, slots=True)
class SetMemberTag:
    """The words beside a member's name: at most 16 characters without emoji, or nothing to take them away."""

    lane: ClassVar[Lane] = Lane.BULK
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    user_id: int
    tag: str = ""


@dataclass(frozen=True, slots=True)
class EditMessage:
    """New text and buttons for an own message: by ``message_id``, or by the effect's ``handle``."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    text: str
    buttons: Buttons = ()
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class DeleteMessages:
    """Messages that shall be gone, any number; waiting ones of a chat share calls of up to 100 ids."""

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    message_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DeleteOwn:
    """An own message, by the effect's ``handle``."""

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int


@dataclass(frozen=True, slots=True)
class Restrict:
    """A person's permissions in a supergroup. ``permissions`` maps Bot API names; absent means not allowed."""

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    user_id: int
    permissions: Mapping[str, bool] = field(default_factory=dict)
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ban:
    """Remove and keep out; ``until`` None is for ever (as is under 30 s or over 366 days)."""

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    user_id: int
    until: datetime | None = None


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
class AnswerPress:
    """The word shown to who pressed a button; at most 200 characters."""

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    query_id: str
    text: str = ""
    alert: bool = False


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


Call = (
    SendMessage
    | SendPicture
    | SendMedia
    | SendDocument
    | CopyMessage
    | CopyAlbum
    | SendAlbum
    | SendPoll
    | StopPoll
    | Pin
    | Unpin
    | CallHook
    | React
    | SetMemberTag
    | EditMessage
    | DeleteMessages
    | DeleteOwn
    | Restrict
    | Ban
    | Kick
    | Unban
    | BanChannel
    | UnbanChannel
    | DeleteReactions
    | ApproveJoin
    | DeclineJoin
    | AnswerJoinQuery
    | AskOutsideList
    | ReadCodes
    | AnswerPress
    | CreateInvite
    | RevokeInvite
    | SetPermissions
    | InspectGroup
    | LeaveChat
)

CALLS: Mapping[str, type[Any]] = {kind.__name__: kind for kind in Call.__args__}
"""Every kind of call by its stored name."""

SENDS = (SendMessage, SendPicture, SendMedia, SendDocument, CopyMessage, CopyAlbum, SendAlbum, SendPoll)
"""Calls that show something new; Telegram paces these."""
MEMBERSHIP = (Restrict, Ban, Kick, Unban, ApproveJoin, DeclineJoin)
"""Calls about one person's place in one chat: done in order, a newer one replaces an unstarted older one."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A call with its manners.

    ``after``: waits until that effect is settled: accepted, refused, expired or lost. ``expires_at``: dropped then,
    unstarted. ``handle``: names the message for later edits, e.g. ``case:418:card:77``. ``report``: the kind of the
    inbox row that brings the result back to ``mailbox``, with ``memo`` inside; None for results nobody needs.
    """

    id: EffectId
    mailbox: Mailbox
    call: Call
    repeat: Repeat
    lane: Lane
    created_at: datetime
    after: EffectId | None = None
    expires_at: datetime | None = None
    handle: str | None = None
    report: str | None = None
    memo: str = ""

    @property
    def chat_id(self) -> ChatId:
        return ChatId(self.call.chat_id)

    @property
    def kind(self) -> str:
        """The stored name of its call."""
        return type(self.call).__name__


class Status(StrEnum):
    """How an effect ended."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    """Telegram said no, for good"""
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    LOST = "lost"
    """the outcome is unknown and the call may not be repeated"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an effect. ``data`` holds what the call returned, e.g. ``{"invite_link": …}``."""

    effect_id: EffectId
    status: Status
    chat_id: int
    error: str | None = None
    message_id: int | None = None
    memo: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        return self.status is Status.ACCEPTED


def encode_call(call: Call) -> bytes:
    """The call as JSON, without its kind."""
    return msgspec.json.encode(call, enc_hook=_as_text)


def _as_text(value: object) -> str:
    """Markup is a kind of text, which msgspec does not know."""
    if isinstance(value, str):
        return str(value)
    raise Bug(f"{type(value).__name__} cannot be stored in an effect")


def decode_call(kind: str, body: bytes) -> Call:
    """The call stored under ``kind``.

    Raises:
        Bug: an unknown kind; a body that does not fit raises msgspec's ValidationError.
    """
    if kind not in CALLS:
        raise Bug(f"unknown call {kind!r}")
    call: Call = msgspec.json.decode(body, type=CALLS[kind])
    return call


def readdressed(call: Call, chat_id: int) -> Call:
    """The same call for another chat, as when a group became a supergroup."""
    values = {f.name: getattr(call, f.name) for f in fields(call)}
    moved: Call = type(call)(**{**values, "chat_id": chat_id})
    return moved
