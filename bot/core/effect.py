"""What shall be done, as data: a call and how it behaves under a crash, a wait and a doubt. Every call is known here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from bot.core.calls.groups import (
    AskOutsideList,
    CallHook,
    CreateInvite,
    InspectGroup,
    LeaveChat,
    ReadCodes,
    RevokeInvite,
    SetPermissions,
    StudyHistory,
)
from bot.core.calls.manners import Button, Buttons, Lane, Repeat
from bot.core.calls.messages import (
    AnswerPress,
    CopyAlbum,
    CopyMessage,
    DeleteMessages,
    DeleteOwn,
    EditMessage,
    Pin,
    React,
    ReadFile,
    SendAlbum,
    SendDocument,
    SendMedia,
    SendMessage,
    SendPicture,
    SendPoll,
    StopPoll,
    Unpin,
)
from bot.core.calls.people import (
    AnswerJoinQuery,
    ApproveJoin,
    Ban,
    BanChannel,
    DeclineJoin,
    DeleteReactions,
    Kick,
    Restrict,
    SetMemberTag,
    Unban,
    UnbanChannel,
)
from bot.core.errors import Bug
from bot.core.ids import ChatId, EffectId, Mailbox
from bot.core.text import CAPTION_LIMIT, MESSAGE_LIMIT, Markup, utf16_length

__all__ = [
    "CALLS",
    "MEMBERSHIP",
    "SENDS",
    "AnswerJoinQuery",
    "AnswerPress",
    "ApproveJoin",
    "AskOutsideList",
    "Ban",
    "BanChannel",
    "Button",
    "Buttons",
    "Call",
    "CallHook",
    "CopyAlbum",
    "CopyMessage",
    "CreateInvite",
    "DeclineJoin",
    "DeleteMessages",
    "DeleteOwn",
    "DeleteReactions",
    "EditMessage",
    "Effect",
    "InspectGroup",
    "Kick",
    "Lane",
    "LeaveChat",
    "Outcome",
    "Pin",
    "React",
    "ReadCodes",
    "ReadFile",
    "Repeat",
    "Restrict",
    "RevokeInvite",
    "SendAlbum",
    "SendDocument",
    "SendMedia",
    "SendMessage",
    "SendPicture",
    "SendPoll",
    "SetMemberTag",
    "SetPermissions",
    "Status",
    "StopPoll",
    "StudyHistory",
    "Unban",
    "UnbanChannel",
    "Unpin",
    "decode_call",
    "encode_call",
    "readdressed",
    "said_again",
]

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
    | ReadFile
    | StudyHistory
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
    """What became of an effect. ``data`` holds what the call returned, e.g. ``{"invite_link": …}``.

    A refused deletion names in ``{"left": [id, …]}`` the messages that are still there; the others are gone.
    """

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


def said_again(call: Call, mark: str) -> Call:
    """The same call with ``mark``, HTML, in front of what it says; without it where there is no room left."""
    match call:
        case SendMessage():
            return replace(call, text=_led_by(mark, call.text, MESSAGE_LIMIT))
        case SendPicture() | SendMedia() | SendDocument() | SendAlbum():
            return replace(call, caption=_led_by(mark, call.caption, CAPTION_LIMIT))
        case _:
            return call


def _led_by(mark: str, said: str, limit: int) -> str:
    # Both are HTML. A call that was read from its row holds a plain string, which Markup would escape in adding it.
    led = f"{mark}{said}"
    return led if utf16_length(Markup(led).plain()) <= limit else said
