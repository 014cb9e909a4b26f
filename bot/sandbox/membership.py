"""How somebody's standing in a chat changes, and what the bot and the chat are told about it (§6.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.sandbox.messages import Message
from bot.sandbox.rights import ALL_PERMISSIONS

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat, InviteLink
    from bot.sandbox.people import User


def change(
    chat: Chat,
    person: User,
    by: User,
    *,
    link: InviteLink | None = None,
    via_request: bool = False,
    **standing: Any,
) -> bool:
    """Set fields of Member and tell the bot; False, and nobody is told, when nothing differs.

    chat_member goes out only while the bot is an administrator; my_chat_member always.
    """
    world = chat.world
    member = chat.member(person)
    channel = chat.type == "channel"
    before = member.shape(channel)
    for name, value in standing.items():
        setattr(member, name, value)
    after = member.shape(channel)
    if before == after:
        return False
    update: dict[str, Any] = {
        "chat": chat.shape(),
        "from": by.shape(),
        "date": int(world.now().timestamp()),
        "old_chat_member": before,
        "new_chat_member": after,
    }
    if link is not None:
        update["invite_link"] = link.shape()
    elif via_request:
        update["via_join_request"] = True
    if person is world.bot:
        world.tell("my_chat_member", update, f"my chat {chat.id}")
    elif world.bot_member(chat).is_admin:
        world.tell("chat_member", update, f"member {person.id}")
    else:
        world.changed()
    return True


def announce(chat: Chat, sender: User, service: dict[str, Any], **more: Any) -> Message:
    """Post a service message from `sender`; delivered even when the bot caused it."""
    world = chat.world
    message = Message(
        world.new_message_id(chat), chat, world.now(), kind="service", sender=sender, service=service, **more
    )
    world.keep(message)
    world.tell_message("message", message)
    return message


def admit(chat: Chat, person: User, by: User, link: InviteLink | None = None, via_request: bool = False) -> bool:
    """Let `person` in: left becomes member, restricted comes back restricted. False when banned or inside already."""
    member = chat.member(person)
    if member.inside or member.status == "kicked":
        return False
    if member.status == "restricted":
        change(chat, person, by, link=link, via_request=via_request, present=True)
    else:
        change(chat, person, by, link=link, via_request=via_request, status="member", present=True)
    member.joined_at = chat.world.now()
    if link is not None:
        link.used += 1
    welcome(chat, person, by)
    return True


def welcome(chat: Chat, person: User, by: User) -> None:
    """The service message about somebody who came in, and the event."""
    if chat.joins_are_shown and chat.type in ("group", "supergroup"):
        shape = person.shape()
        announce(
            chat,
            by,
            {"new_chat_participant": shape, "new_chat_member": shape, "new_chat_members": [shape]},
        )
    chat.world.happened("joined", chat, by, member=chat.member(person))


def depart(chat: Chat, person: User, by: User) -> bool:
    """Take `person` out without a ban; a restriction stays for when they come back. False when not inside."""
    member = chat.member(person)
    if not member.inside:
        return False
    if member.status == "restricted":
        change(chat, person, by, present=False)
    else:
        change(chat, person, by, status="left", present=False, rights=frozenset(), until_date=None)
    _farewell(chat, person, by)
    chat.world.happened("left", chat, by, member=member)
    return True


def _farewell(chat: Chat, person: User, by: User) -> None:
    if chat.joins_are_shown and chat.type in ("group", "supergroup"):
        shape = person.shape()
        announce(chat, by, {"left_chat_participant": shape, "left_chat_member": shape})


def ban(chat: Chat, person: User, by: User, until: datetime | None = None) -> bool:
    """Ban, whether inside or not; in a basic group it only removes. False when nothing changed."""
    if chat.type == "group":
        return depart(chat, person, by)
    member = chat.member(person)
    was_inside = member.inside
    if not change(chat, person, by, status="kicked", present=False, rights=frozenset(), until_date=until):
        return False
    member.custom_title = None
    if was_inside:
        _farewell(chat, person, by)
    chat.world.happened("banned", chat, by, member=member)
    return True


def unban(chat: Chat, person: User, by: User) -> bool:
    """Lift a ban. False when there was none."""
    if chat.member(person).status != "kicked":
        return False
    change(chat, person, by, status="left", until_date=None)
    chat.world.happened("unbanned", chat, by, member=chat.member(person))
    return True


def restrict(
    chat: Chat, person: User, by: User, permissions: Mapping[str, bool], until: datetime | None = None
) -> bool:
    """Limit `person`, inside or not; all permissions lift the limit. False when nothing changed."""
    member = chat.member(person)
    inside = member.inside
    if all(permissions.values()):
        changed = change(
            chat,
            person,
            by,
            status="member" if inside else "left",
            present=inside,
            allowed=ALL_PERMISSIONS,
            until_date=None,
            rights=frozenset(),
        )
        if changed:
            chat.world.happened("unrestricted", chat, by, member=member)
        return changed
    changed = change(
        chat,
        person,
        by,
        status="restricted",
        present=inside,
        allowed=dict(permissions),
        until_date=until,
        rights=frozenset(),
    )
    if changed:
        chat.world.happened("restricted", chat, by, member=member)
    return changed


def promote(chat: Chat, person: User, by: User, rights: frozenset[str]) -> bool:
    """Make an administrator with exactly these rights, letting them in if need be; no rights make a plain member."""
    member = chat.member(person)
    if not rights:
        changed = member.status == "administrator" and change(
            chat, person, by, status="member", rights=frozenset(), promoted_by=None
        )
        if changed:
            member.custom_title = None
            chat.world.happened("demoted", chat, by, member=member)
        return changed
    newcomer = not member.inside
    changed = change(
        chat,
        person,
        by,
        status="administrator",
        rights=rights,
        promoted_by=by,
        present=True,
        until_date=None,
        allowed=ALL_PERMISSIONS,
    )
    if newcomer:
        member.joined_at = chat.world.now()
        welcome(chat, person, by)
    if changed:
        chat.world.happened("promoted", chat, by, member=member)
    return changed


def block(person: User, blocked: bool) -> None:
    """Block the bot in private, or unblock it; the bot hears of it when anything changes."""
    chat = person.private
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    world = chat.world
    bot = world.bot.shape()
    member: dict[str, Any] = {"user": bot, "status": "member"}
    kicked: dict[str, Any] = {"user": bot, "status": "kicked", "until_date": 0}
    update = {
        "chat": chat.shape(),
        "from": person.shape(),
        "date": int(world.now().timestamp()),
        "old_chat_member": member if blocked else kicked,
        "new_chat_member": kicked if blocked else member,
    }
    world.tell("my_chat_member", update, f"my chat {chat.id}")
    world.happened("blocked" if blocked else "unblocked", chat, person)
