"""Restricting, banning, promoting and tagging people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox import membership
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import gate
from bot.sandbox.params import Params
from bot.sandbox.people import User
from bot.sandbox.rights import CHANNEL_RIGHTS, GROUP_RIGHTS, permissions_from
from bot.sandbox.world import World

SHORTEST = timedelta(seconds=30)
LONGEST = timedelta(days=366)
RESTRICT = "not enough rights to restrict/unrestrict chat member"
TAG_UNITS = 16


def until_from(params: Params, now: datetime) -> datetime | None:
    """until_date; None, for ever, when absent, under 30 seconds or over 366 days ahead."""
    given = params.number("until_date")
    if given <= 0:
        return None
    moment = datetime.fromtimestamp(min(given, 32503680000), UTC)
    return moment if now + SHORTEST <= moment <= now + LONGEST else None


def _check_target(world: World, chat: Chat, person: User, verb: str = "restrict") -> None:
    """Self, then owner, then the bot's right, then (from the closed server) administrator [td 2861-2875, 3033]."""
    if person is world.bot:
        raise bad_request(f"can't {verb} self")
    member = chat.member(person)
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    gate.needs(world, chat, "can_restrict_members", RESTRICT)
    if member.status == "administrator" and member.promoted_by is not world.bot:
        raise bad_request("user is an administrator of the chat")


def restrict(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    person = gate.target_of(world, params)
    permissions = permissions_from(params.json("permissions"), params.flag("use_independent_chat_permissions"))
    if chat.type != "supergroup":
        raise bad_request("method is available only for supergroups")
    _check_target(world, chat, person)
    membership.restrict(chat, person, world.bot, permissions, until_from(params, world.now()))
    return True


def ban(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    person = gate.target_of(world, params)
    if chat.type == "private":
        raise bad_request("can't ban members in private chats")
    if chat.type == "group":
        return _kick_from_group(world, chat, person)
    _check_target(world, chat, person)
    membership.ban(chat, person, world.bot, until_from(params, world.now()))
    return True


def _kick_from_group(world: World, chat: Chat, person: User) -> Any:
    if person is world.bot:
        raise bad_request("can't restrict self")
    member = chat.member(person)
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    if not world.bot_member(chat).is_admin:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    if not member.inside:
        raise bad_request("USER_NOT_PARTICIPANT")
    membership.depart(chat, person, world.bot)
    return True


def unban(world: World, params: Params) -> Any:
    """A current member is kicked and may come back at once: two updates (the real call takes over a second)."""
    chat = gate.chat_of(world, params)
    person = gate.target_of(world, params)
    if chat.type not in ("supergroup", "channel"):
        raise bad_request("method is available for supergroup and channel chats only")
    if person is world.bot:
        raise bad_request("can't restrict self")
    member = chat.member(person)
    if params.flag("only_if_banned") and member.status != "kicked":
        return True
    _check_target(world, chat, person)
    if member.inside or member.status == "restricted":
        membership.ban(chat, person, world.bot, world.now() + timedelta(seconds=60))
    membership.unban(chat, person, world.bot)
    return True


def promote(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    person = gate.target_of(world, params)
    if chat.type not in ("supergroup", "channel"):
        raise bad_request("method is available for supergroup and channel chats only")
    if person is world.bot:
        raise bad_request("can't promote self")
    member = chat.member(person)
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    bot = gate.needs(world, chat, "can_promote_members", "not enough rights")
    if member.status == "administrator" and member.promoted_by is not world.bot:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    rights = frozenset(name for name in (*GROUP_RIGHTS, *CHANNEL_RIGHTS) if params.flag(name))
    if any(not bot.may(right) for right in rights - {"can_manage_chat", "is_anonymous"}):
        raise bad_request("RIGHT_FORBIDDEN")
    if rights and not member.inside:
        raise bad_request("USER_NOT_PARTICIPANT")
    membership.promote(chat, person, world.bot, rights | {"can_manage_chat"} if rights else rights)
    return True


def set_custom_title(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    person = gate.target_of(world, params)
    if chat.type != "supergroup":
        raise bad_request("method is available only for supergroups")
    member = chat.member(person)
    if member.status == "creator":
        raise bad_request("only the owner can edit their custom title")
    if member.status != "administrator":
        raise bad_request("user is not an administrator")
    if member.promoted_by is not world.bot:
        raise bad_request("not enough rights to change custom title of the user")
    title = _tag(params, "custom_title", "CUSTOM_TITLE")
    membership.change(chat, person, world.bot, custom_title=title or None)
    return True


def set_tag(world: World, params: Params) -> Any:
    chat = gate.chat_of(world, params)
    person = gate.target_of(world, params)
    if chat.type not in ("group", "supergroup"):
        raise bad_request("method is available only for groups and supergroups")
    gate.needs(world, chat, "can_manage_tags", "TAG_CHANGE_FORBIDDEN")
    member = chat.member(person)
    if not member.inside:
        raise bad_request("USER_NOT_PARTICIPANT")
    if member.is_admin:
        raise bad_request("TAG_CHANGE_FORBIDDEN")
    tag = _tag(params, "tag", "TAG")
    if membership.change(chat, person, world.bot, tag=tag or None):
        world.happened("tagged", chat, world.bot, member=member, detail=tag)
    return True


def _tag(params: Params, name: str, code: str) -> str:
    tag = params.text(name)
    if len(tag) > TAG_UNITS:
        raise bad_request(f"{code}_INVALID")
    if any(ord(character) > 0x1F000 or 0x2600 <= ord(character) <= 0x27BF for character in tag):
        raise bad_request(f"{code}_EMOJI_NOT_ALLOWED")
    return tag


def ban_sender_chat(world: World, params: Params) -> Any:
    chat, sender = _sender_chat(world, params)
    chat.banned_chats.add(sender)
    world.changed()
    return True


def unban_sender_chat(world: World, params: Params) -> Any:
    chat, sender = _sender_chat(world, params)
    chat.banned_chats.discard(sender)
    world.changed()
    return True


def _sender_chat(world: World, params: Params) -> tuple[Chat, int]:
    chat = gate.chat_of(world, params)
    sender = params.number("sender_chat_id")
    if not sender:
        raise bad_request("sender_chat_id is empty")
    if chat.type not in ("supergroup", "channel"):
        raise bad_request("can't ban chats in basic groups")
    target = world.chats.get(sender)
    if target is None or target.type not in ("channel", "supergroup"):
        raise bad_request("other chats can be only banned or unbanned" if sender > 0 else "chat not found")
    gate.needs(world, chat, "can_restrict_members", "not enough rights to ban/unban chat")
    return chat, sender


METHODS = {
    "restrictChatMember": restrict,
    "banChatMember": ban,
    "unbanChatMember": unban,
    "promoteChatMember": promote,
    "setChatAdministratorCustomTitle": set_custom_title,
    "setChatMemberTag": set_tag,
    "banChatSenderChat": ban_sender_chat,
    "unbanChatSenderChat": unban_sender_chat,
}
