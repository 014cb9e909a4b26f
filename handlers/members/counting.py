"""People in the group: who they are, what they have written, when they came and went."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import telegram

from bot.core.event import Media, Message
from bot.core.ids import UserId
from bot.features.members.model import Member, MemberStatus
from bot.features.points.rules import is_thanks
from bot.features.privacy.settings import PrivacySettings
from bot.features.settings.model import Group
from handlers.context import WeiluContext
from handlers.desk import Desk
from handlers.incoming import is_present
from handlers.members import helping
from storage import ChatView

LONGEST_THANKS = 32
"""Characters of a reply that says thank you and nothing else."""


def local_time(message: Message, group: Group) -> tuple[date, int]:
    """The group's local day and hour (0–23) of a message."""
    local = message.date.astimezone(_zone(group.timezone))
    return local.date(), local.hour


_ZONES: dict[str, ZoneInfo] = {}


def _zone(name: str) -> ZoneInfo:
    return _ZONES.setdefault(name, ZoneInfo(name))


async def count(desk: Desk, group: Group, message: Message) -> None:
    """Count a message that stays, and keep it for as long as texts are kept."""
    store = desk.store.chat(message.chat_id)
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
    if message.reply is not None:
        _count_thanks(store, message, day)
    member = await store.members.find(person.id) or Member(
        person.id, person.name, person.username, MemberStatus.MEMBER, message.date
    )
    if member.is_newcomer(message.date) and message.text:
        await helping.heard(desk, group, message)
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


def _count_thanks(store: ChatView, message: Message, day: str) -> None:
    """Count a reply that says thank you, for who is thanked."""
    answered = message.reply.sender if message.reply is not None else None
    if answered is None or not answered.is_user or answered.id == message.sender.id:
        return
    if message.text and len(message.text) <= LONGEST_THANKS and is_thanks(message.text):
        store.member_days.thanked(answered.id, day)


async def reacted(update: telegram.Update, context: WeiluContext) -> None:
    """Count a reaction for the author of the message; Telegram shows it to administrators only."""
    reaction = update.message_reaction
    assert reaction is not None, "the route passes only reactions"
    more = len(reaction.new_reaction) - len(reaction.old_reaction)
    group = await context.desk.group(reaction.chat.id)
    if group is None or reaction.user is None or reaction.user.is_bot or not more:
        return
    day = reaction.date.astimezone(_zone(group.timezone)).date().isoformat()
    days = context.desk.store.chat(group.chat_id).member_days
    days.reacted(reaction.message_id, reaction.user.id, day, more)


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
