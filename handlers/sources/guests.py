"""Who came, by what, and what it earns whoever brought them."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import telegram

from bot.core.effect import Repeat
from bot.core.ids import UserId, mailbox_id
from bot.features.points.model import Entry
from bot.features.settings.model import Group
from bot.features.sources.model import InviteKind, Origin
from bot.features.sources.rules import STAYS, TAKEN_BACK_WITHIN, is_shared_blame, reward, reward_key, taken_back
from bot.features.sources.settings import SourcesSettings
from bot.runtime.ticker import Due
from handlers.context import WeiluContext
from handlers.desk import Desk
from handlers.incoming import is_present, utc
from handlers.sources.invites import withdraw

DUE = "guest_due"
BLAME = "guest_blame"
SECOND_THOUGHTS = timedelta(minutes=2)
"""A ban lifted within this time was a kick or a mistake, and nobody else's fault."""
LOOKED_AGAIN_AFTER = timedelta(days=1)
"""How soon after the first look a guest is looked at again who has stayed and not written enough yet."""


async def moved(update: telegram.Update, context: WeiluContext) -> None:
    """Somebody came, left or was banned, or a ban was lifted."""
    change = update.chat_member
    assert change is not None, "the route passes only chat_member updates"
    desk, old, new = context.desk, change.old_chat_member, change.new_chat_member
    group = await desk.group(change.chat.id)
    if group is None or new.user.is_bot:
        return
    was, now = is_present(old), is_present(new)
    if now and not was:
        await _came(desk, group, change)
    elif (was and not now) or "kicked" in (old.status, new.status):
        await _went(desk, group, change)


async def _came(desk: Desk, group: Group, change: telegram.ChatMemberUpdated) -> None:
    """Keep by what somebody came, and who brought them."""
    user, link, store = change.new_chat_member.user, change.invite_link, desk.store.chat(group.chat_id)
    known = await store.members.find(user.id)
    by_link = await store.invites.by_link(link.invite_link) if link is not None else None
    voucher = by_link if by_link is not None and by_link.kind is InviteKind.VOUCHER else None
    inviter_id: UserId | None = None
    inviter_name, name = "", ""
    if voucher is not None:
        inviter_id, inviter_name = voucher.made_by, voucher.made_by_name
    elif link is not None:
        name = by_link.name if by_link is not None else link.name or link.invite_link
    elif change.from_user.id != user.id and not change.from_user.is_bot and not change.via_join_request:
        inviter_id, inviter_name = UserId(change.from_user.id), change.from_user.full_name
    origin = Origin(
        id=store.origins.next_id(),
        user_id=UserId(user.id),
        name=user.full_name,
        joined_at=utc(change.date),
        link=name,
        invite_id=by_link.id if by_link is not None else None,
        inviter_id=inviter_id,
        inviter_name=inviter_name,
        was_here=known is not None and (known.joined_at is not None or known.messages > 0),
    )
    store.origins.save(origin)
    earns = inviter_id is not None and not group.is_admin(inviter_id) and not origin.was_here
    if earns and group.settings(SourcesSettings).points:
        _look(desk, group, origin, STAYS)


def _look(desk: Desk, group: Group, origin: Origin, after: timedelta) -> None:
    key = f"guest:{group.chat_id}:{origin.id}"
    desk.store.schedules(group.mailbox).set(key, DUE, max(origin.joined_at, desk.now) + after, payload=str(origin.id))


async def _went(desk: Desk, group: Group, change: telegram.ChatMemberUpdated) -> None:
    """Settle what became of somebody, and take back what their coming has earned."""
    user, new, store = change.new_chat_member.user, change.new_chat_member, desk.store.chat(group.chat_id)
    origin = await store.origins.last_of(user.id)
    if origin is None:
        return
    at, member = utc(change.date), await store.members.find(user.id)
    has_left = origin.left_at is None and not is_present(new)
    changed = replace(
        origin,
        left_at=at if has_left else origin.left_at,
        banned_at=(origin.banned_at or at) if new.status == "kicked" else None,
        wrote=origin.wrote or (has_left and member is not None and member.messages > 0),
    )
    if changed == origin:
        return
    paid = await store.ledger.booked(reward_key(user.id)) if has_left else None
    back = taken_back(origin, at, paid)
    store.origins.save(changed)
    if back is not None:
        store.ledger.book([back], desk.now)
        await _tell(desk, group, back, "invite-points-back")
    if changed.inviter_id is not None and changed.banned_at is not None and origin.banned_at is None:
        key = f"blame:{group.chat_id}:{origin.id}"
        desk.store.schedules(group.mailbox).set(key, BLAME, desk.now + SECOND_THOUGHTS, payload=str(origin.id))


async def blame(desk: Desk, body: bytes) -> None:
    """A guest was banned and still is: whoever brought them so short a time ago brings nobody for a while."""
    ended = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    origin = await desk.store.chat(group.chat_id).origins.find(int(ended.payload)) if group is not None else None
    if group is None or origin is None or origin.inviter_id is None or not is_shared_blame(origin):
        return
    inviter = origin.inviter_id
    if group.is_admin(inviter):
        return
    await withdraw(desk, group, inviter)
    language, days = await desk.language_of(inviter, group.language), group.settings(SourcesSettings).pause_days
    text = desk.say(language, "voucher-now-paused", group=group.title, name=origin.name, days=days)
    if await desk.store.people.reachable([inviter]):
        desk.send(inviter, text, repeat=Repeat.WANTED)


async def due(desk: Desk, body: bytes) -> None:
    """A guest has stayed for a while: have they written, too?"""
    ended = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    store = desk.store.chat(group.chat_id)
    origin = await store.origins.find(int(ended.payload))
    if origin is None or origin.left_at is not None:
        return
    guest = await store.members.find(origin.user_id)
    entry = reward(origin, guest, group.settings(SourcesSettings).points, desk.now)
    if entry is None:
        if desk.now - origin.joined_at < TAKEN_BACK_WITHIN:
            _look(desk, group, origin, LOOKED_AGAIN_AFTER)
        return
    if await store.ledger.booked(entry.key) is not None:
        return
    store.ledger.book([entry], desk.now)
    await _tell(desk, group, entry, "invite-points")


async def _tell(desk: Desk, group: Group, entry: Entry, key: str) -> None:
    """Tell an inviter about their points, with the reason."""
    if not await desk.store.people.reachable([entry.user_id]):
        return
    language = await desk.language_of(entry.user_id, group.language)
    text = desk.say(language, key, group=group.title, name=entry.note, points=abs(entry.amount))
    desk.send(entry.user_id, text, silent=True)
