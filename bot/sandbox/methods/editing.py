"""editMessage*: only the bot's own messages, and only real changes."""

from __future__ import annotations

from typing import Any

from bot.sandbox import speech
from bot.sandbox.errors import bad_request
from bot.sandbox.files import document_shape, photo_shape
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.messages import Message
from bot.sandbox.methods import gate
from bot.sandbox.methods.sending import PHOTO_BYTES, UPLOAD_BYTES, stored
from bot.sandbox.methods.wording import message_caption, message_text
from bot.sandbox.params import Params
from bot.sandbox.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def _own(world: World, params: Params) -> Message:
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = gate.chat_of(world, params)
    message_id = params.number("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    message = gate.message_of(chat, message_id, "message to edit")
    own = message.sender is world.bot or (chat.type == "channel" and world.bot_member(chat).may("can_edit_messages"))
    if not own or message.kind == "service" or (message.extra and "forward_origin" in message.extra):
        raise bad_request("message can't be edited")
    if chat.peer is not None:
        gate.may_write_privately(world, chat.peer)
    return message


def _apply(world: World, message: Message, params: Params, words: str | None, entities: list[Any]) -> Any:
    keyboard = inline_keyboard(params.json("reply_markup"), message.chat.type == "private")
    if (words or "", entities, keyboard) == (message.content, message.entities, message.keyboard):
        raise bad_request(NOT_MODIFIED)
    message.keyboard = keyboard
    if (words or "", entities) != (message.content, message.entities):
        speech.edit(message, world.bot, words or "", entities)
    else:
        speech.edited(message, world.bot)
    return message.shape()


def edit_text(world: World, params: Params) -> Any:
    message = _own(world, params)
    words, entities = message_text(world, params)
    if message.text is None:
        raise bad_request("there is no text in the message to edit")
    return _apply(world, message, params, words, entities)


def edit_caption(world: World, params: Params) -> Any:
    message = _own(world, params)
    source = {name: params.text(name) for name in ("caption", "parse_mode")}
    words, entities = message_caption(world, {**source, "caption_entities": params.json("caption_entities")})
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    return _apply(world, message, params, words, entities)


def edit_markup(world: World, params: Params) -> Any:
    message = _own(world, params)
    return _apply(world, message, params, message.content or None, message.entities)


def edit_media(world: World, params: Params) -> Any:
    message = _own(world, params)
    item = params.json("media") or {}
    kind = str(item.get("type"))
    if kind not in ("photo", "document"):
        raise bad_request(f"can't parse InputMedia: the sandbox cannot change media to {kind}")
    limit = PHOTO_BYTES if kind == "photo" else UPLOAD_BYTES
    file = stored(world, params.attached(item.get("media")), kind, "AgAC" if kind == "photo" else "BQAC", limit)
    caption, entities = message_caption(world, item)
    keyboard = inline_keyboard(params.json("reply_markup"), message.chat.type == "private")
    now = (message.file_id, message.caption, message.entities, message.keyboard)
    if now == (file.file_id, caption, entities, keyboard):
        raise bad_request(NOT_MODIFIED)
    message.kind, message.file_id = kind, file.file_id
    message.media = photo_shape(file) if kind == "photo" else document_shape(file)
    message.edits.append(message.content)
    message.text, message.caption, message.entities, message.keyboard = None, caption, entities, keyboard
    speech.edited(message, world.bot)
    return message.shape()


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "editMessageMedia": edit_media,
}
