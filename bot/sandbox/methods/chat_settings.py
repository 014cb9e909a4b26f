"""Permissions, title, description, pins, and leaving."""

from __future__ import annotations

from typing import Any

from bot.sandbox import membership
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import gate
from bot.sandbox.params import Params
from bot.sandbox.rights import permissions_from
from bot.sandbox.world import World

PIN = "not enough rights to manage pinned messages in the chat"


def set_permissions(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    permissions = permissions_from(params.json("permissions"), params.flag("use_independent_chat_permissions"))
    if chat.type == "private":
        raise bad_request("can't change private chat permissions")
    if chat.type == "channel":
        raise bad_request("can't change channel chat permissions")
    gate.needs(world, chat, "can_restrict_members", "not enough rights to change chat permissions")
    if dict(chat.permissions) != permissions:
        chat.permissions = permissions
        world.happened("permissions", chat, world.bot)
    return True


def set_title(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    gate.needs(world, chat, "can_change_info", "not enough rights to change chat title")
    title = params.text("title").strip()[:128]
    if not title:
        raise bad_request("title can't be empty")
    if title == chat.title:
        raise bad_request("chat title is not modified")
    chat.title = title
    chat.changed()
    membership.announce(chat, world.bot, {"new_chat_title": title})
    return True


def set_description(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    gate.needs(world, chat, "can_change_info", "not enough rights to set chat description")
    description = params.text("description")[:255]
    if description == chat.description:
        raise bad_request("chat description is not modified")
    chat.description = description
    return True


def set_photo(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    gate.needs(world, chat, "can_change_info", "not enough rights to change chat photo")
    if "photo" not in params.files:
        raise bad_request("there is no photo in the request")
    return True


def set_sticker_set(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    gate.needs(world, chat, "can_change_info", "not enough rights to change supergroup sticker set")
    return True


def pin(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    message = gate.message_of(chat, params.number("message_id"), "message to pin")
    if chat.type != "private":
        gate.needs(world, chat, "can_pin_messages" if chat.type != "channel" else "can_edit_messages", PIN)
    if not message.pinned:
        message.pinned = True
        chat.pins.append(message)
        membership.announce(chat, world.bot, {"pinned_message": message.shape(nested=True)})
        world.happened("pinned", chat, world.bot, message)
    return True


def unpin(world: World, params: Params) -> Any:
    """Without message_id the newest pin."""
    chat = gate.chat_of(world, params)
    if chat.type != "private":
        gate.needs(world, chat, "can_pin_messages" if chat.type != "channel" else "can_edit_messages", PIN)
    wanted = params.number("message_id")
    found = [message for message in chat.pins if not wanted or message.message_id == wanted]
    if not found:
        if wanted and wanted in chat.stored:
            return True
        raise bad_request("message to unpin not found")
    message = found[-1]
    message.pinned = False
    chat.pins.remove(message)
    world.happened("unpinned", chat, world.bot, message)
    return True


def unpin_all(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    if chat.type != "private":
        gate.needs(world, chat, "can_pin_messages", PIN)
    for message in chat.pins:
        message.pinned = False
    chat.pins.clear()
    world.changed()
    return True


def leave(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    if chat.type == "private":
        raise bad_request("chat not found")
    membership.depart(chat, world.bot, world.bot)
    return True


METHODS = {
    "setChatPermissions": set_permissions,
    "setChatTitle": set_title,
    "setChatDescription": set_description,
    "setChatPhoto": set_photo,
    "setChatStickerSet": set_sticker_set,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
    "unpinAllChatMessages": unpin_all,
    "leaveChat": leave,
}
