"""Ephemeral messages (Bot API 10.2): seen by one person in a group, message_id 0, never certain to arrive."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.messages import Message
from bot.sandbox.methods import gate
from bot.sandbox.methods.wording import message_text
from bot.sandbox.params import Params
from bot.sandbox.people import User
from bot.sandbox.world import World

AFTER_PRESS = timedelta(seconds=15)
"""A bot that is no administrator may answer a press this long (third-party documentation)."""


def receiver_of(world: World, chat: Chat, params: Params) -> User | None:
    """Who alone will see the message, or None for an ordinary one; raises ApiError when that is not allowed."""
    given = params.json("ephemeral_message_parameters") or {}
    user_id = int(given.get("receiver_user_id") or params.number("receiver_user_id"))
    if not user_id:
        return None
    if chat.type not in ("group", "supergroup"):
        raise bad_request("ephemeral messages can be sent only in groups")
    person = world.users.get(user_id)
    if person is None or person.is_bot or not chat.member(person).inside:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if not world.bot_member(chat).is_admin:
        press = world.presses.get(str(given.get("callback_query_id") or params.text("callback_query_id")))
        if press is None or press.person is not person or world.now() - press.at > AFTER_PRESS:
            raise bad_request("not enough rights to send ephemeral messages to the chat")
    return person


def whisper(world: World, message: Message) -> Message:
    """Show `message` to its receiver only; ids count per chat."""
    chat = message.chat
    chat.last_ephemeral_id += 1
    message.message_id = chat.last_ephemeral_id
    chat.ephemerals.append(message)
    world.happened("said", chat, world.bot, message)
    return message


def _found(world: World, params: Params) -> Message:
    chat = gate.chat_of(world, params)
    wanted = (params.number("ephemeral_message_id"), params.number("receiver_user_id"))
    for message in chat.ephemerals:
        if message.receiver is not None and (message.message_id, message.receiver.id) == wanted:
            return message
    raise bad_request("message to edit not found")


def edit_text(world: World, params: Params) -> Any:
    message = _found(world, params)
    text, entities = message_text(world, params)
    keyboard = inline_keyboard(params.json("reply_markup"), private=False)
    message.edits.append(message.content)
    message.text, message.entities, message.keyboard = text, entities, keyboard
    message.edit_date = world.now()
    world.happened("edited", message.chat, world.bot, message)
    return True


def edit_markup(world: World, params: Params) -> Any:
    message = _found(world, params)
    message.keyboard = inline_keyboard(params.json("reply_markup"), private=False)
    world.happened("edited", message.chat, world.bot, message)
    return True


def delete(world: World, params: Params) -> Any:
    message = _found(world, params)
    message.chat.ephemerals.remove(message)
    message.deleted = True
    world.happened("deleted", message.chat, world.bot, message)
    return True


METHODS = {
    "editEphemeralMessageText": edit_text,
    "editEphemeralMessageReplyMarkup": edit_markup,
    "deleteEphemeralMessage": delete,
}
