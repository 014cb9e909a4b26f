"""Limits of single members: imposed, watched, and lifted on time, whatever happens to the process meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec
import telegram
from telegram.ext import ApplicationHandlerStop, ChatMemberHandler

from bot.core.effect import DeleteMessages, Restrict
from bot.core.event import Message
from bot.core.ids import mailbox_id
from bot.features.entry.arrivals import EVERYTHING, Restriction
from bot.features.limits.model import Limit, Reason
from bot.features.limits.rules import after, breaks, earlier_of, ends_by_itself, is_of, standing
from bot.features.members.model import MemberStatus
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.context import WeiluContext
from handlers.desk import Desk
from handlers.incoming import is_present, utc
from handlers.routes import Hears, Phase, Routes

OVER = "limit_over"


async def impose(desk: Desk, group: Group, limit: Limit, seen: Restriction | None = None) -> None:
    """Limit a member until it is over. ``seen``: the restriction Telegram shows for them now, to be given back later."""
    limits = desk.store.chat(group.chat_id).limits
    had = await limits.of(limit.user_id)
    earlier = earlier_of(had) if had else seen
    limit = replace(limit, earlier=earlier)
    await limits.save(limit)
    key = _key(group, limit)
    if limit.until is not None:
        desk.store.schedules(group.mailbox).set(key, OVER, limit.until)
    else:
        desk.store.schedules(group.mailbox).cancel(key)
    _ask(desk, group, limit.user_id, standing(await limits.of(limit.user_id), desk.now))


async def lift(desk: Desk, group: Group, user_id: int, reason: Reason) -> bool:
    """End a member's limit for one reason, and say so to who can be told; says whether there was one."""
    limits = desk.store.chat(group.chat_id).limits
    had = await limits.of(user_id)
    ended = next((limit for limit in had if limit.reason is reason), None)
    if ended is None:
        return False
    member = await desk.store.chat(group.chat_id).members.find(user_id)
    await _drop(desk, group, ended)
    left = await limits.of(user_id)
    by_itself = ends_by_itself(had, ended.began_at) and ended.until is not None and ended.until <= desk.now
    banned = member is not None and member.status is MemberStatus.BANNED
    if not by_itself and not banned:
        _ask(desk, group, user_id, after(had, left, desk.now))
    if member is not None and member.status not in (MemberStatus.BANNED, MemberStatus.LEFT) and not left:
        await _tell(desk, group, user_id, reason)
    return True


async def lift_all(desk: Desk, group: Group, reason: Reason) -> int:
    """End the limits of everybody for one reason; returns how many had one."""
    limits = desk.store.chat(group.chat_id).limits
    found = [user_id for user_id, had in (await limits.all()).items() if any(each.reason is reason for each in had)]
    for user_id in found:
        await lift(desk, group, user_id, reason)
    return len(found)


async def _drop(desk: Desk, group: Group, limit: Limit) -> None:
    desk.store.schedules(group.mailbox).cancel(_key(group, limit))
    await desk.store.chat(group.chat_id).limits.drop(limit)


def _key(group: Group, limit: Limit) -> str:
    return f"limit:{group.chat_id}:{limit.user_id}:{limit.reason}"


def _ask(desk: Desk, group: Group, user_id: int, wanted: Restriction) -> None:
    """Ask Telegram for a restriction. Where the bot cannot restrict, what goes too far is deleted instead."""
    if not group.is_supergroup:
        return
    if group.can("can_restrict_members"):
        desk.work.emit(Restrict(group.chat_id, user_id, dict(wanted.permissions), wanted.until))
    else:
        desk.store.troubles(group.chat_id).note("right:can_restrict_members", desk.now)


async def _tell(desk: Desk, group: Group, user_id: int, reason: Reason) -> None:
    if reason is not Reason.SLOW and await desk.store.people.reachable([user_id]):
        language = await desk.language_of(user_id, group.language)
        desk.send(user_id, desk.say(language, f"limit-over-{reason}", group=group.title))


async def over(desk: Desk, body: bytes) -> None:
    """The time of a limit is up."""
    due = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    _, _, user_id, reason = due.key.split(":")
    if group is None:
        return
    for limit in await desk.store.chat(group.chat_id).limits.of(int(user_id)):
        if limit.reason == reason and limit.until is not None and limit.until <= desk.now:
            await lift(desk, group, limit.user_id, limit.reason)


# --- what Telegram shows -----------------------------------------------------------------------------------------


def restriction_of(member: telegram.ChatMember) -> Restriction | None:
    """The restriction in a member record; None for somebody without any."""
    if not isinstance(member, telegram.ChatMemberRestricted):
        return None
    shown: Mapping[str, object] = member.to_dict()
    until = member.until_date
    # Telegram says 0 for "for good", which the client turns into the year 1970.
    lasting = until is None or until.timestamp() <= 0
    permissions = {name: bool(shown.get(name, True)) for name in EVERYTHING}
    return Restriction(permissions, None if lasting else utc(until))


async def changed(update: telegram.Update, context: WeiluContext) -> None:
    """Somebody else has changed what a limited member may do: from now on that holds, and the bot lets go."""
    change, desk = update.chat_member, context.desk
    assert change is not None, "the route passes only chat_member updates"
    group = await desk.group(change.chat.id)
    if group is None:
        return
    had = await desk.store.chat(group.chat_id).limits.of(change.new_chat_member.user.id)
    if had and _is_taken_over(had, change, desk.bot.id):
        for limit in had:
            await _drop(desk, group, limit)


def _is_taken_over(had: Sequence[Limit], change: telegram.ChatMemberUpdated, bot_id: int) -> bool:
    old, new = change.old_chat_member, change.new_chat_member
    if new.status in ("kicked", "administrator", "creator"):
        return True
    if not is_present(new):
        return False  # they may come back, and Telegram keeps the restriction until then
    seen, before = restriction_of(new), restriction_of(old)
    if seen is None:
        return before is not None and _is_ours(had, before)
    if change.from_user.id == bot_id and seen.until is None:
        return False  # an earlier state of ours, or the door's: it gives back what it has found
    return not _is_ours(had, seen)


def _is_ours(had: Sequence[Limit], seen: Restriction) -> bool:
    ends = {int(limit.until.timestamp()) for limit in had if limit.until is not None}
    return is_of(had, seen.permissions) and (seen.until is None or int(seen.until.timestamp()) in ends)


# --- messages ----------------------------------------------------------------------------------------------------


async def enforce(desk: Desk, group: Group, message: Message) -> None:
    """Take away what a limit does not leave, where Telegram has not held it back."""
    had, messages = await _had_by(desk, message)
    if not had or group.is_admin(message.sender.id) or not group.can("can_delete_messages"):
        return
    binding = [limit for limit in had if limit.began_at <= message.date and not limit.is_over(message.date, messages)]
    if breaks(binding, message):
        desk.work.emit(DeleteMessages(group.chat_id, (message.message_id,)))
        raise ApplicationHandlerStop


async def counted(desk: Desk, group: Group, message: Message) -> None:
    """One more message has been counted: it may be the last that a limit asked for."""
    had, messages = await _had_by(desk, message)
    for limit in had:
        if limit.is_over(message.date, messages):
            await lift(desk, group, limit.user_id, limit.reason)


async def _had_by(desk: Desk, message: Message) -> tuple[Sequence[Limit], int]:
    """The limits of a message's author, and how many messages they have written; the usual case asks no database."""
    store = desk.store.chat(message.chat_id)
    had = await store.limits.of(message.sender.id) if message.sender.is_user else ()
    member = await store.members.find(message.sender.id) if had else None
    return had, member.messages if member is not None else 0


ROUTES = Routes(
    updates=((Phase.ARRIVAL, ChatMemberHandler(changed, ChatMemberHandler.CHAT_MEMBER)),),
    spoken=(Hears(Phase.MODERATION, enforce), Hears(Phase.COUNTING, counted)),
    events={OVER: over},
)
