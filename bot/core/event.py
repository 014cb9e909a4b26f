"""What happens: rows of the inbox, and the things people do, freed of Telegram's shapes."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.core.formatting import Span, formatted
from bot.core.ids import ChatId, InboxId, Mailbox, MessageId, UserId
from bot.core.text import Markup, utf16_length


class Source(StrEnum):
    """Where an inbox row comes from; (source, key) is unique, so nothing is taken in twice."""

    TELEGRAM = "telegram"
    """key: the update id"""
    SCHEDULE = "schedule"
    """key: schedule id and occurrence"""
    EFFECT = "effect"
    """key: the effect's id; the body says what became of it"""
    INTERNAL = "internal"
    """key: id of the row that forwarded it, and a counter"""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row about to enter the inbox. ``kind`` chooses the handler, ``body`` is JSON."""

    source: Source
    key: str
    mailbox: Mailbox
    kind: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Received:
    """A row of the inbox, durable, waiting in its mailbox."""

    id: InboxId
    source: Source
    mailbox: Mailbox
    kind: str
    body: bytes
    received_at: datetime


UPDATE = "update"
"""The kind of a Telegram update's row."""
RESULT = "result"
"""The kind of an effect's result that nobody asked to name."""


class SenderKind(StrEnum):
    """Who speaks. Only ``USER`` is somebody who can be warned, muted or banned by user id."""

    USER = "user"
    ANONYMOUS_ADMIN = "anonymous_admin"
    LINKED_CHANNEL = "linked_channel"
    FOREIGN_CHANNEL = "foreign_channel"
    BOT = "bot"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram account as last seen."""

    id: UserId
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language: str | None = None
    is_bot: bool = False

    @property
    def name(self) -> str:
        """The full display name, as typed by the person: never trusted as markup."""
        return f"{self.first_name} {self.last_name}".strip() if self.last_name else self.first_name


@dataclass(frozen=True, slots=True)
class Sender:
    """The one answer to "who said this". ``id`` is a user id, or the channel's or group's chat id."""

    kind: SenderKind
    id: int
    name: str
    person: Person | None = None

    @property
    def is_user(self) -> bool:
        return self.kind is SenderKind.USER


@dataclass(frozen=True, slots=True)
class Place:
    """A group as an update shows it. ``kind`` is ``group`` or ``supergroup``."""

    chat_id: ChatId
    title: str
    kind: str
    username: str | None = None
    is_forum: bool = False
    was: ChatId | None = None
    """The group that has just become this supergroup, told by the supergroup itself."""
    by: UserId | None = None
    """Who has changed the bot's own place in it."""


class MediaKind(StrEnum):
    PHOTO = "photo"
    VIDEO = "video"
    ANIMATION = "animation"
    DOCUMENT = "document"
    AUDIO = "audio"
    VOICE = "voice"
    VIDEO_NOTE = "video_note"
    STICKER = "sticker"
    POLL = "poll"
    CONTACT = "contact"
    LOCATION = "location"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Media:
    """What a message carries beside words; ``file_id`` sends it again, ``name`` is what its sender called the file.

    ``mime_type`` is what the sender's app says of the file. Neither is kept with a message, nor makes two media different.
    """

    kind: MediaKind
    file_id: str | None = None
    emoji: str | None = None
    name: str | None = field(default=None, compare=False)
    mime_type: str | None = field(default=None, compare=False)

    @property
    def is_picture(self) -> bool:
        """Whether people see a picture: a photo, or one that was sent as a file to keep it sharp."""
        return self.kind is MediaKind.PHOTO or (
            self.kind is MediaKind.DOCUMENT and (self.mime_type or "").lower().startswith("image/")
        )


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a message. ``shown`` is the text it hides under, if it hides."""

    url: str
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Replied:
    """The message that is replied to, as far as the update shows it."""

    message_id: MessageId
    sender: Sender | None
    text: str
    media: Media | None = None
    date: datetime | None = None
    formatting: tuple[Span, ...] = ()

    @property
    def markup(self) -> Markup:
        """The text with its formatting."""
        return formatted(self.text, self.formatting)


@dataclass(frozen=True, slots=True)
class Message:
    """A message in a group or private chat, of any kind; ``text`` is the text or the caption.

    ``date`` is Telegram's, of the message itself; ``edited_at`` is set for an edit.
    """

    chat_id: ChatId
    message_id: MessageId
    sender: Sender
    date: datetime
    text: str = ""
    thread_id: int | None = None
    edited_at: datetime | None = None
    reply: Replied | None = None
    media: Media | None = None
    links: tuple[Link, ...] = ()
    mentions: tuple[Person, ...] = ()
    """People named by a link in the text, without a username."""
    mention_count: int = 0
    forwarded_from: str | None = None
    """Name of the origin of a forward, else None."""
    via_bot: str | None = None
    album_id: str | None = None
    quote: str = ""
    """The quoted part of the message that is replied to."""
    button_texts: tuple[str, ...] = ()
    is_automatic_forward: bool = False
    extra_text: tuple[str, ...] = field(default=())
    """Words in other places: poll options, contact names, rich blocks."""
    origin_id: int | None = None
    """The chat or user a forward comes from; None for a hidden one and for what is no forward."""
    guest_of: int | None = None
    """Who has called the bot that writes this, though it is no member here."""
    quoted_from: str | None = None
    """Title of the other chat whose message is replied to or quoted, else None."""
    quoted_from_id: int | None = None
    is_story: bool = False
    formatting: tuple[Span, ...] = ()
    """How parts of ``text`` are formatted; what Telegram finds by itself, such as addresses, is not in it."""

    def formatted_end(self, end: str) -> Markup:
        """The last part of the text, e.g. the arguments of a command, with its formatting."""
        whole = self.text.rstrip()
        if not whole.endswith(end):
            return Markup.escape(end)
        before = utf16_length(whole[: len(whole) - len(end)])
        return formatted(
            end, [Span(span.start - before, span.length, span.kind, span.value) for span in self.formatting]
        )
