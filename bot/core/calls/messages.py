"""Calls about messages: shown, changed, taken away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.core.calls.manners import Buttons, Lane, Repeat


@dataclass(frozen=True, slots=True)
class SendMessage:
    """A new message. ``text`` is Telegram HTML. Longer than 4096 UTF-16 units is split before it is emitted.

    ``only_for``: one member of the group, who alone sees it; there is nothing to edit or answer. Only for servers that
    are known to have such messages: others would show it to everybody.
    """

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.NEVER
    chat_id: int
    text: str
    buttons: Buttons = ()
    reply_to: int | None = None
    thread_id: int | None = None
    silent: bool = False
    only_for: int | None = None


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
    silent: bool = False


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
class ReadFile:
    """What is in a small text file that somebody sent; ``{"text": …}`` comes back, empty when it cannot be had.

    ``largest`` in bytes.
    """

    lane: ClassVar[Lane] = Lane.NORMAL
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    file_id: str
    largest: int


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
class React:
    """The bot's one reaction to a message: a standard emoji, or nothing to take it away."""

    lane: ClassVar[Lane] = Lane.BULK
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    message_id: int
    emoji: str = ""


@dataclass(frozen=True, slots=True)
class AnswerPress:
    """The word shown to who pressed a button; at most 200 characters."""

    lane: ClassVar[Lane] = Lane.URGENT
    repeat: ClassVar[Repeat] = Repeat.SAFE
    chat_id: int
    query_id: str
    text: str = ""
    alert: bool = False
