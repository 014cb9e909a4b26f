"""What was written: text for some days, then gone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.core.event import Media, MediaKind, Message
from bot.core.ids import ChatId, MessageId
from storage.buffer import Buffer
from storage.tables import messages

_message = insert(messages)
SAVE_MESSAGE = _message.on_conflict_do_update(
    index_elements=[messages.c.chat_id, messages.c.message_id],
    set_={"text": _message.excluded.text, "media": _message.excluded.media, "file_id": _message.excluded.file_id},
)
MARK_DELETED = (
    update(messages)
    .where(messages.c.chat_id == bindparam("chat"), messages.c.message_id == bindparam("message"))
    .values(deleted=True)
)


RECENT = (
    select(messages)
    .where(messages.c.chat_id == bindparam("chat"), messages.c.at >= bindparam("since"), messages.c.deleted.is_(False))
    .order_by(messages.c.at.desc(), messages.c.message_id.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as kept: text for some days, then gone."""

    chat_id: ChatId
    message_id: MessageId
    sender_id: int
    sender_name: str
    at: datetime
    text: str
    media: Media | None
    thread_id: int | None
    album_id: str | None = None


class Messages:
    """The messages of one group, as long as texts are kept."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def save(self, message: Message, *, text: str) -> None:
        """Keep a message, or its new text after an edit. ``text`` is empty where texts are not kept."""
        media = message.media
        self._buffer.write(
            SAVE_MESSAGE,
            chat_id=self._chat_id,
            message_id=message.message_id,
            sender_id=message.sender.id,
            sender_kind=message.sender.kind.value,
            sender_name=message.sender.name,
            at=message.date,
            text=text,
            media=media.kind.value if media else None,
            file_id=media.file_id if media else None,
            thread_id=message.thread_id,
            reply_to=message.reply.message_id if message.reply else None,
            album_id=message.album_id,
        )

    def mark_deleted(self, message_id: int) -> None:
        """The bot has decided to delete it: it no longer counts as recent talk."""
        self._buffer.write(MARK_DELETED, chat=self._chat_id, message=message_id)

    async def find(self, message_id: int) -> Stored | None:
        row = await self._buffer.one(
            select(messages).where(messages.c.chat_id == self._chat_id, messages.c.message_id == message_id)
        )
        return None if row is None else _stored(row)

    async def was_answered(self, asked: Stored, knowing: Sequence[int]) -> bool:
        """Whether anybody else has answered a message, or one of ``knowing`` has written after it."""
        row = await self._buffer.one(
            select(messages.c.message_id)
            .where(
                messages.c.chat_id == self._chat_id,
                messages.c.at >= asked.at,
                messages.c.message_id > asked.message_id,
                messages.c.sender_id != asked.sender_id,
                messages.c.deleted.is_(False),
                (messages.c.reply_to == asked.message_id) | messages.c.sender_id.in_(list(knowing)),
            )
            .limit(1)
        )
        return row is not None

    async def of_sender(self, sender_id: int, since: datetime, limit: int = 100) -> list[Stored]:
        """The newest messages of one sender that were not deleted, newest first."""
        rows = await self._buffer.read(
            select(messages)
            .where(
                messages.c.chat_id == self._chat_id,
                messages.c.sender_id == sender_id,
                messages.c.at >= since,
                messages.c.deleted.is_(False),
            )
            .order_by(messages.c.at.desc(), messages.c.message_id.desc())
            .limit(limit)
        )
        return [_stored(row) for row in rows]

    async def recent(self, since: datetime, limit: int) -> list[Stored]:
        """The newest messages since ``since`` that were not deleted, with or without text, oldest first."""
        rows = await self._buffer.read(RECENT, chat=self._chat_id, since=since, most=limit)
        return [_stored(row) for row in reversed(rows)]

    async def texts(self, since: datetime, until: datetime, limit: int = 20_000) -> list[Stored]:
        """Messages with text in [since, until) that were not deleted, oldest first."""
        rows = await self._buffer.read(
            select(messages)
            .where(
                messages.c.chat_id == self._chat_id,
                messages.c.at >= since,
                messages.c.at < until,
                messages.c.text != "",
                messages.c.deleted.is_(False),
            )
            .order_by(messages.c.at, messages.c.message_id)
            .limit(limit)
        )
        return [_stored(row) for row in rows]


def _stored(row: Any) -> Stored:
    return Stored(
        chat_id=ChatId(row.chat_id),
        message_id=MessageId(row.message_id),
        sender_id=row.sender_id,
        sender_name=row.sender_name,
        at=row.at,
        text=row.text,
        media=Media(MediaKind(row.media), row.file_id) if row.media else None,
        thread_id=row.thread_id,
        album_id=row.album_id,
    )
