"""What administrators do to others and to the chat; PermissionError without the right that `needs` names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.sandbox import joining, membership
from bot.sandbox.rights import PERMISSIONS, rights_from

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat, InviteLink, JoinRequest
    from bot.sandbox.messages import Message
    from bot.sandbox.people import User


def needs(person: User, chat: Chat, right: str) -> None:
    """Raise PermissionError unless `person` has the right; the creator of a basic group has all."""
    member = chat.member(person)
    if not member.may(right) and not (chat.type == "group" and member.status == "creator"):
        raise PermissionError(f"{person.name} is {member.status} in {chat.title} without {right}")


# --- who runs the chat ------------------------------------------------------------------------------------------------


def add_bot(by: User, chat: Chat, rights: Sequence[str]) -> None:
    """Add the bot, banned or not, as a plain member without `rights`; whoever does it needs none."""
    bot = chat.world.bot
    if rights:
        membership.promote(chat, bot, by, rights_from(rights))
        return
    if chat.member(bot).status == "kicked":
        membership.unban(chat, bot, by)
    membership.admit(chat, bot, by)


def promote(by: User, other: User, chat: Chat, rights: Iterable[str], title: str | None) -> None:
    """Make `other` an administrator with exactly `rights`."""
    needs(by, chat, "can_promote_members")
    membership.promote(chat, other, by, rights_from(rights))
    chat.member(other).custom_title = title


def demote(by: User, other: User, chat: Chat) -> None:
    """Make `other` a plain member again."""
    needs(by, chat, "can_promote_members")
    membership.promote(chat, other, by, frozenset())


# --- members ----------------------------------------------------------------------------------------------------------


def restrict(by: User, other: User, chat: Chat, permissions: Mapping[str, bool], until: datetime | None) -> None:
    """Limit `other`; permissions not named are taken away."""
    needs(by, chat, "can_restrict_members")
    full = {name: bool(permissions.get(name)) for name in PERMISSIONS}
    membership.restrict(chat, other, by, full, until)


def ban(by: User, other: User, chat: Chat, until: datetime | None) -> None:
    """See `membership.ban`."""
    needs(by, chat, "can_restrict_members")
    membership.ban(chat, other, by, until)


def unban(by: User, other: User, chat: Chat) -> None:
    """See `membership.unban`."""
    needs(by, chat, "can_restrict_members")
    membership.unban(chat, other, by)


# --- the door ---------------------------------------------------------------------------------------------------------


def make_link(by: User, chat: Chat, name: str | None, request: bool) -> InviteLink:
    """A link of this administrator's own; with `request` those who follow it ask."""
    needs(by, chat, "can_invite_users")
    link = joining.new_link(chat, by, request=request)
    link.name = name
    return link


def approve(by: User, other: User, chat: Chat) -> None:
    """Let an applicant in; raises LookupError without a pending request."""
    needs(by, chat, "can_invite_users")
    joining.approve(_pending(other, chat), by)


def decline(by: User, other: User, chat: Chat) -> None:
    """Refuse an applicant; raises LookupError without a pending request."""
    needs(by, chat, "can_invite_users")
    joining.decline(_pending(other, chat), by)


def _pending(other: User, chat: Chat) -> JoinRequest:
    request = chat.requests.get(other.id)
    if request is None or request.status != "pending":
        raise LookupError(f"{other.name} has no pending request in {chat.title}")
    return request


# --- the chat ---------------------------------------------------------------------------------------------------------


def pin(by: User, message: Message) -> None:
    """Pin, with the service message."""
    chat = message.chat
    needs(by, chat, "can_pin_messages")
    message.pinned = True
    chat.pins.append(message)
    membership.announce(chat, by, {"pinned_message": message.shape(nested=True)})
    chat.world.happened("pinned", chat, by, message)


def create_topic(by: User, chat: Chat, name: str) -> int:
    """A new topic of a forum, which anybody may open; returns its thread id."""
    topic = {"name": name, "icon_color": 7322096}
    thread = chat.last_message_id + 1
    membership.announce(chat, by, {"forum_topic_created": topic}, thread=thread)
    chat.topics[thread] = {**topic, "closed": False}
    return thread
