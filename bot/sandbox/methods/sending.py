"""sendMessage and its kin."""

from __future__ import annotations

import mimetypes
import re
from typing import Any

from bot.sandbox import speech
from bot.sandbox.chats import Chat
from bot.sandbox.entities import Entity, utf16_length
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.files import StoredFile, document_shape, photo_shape, sticker_shape
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.messages import Message
from bot.sandbox.methods import gate
from bot.sandbox.methods.ephemeral import receiver_of, whisper
from bot.sandbox.methods.wording import message_caption, message_text
from bot.sandbox.params import Params, Upload
from bot.sandbox.rights import MEDIA
from bot.sandbox.world import World

PHOTO_BYTES = 10 << 20
UPLOAD_BYTES = 50 << 20
ALBUM = range(2, 11)
_ACTIONS = frozenset(
    re.findall(
        r"\w+",
        "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker "
        "find_location record_video_note upload_video_note",
    )
)


def replied_to(chat: Chat, params: Params) -> tuple[Message | None, dict[str, Any] | None]:
    """The message replied to and the quote field, if any."""
    given = params.json("reply_parameters") or {}
    message_id = int(given.get("message_id") or params.number("reply_to_message_id"))
    if not message_id:
        return None, None
    message = chat.stored.get(message_id)
    if message is None:
        if given.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
            return None, None
        raise bad_request("message to be replied not found")
    quote = given.get("quote")
    if not quote:
        return message, None
    if quote not in message.content:
        raise ApiError(400, "Bad Request: QUOTE_TEXT_INVALID")
    position = utf16_length(message.content[: message.content.index(quote)])
    return message, {"quote": {"text": quote, "position": position, "is_manual": True}}


def thread_of(world: World, chat: Chat, params: Params) -> int | None:
    """The thread written to; thread 1 (General) must be left out [tba 8276]."""
    thread = params.number("message_thread_id")
    if not thread:
        return None
    topic = chat.topics.get(thread)
    if thread == 1 or (topic is None and (chat.forum or thread not in chat.stored)):
        raise bad_request("message thread not found")
    if topic is not None and topic["closed"] and not world.bot_member(chat).may("can_manage_topics"):
        raise ApiError(400, "Bad Request: TOPIC_CLOSED")
    return thread


def deliver(
    world: World,
    chat: Chat,
    params: Params,
    kind: str,
    *,
    text: str | None = None,
    caption: str | None = None,
    entities: list[Entity] | None = None,
    keyboard: bool = True,
    **content: Any,
) -> Message:
    """Check everything common to sends, then send as the bot."""
    gate.may_send(world, chat, kind)
    markup = inline_keyboard(params.json("reply_markup"), chat.type == "private") if keyboard else None
    reply_to, quote = replied_to(chat, params)
    thread = thread_of(world, chat, params)
    if thread is None and reply_to is not None and chat.forum:
        thread = reply_to.thread
    receiver = receiver_of(world, chat, params)
    in_channel = chat.type == "channel"
    message = Message(
        0 if receiver else world.new_message_id(chat),
        chat,
        world.now(),
        kind=kind,
        sender=None if in_channel else world.bot,
        sender_chat=chat if in_channel else None,
        text=text,
        caption=caption,
        entities=entities or [],
        keyboard=markup,
        reply_to=reply_to,
        thread=thread,
        protected=params.flag("protect_content"),
        extra=quote,
        receiver=receiver,
        **content,
    )
    if receiver is not None:
        return whisper(world, message)
    speech.publish(message, world.bot)
    return message


def stored(world: World, given: Upload | str | None, name: str, prefix: str, limit: int) -> StoredFile:
    """The file a request gives, by upload or file_id; URLs are refused, there is no network."""
    if given is None:
        raise bad_request(f"there is no {name} in the request")
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("file must be non-empty")
        if len(given.content) > limit:
            raise ApiError(413, "Request Entity Too Large")
        mime_type = mimetypes.guess_type(given.name)[0] or given.content_type
        return world.files.store(given.content, given.name, mime_type, prefix)
    if "://" in given:
        raise bad_request("failed to get HTTP URL content")
    file = world.files.by_id(given)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return file


def send_message(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    text, entities = message_text(world, params)
    return deliver(world, chat, params, "text", text=text, entities=entities).shape()


def send_photo(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    file = stored(world, params.file("photo"), "photo", "AgAC", PHOTO_BYTES)
    caption, entities = message_caption(world, _caption_source(params))
    media = photo_shape(file)
    return deliver(
        world, chat, params, "photo", caption=caption, entities=entities, media=media, file_id=file.file_id
    ).shape()


def send_document(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    file = stored(world, params.file("document"), "document", "BQAC", UPLOAD_BYTES)
    caption, entities = message_caption(world, _caption_source(params))
    media = document_shape(file)
    return deliver(
        world, chat, params, "document", caption=caption, entities=entities, media=media, file_id=file.file_id
    ).shape()


def send_sticker(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    file = stored(world, params.file("sticker"), "sticker", "CAAC", UPLOAD_BYTES)
    media = sticker_shape(file, params.text("emoji") or "🔥")
    return deliver(world, chat, params, "sticker", media=media, file_id=file.file_id).shape()


def send_media_group(world: World, params: Params) -> Any:
    """All items or none are sent."""
    chat = gate.chat_of(world, params)
    media = params.json("media")
    if not isinstance(media, list) or len(media) not in ALBUM:
        raise bad_request("wrong number of messages in an album; must be between 2 and 10")
    album = world.new_number()
    prepared: list[tuple[str, dict[str, Any]]] = []
    for item in media:
        kind = str(item.get("type"))
        if kind not in ("photo", "document"):
            raise bad_request(f"can't parse InputMedia: the sandbox has no albums of {kind}")
        limit = PHOTO_BYTES if kind == "photo" else UPLOAD_BYTES
        file = stored(world, params.attached(item.get("media")), kind, "AgAC" if kind == "photo" else "BQAC", limit)
        caption, entities = message_caption(world, item)
        shape = photo_shape(file) if kind == "photo" else document_shape(file)
        fields = {"caption": caption, "entities": entities, "media": shape, "file_id": file.file_id}
        prepared.append((kind, fields))
    return [
        deliver(world, chat, params, kind, keyboard=False, album=album, **fields).shape() for kind, fields in prepared
    ]


def send_chat_action(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    if chat.peer is not None:
        gate.may_write_privately(world, chat.peer)
    elif not world.bot_member(chat).is_admin and not any(
        chat.allows(world.bot, permission) for permission in ("can_send_messages", *MEDIA)
    ):
        raise bad_request("have no write access to the chat")
    world.happened("typing", chat, world.bot, detail=params.text("action"))
    return True


def _caption_source(params: Params) -> dict[str, Any]:
    return {
        "caption": params.text("caption"),
        "parse_mode": params.text("parse_mode"),
        "caption_entities": params.json("caption_entities"),
    }


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendSticker": send_sticker,
    "sendMediaGroup": send_media_group,
    "sendChatAction": send_chat_action,
}
