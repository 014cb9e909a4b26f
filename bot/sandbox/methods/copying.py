"""copyMessage(s) and forwardMessage(s)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from bot.sandbox import speech
from bot.sandbox.errors import bad_request
from bot.sandbox.messages import Message
from bot.sandbox.methods import gate
from bot.sandbox.methods.sending import deliver
from bot.sandbox.methods.wording import message_caption
from bot.sandbox.params import Params
from bot.sandbox.world import World


def _source(world: World, params: Params, verb: str) -> Message:
    origin = gate.chat_of(world, params, "from_chat_id")
    message = gate.message_of(origin, params.number("message_id"), f"message to {verb}")
    if message.protected:
        raise bad_request("message has protected content and can't be forwarded")
    if message.kind == "service":
        raise bad_request("message can't be copied" if verb == "copy" else "message can't be forwarded")
    return message


def _content(message: Message) -> dict[str, Any]:
    return {
        "text": message.text,
        "caption": message.caption,
        "entities": list(message.entities),
        "media": message.media,
        "file_id": message.file_id,
    }


def copy_message(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    message = _source(world, params, "copy")
    content = _content(message)
    if "caption" in params and message.text is None:
        source = {name: params.text(name) for name in ("caption", "parse_mode")}
        content["caption"], content["entities"] = message_caption(
            world, {**source, "caption_entities": params.json("caption_entities")}
        )
    return {"message_id": deliver(world, chat, params, message.kind, **content).message_id}


def forward_message(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    message = _source(world, params, "forward")
    return _forward(world, params, chat, message).shape()


def _forward(world: World, params: Params, chat: Any, message: Message) -> Message:
    gate.may_send(world, chat, message.kind)
    copy = Message(
        world.new_message_id(chat),
        chat,
        world.now(),
        kind=message.kind,
        sender=None if chat.type == "channel" else world.bot,
        sender_chat=chat if chat.type == "channel" else None,
        extra=speech.origin(message),
        **_content(message),
    )
    speech.publish(copy, world.bot)
    return copy


def _many(world: World, params: Params) -> list[Message]:
    origin = gate.chat_of(world, params, "from_chat_id")
    ids = params.json("message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > 100:
        raise bad_request("too many message identifiers specified")
    if any(later <= earlier for earlier, later in pairwise(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    return [found for message_id in ids if (found := origin.stored.get(message_id)) and found.kind != "service"]


def copy_messages(world: World, params: Params) -> Any:
    """Missing ids are skipped."""
    chat = gate.chat_of(world, params)
    copies: list[Any] = []
    for message in _many(world, params):
        content = _content(message)
        if params.flag("remove_caption") and message.text is None:
            content["caption"], content["entities"] = None, []
        copies.append({"message_id": deliver(world, chat, params, message.kind, **content).message_id})
    return copies


def forward_messages(world: World, params: Params) -> Any:
    """Missing ids are skipped."""
    chat = gate.chat_of(world, params)
    return [{"message_id": _forward(world, params, chat, message).message_id} for message in _many(world, params)]


METHODS = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
