"""An ordinary message, read from raw JSON at once: nearly every update is one, and the client takes a third of a
millisecond to make its objects of it.

Ordinary is somebody's new text in a group, with nothing but what Telegram marks in it. Whatever else a message holds, and
whatever field is not known here, makes it the client's business; what comes out is the same.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

import msgspec
import telegram

from bot.core.event import Message, Person, Place, Sender, SenderKind
from bot.core.ids import ChatId, MessageId, UserId
from handlers.incoming import STAND_INS, links, marked, spans


class _Author(msgspec.Struct):
    id: int
    first_name: str
    is_bot: bool
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


class _Group(msgspec.Struct):
    id: int
    type: Literal["group", "supergroup"]
    title: str = ""
    username: str | None = None
    is_forum: bool = False


class _Entity(msgspec.Struct, forbid_unknown_fields=True):
    type: str
    offset: int
    length: int


class _Said(msgspec.Struct, forbid_unknown_fields=True, rename={"author": "from"}):
    message_id: int
    author: _Author
    chat: _Group
    date: int
    text: str
    entities: tuple[_Entity, ...] = ()
    link_preview_options: msgspec.Raw = msgspec.Raw()


class _Ordinary(msgspec.Struct, forbid_unknown_fields=True):
    update_id: int
    message: _Said


_ordinary = msgspec.json.Decoder(_Ordinary)


def ordinary(body: bytes) -> tuple[Place, Message] | None:
    """Where an ordinary message was written, and the message as `handlers.incoming.message` has it; else None."""
    try:
        said = _ordinary.decode(body).message
        date = datetime.fromtimestamp(said.date, UTC)
    except (msgspec.DecodeError, ValueError, OverflowError, OSError):
        return None
    author, chat = said.author, said.chat
    if author.id in STAND_INS:
        return None
    writer = Person(
        UserId(author.id), author.first_name, author.last_name, author.username, author.language_code, author.is_bot
    )
    message = Message(
        ChatId(chat.id),
        MessageId(said.message_id),
        Sender(SenderKind.BOT if author.is_bot else SenderKind.USER, author.id, writer.name, writer),
        date,
        said.text,
    )
    if said.entities:
        message = _with_marks(message, said.entities)
    return Place(ChatId(chat.id), chat.title, chat.type, chat.username, chat.is_forum), message


def _with_marks(message: Message, entities: tuple[_Entity, ...]) -> Message:
    """The message with its addresses, mentions and formatting."""
    found = list(marked(message.text, [telegram.MessageEntity(e.type, e.offset, e.length) for e in entities]))
    return replace(
        message,
        links=tuple(links(found)),
        mention_count=sum(e.type == "mention" for e in entities),
        formatting=tuple(spans(found)),
    )
