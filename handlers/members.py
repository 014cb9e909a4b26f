"""People in the group: who they are, what they have written, when they came and went."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import telegram
from telegram.ext import ChatMemberHandler, MessageHandler, filters

from bot.core.event import Media, Message
from bot.core.ids import UserId
from bot.features.members.model import Member, MemberStatus
from bot.features.privacy.settings import PrivacySettings
from bot.features.settings.model import Group
from handlers.context import WeiluContext
from handlers.desk import Desk
from handlers.incoming import SAID, is_present
from handlers.routes import Phase, Routes


def local_time(desk_or_message: Message, group: Group) -> tuple[date, int]:
    """The group's local day and hour (0–23) of a message."""
    local = desk_or_message.date.astimezone(_zone(group.timezone))
    return local.date(), local.hour


_ZONES: dict[str, ZoneInfo] = {}


def _zone(name: str) -> ZoneInfo:
    return _ZONES.setdefault(name, ZoneInfo(name))


async def count(update: telegram.Update, context: WeiluContext) -> None:
    """Count a message that stays, and keep it for as long as texts are kept."""
    message = context.message(update)
    group = await context.desk.group(message.chat_id)
    if group is None:
        return
    store = context.desk.store.chat(message.chat_id)
    keeps = group.settings(PrivacySettings).message_days > 0
    stored = message if keeps else replace(message, text="", media=message.media and Media(message.media.kind))
    if message.edited_at is not None:
        store.messages.save(stored, text=stored.text)
        return
    local = message.date.astimezone(_zone(group.timezone))
    day, hour = local.date().isoformat(), local.hour
    store.messages.save(stored, text=stored.text)
    store.counts.add("messages", day, hour)
    person = message.sender.person
    if person is None or not message.sender.is_user:
        return
    store.counts.add_presence(person.id, day)
    member = await store.members.find(person.id) or Member(
        person.id, person.name, person.username, MemberStatus.MEMBER, message.date
    )
    await store.members.save(
        replace(
            member,
            name=person.name,
            username=person.username,
            messages=member.messages + 1,
            last_message_at=message.date,
            status=MemberStatus.MEMBER if member.status is MemberStatus.LEFT else member.status,
        )
    )


async def moved(update: telegram.Update, context: WeiluContext) -> None:
    """Somebody's place in the group has changed."""
    change = update.chat_member
    assert change is not None, "the route passes only chat_member updates"
    desk = context.desk
    group = await desk.group(change.chat.id)
    if group is None:
        return
    await record(desk, group, change)


async def record(desk: Desk, group: Group, change: telegram.ChatMemberUpdated) -> None:
    """Keep the new status, and count who came and who left."""
    user, new = change.new_chat_member.user, change.new_chat_member
    store = desk.store.chat(group.chat_id)
    was, now_present = is_present(change.old_chat_member), is_present(new)
    member = await store.members.find(user.id) or Member(
        UserId(user.id), user.full_name, user.username, MemberStatus.MEMBER, change.date
    )
    status = _status(new, now_present)
    member = replace(member, name=user.full_name, username=user.username, status=status)
    if was != now_present:
        local = change.date.astimezone(_zone(group.timezone))
        store.counts.add("joined" if now_present else "left", local.date().isoformat(), local.hour)
        if now_present:
            # Coming back counts as new: the first messages are the ones to watch.
            member = replace(member, joined_at=change.date, left_at=None, messages=0)
        else:
            member = replace(member, left_at=change.date)
    await store.members.save(member)


def _status(member: telegram.ChatMember, present: bool) -> MemberStatus:
    if member.status == "kicked":
        return MemberStatus.BANNED
    if not present:
        return MemberStatus.LEFT
    if member.status in ("administrator", "creator"):
        return MemberStatus.ADMINISTRATOR
    return MemberStatus.RESTRICTED if member.status == "restricted" else MemberStatus.MEMBER


ROUTES = Routes(
    updates=(
        (
            Phase.COUNTING,
            MessageHandler(filters.ChatType.GROUPS & SAID & filters.UpdateType.MESSAGES, count),
        ),
        (Phase.ARRIVAL, ChatMemberHandler(moved, ChatMemberHandler.CHAT_MEMBER)),
    ),
)
