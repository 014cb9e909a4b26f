"""deleteMessage and deleteMessages, with the 48 hours [td 8347]."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.sandbox import speech
from bot.sandbox.errors import bad_request
from bot.sandbox.messages import Message
from bot.sandbox.methods import gate
from bot.sandbox.params import Params
from bot.sandbox.world import World

WINDOW = timedelta(hours=48)
MANY = 100


def _deletable(world: World, message: Message) -> bool:
    chat = message.chat
    if chat.type in ("supergroup", "channel") and message.message_id == 1 and message.kind == "service":
        return False
    if message.service and "forum_topic_created" in message.service:
        return False
    if world.now() - message.date >= WINDOW:
        return False
    if message.sender is world.bot or chat.type == "private":
        return True
    return world.bot_member(chat).may("can_delete_messages")


def delete_message(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    message_id = params.number("message_id")
    if not message_id:
        raise bad_request("message identifier is not specified")
    message = gate.message_of(chat, message_id, "message to delete")
    if not _deletable(world, message):
        raise bad_request("message can't be deleted")
    speech.delete(message, world.bot)
    return True


def delete_messages(world: World, params: Params) -> Any:
    """Missing ids are skipped; one that may not be deleted fails all, before anything is deleted [td 8500-8509]."""
    chat = gate.chat_of(world, params)
    ids = params.json("message_ids")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MANY:
        raise bad_request("too many message identifiers specified")
    found = [message for message_id in dict.fromkeys(ids) if (message := chat.stored.get(message_id))]
    if not all(_deletable(world, message) for message in found):
        raise bad_request("message can't be deleted")
    for message in found:
        speech.delete(message, world.bot)
    return True


METHODS = {"deleteMessage": delete_message, "deleteMessages": delete_messages}
