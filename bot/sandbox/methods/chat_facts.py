"""What the bot can ask about a chat, its people, and files."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.files import DOWNLOAD_LIMIT
from bot.sandbox.methods import gate
from bot.sandbox.params import Params
from bot.sandbox.world import World

Json = dict[str, Any]
_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)
FIRST_ADMINS = 100


def get_chat(world: World, params: Params) -> Any:
    """ChatFullInfo."""
    chat = gate.known_chat(world, params)
    if chat.type != "private":
        chat = gate.chat_of(world, params)
    shape: Json = {
        **chat.shape(),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": _GIFTS,
    }
    if chat.peer is not None:
        shape["active_usernames"] = [chat.peer.username] if chat.peer.username else []
        if chat.peer.bio:
            shape["bio"] = chat.peer.bio
    else:
        shape["permissions"] = dict(chat.permissions)
        shape["join_to_send_messages"] = True
        if chat.requires_approval:
            shape["join_by_request"] = True
        if chat.username:
            shape["active_usernames"] = [chat.username]
        if chat.description:
            shape["description"] = chat.description
        if chat.linked is not None:
            shape["linked_chat_id"] = chat.linked.id
        if chat.guarded and world.bot_member(chat).is_admin:
            shape["guard_bot"] = world.bot.shape()
        primary = [link for link in chat.links.values() if link.is_primary and not link.is_revoked]
        if primary and world.bot_member(chat).may("can_invite_users"):
            shape["invite_link"] = primary[-1].url
    if chat.pins:
        shape["pinned_message"] = chat.pins[-1].shape(nested=True)
    return {name: value for name, value in shape.items() if value != []}


def get_member(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    person = gate.target_of(world, params, unknown="member not found")
    if chat.type == "private":
        if person not in (chat.peer, world.bot):
            raise bad_request("member not found")
        return {"user": person.shape(), "status": "member"}
    if chat.type == "channel" and not world.bot_member(chat).is_admin and person is not world.bot:
        raise bad_request("member list is inaccessible")
    return chat.member(person).shape(chat.type == "channel")


def get_administrators(world: World, params: Params) -> Any:
    """Other bots are left out unless return_bots (10.0)."""
    chat = gate.chat_of(world, params)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return [
        member.shape(chat.type == "channel")
        for member in chat.admins
        if params.flag("return_bots") or member.user is world.bot or not member.user.is_bot
    ][:FIRST_ADMINS]


def get_count(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    return 2 if chat.type == "private" else len(chat.people)


def get_file(world: World, params: Params) -> Any:
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = world.files.by_id(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {**file.shape(), "file_path": file.path}


def get_profile_photos(world: World, params: Params) -> Any:
    gate.target_of(world, params, unknown="user not found")
    return {"total_count": 0, "photos": []}


def get_boosts(world: World, params: Params) -> Any:
    gate.chat_of(world, params)
    return {"boosts": []}


def get_personal_chat_messages(world: World, params: Params) -> Any:
    gate.target_of(world, params, unknown="user not found")
    return []


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": get_count,
    "getFile": get_file,
    "getUserProfilePhotos": get_profile_photos,
    "getUserChatBoosts": get_boosts,
    "getUserPersonalChatMessages": get_personal_chat_messages,
}
