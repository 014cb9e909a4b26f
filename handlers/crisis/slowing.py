"""Slowing a group down for an incident, in the group's mailbox: pauses after each message, or text only.

The Bot API has no slow mode. Every change is undone exactly: pauses are limits, which keep what a member had before;
for text only the group's permissions are kept, and given back unless somebody has changed them meanwhile.
"""

from dataclasses import replace

import msgspec

from bot.core.effect import InspectGroup, Outcome, SetPermissions
from bot.core.event import Message
from bot.core.ids import UserId, community_mailbox, mailbox_id
from bot.features.crisis.slowing import LARGE, LASTS, PAUSE, Manner, Phase, Slowed, given_back, taken, text_only
from bot.features.limits.model import Extent, Limit, Reason
from bot.features.members.model import MemberStatus
from bot.features.settings.model import Group
from handlers import limits
from handlers.desk import Desk
from handlers.quiet.locks import give_back_later

SLOW = "crisis_slow"
UNSLOW = "crisis_unslow"
SLOW_SEEN = "crisis_slow_seen"
UNSLOW_SEEN = "crisis_unslow_seen"
SLOW_OVER = "crisis_slow_over"
UNSLOWED = "crisis_unslowed"
SLOWED = "crisis_slowed"
SET = "crisis_slow_set"
RIGHT = "can_restrict_members"


class Order(msgspec.Struct, frozen=True):
    """Somebody wants a group slowed down for an incident."""

    incident_id: int
    by: int
    name: str


class Done(msgspec.Struct, frozen=True):
    """Whether a group has been slowed down as ordered."""

    order: Order
    chat_id: int
    ok: bool


async def slow(desk: Desk, body: bytes) -> None:
    """Begin, and tell the incident's community whether it could be done."""
    order = msgspec.json.decode(body, type=Order)
    incident_id = order.incident_id
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    store = desk.store.chat(group.chat_id)
    if not group.is_supergroup or not group.can(RIGHT):
        desk.store.troubles(group.chat_id).note(f"right:{RIGHT}", desk.now)
        _tell(desk, group, order, ok=False)
        return
    if await store.slowing.now() is not None:
        return
    locked = await store.quiet.lock() is not None
    members = await desk.house.directory.member_count(group.chat_id) or await store.members.present()
    manner = Manner.TEXT if members > LARGE and not locked else Manner.PAUSES
    phase = Phase.LOOKING if manner is Manner.TEXT else Phase.ON
    found = Slowed(incident_id, manner, phase, desk.now, desk.now + LASTS, {})
    store.slowing.save(found)
    desk.store.schedules(group.mailbox).set(f"slow:{group.chat_id}", SLOW_OVER, found.ends_at)
    if manner is Manner.TEXT:
        memo = msgspec.json.encode(order).decode()
        desk.work.emit(InspectGroup(group.chat_id), report=SLOW_SEEN, memo=memo)
    else:
        _begin(desk, group, order, manner)


def _begin(desk: Desk, group: Group, order: Order, manner: Manner) -> None:
    """Say that it has begun."""
    desk.send(group.chat_id, desk.say(group.language, f"slow-begins-{manner.value}"), silent=True)
    _tell(desk, group, order, ok=True)


def _give_up(desk: Desk, group: Group, order: Order) -> None:
    """Telegram did not let the bot: everything is as before."""
    desk.store.chat(group.chat_id).slowing.drop()
    desk.store.schedules(group.mailbox).cancel(f"slow:{group.chat_id}")
    _tell(desk, group, order, ok=False)


def _tell(desk: Desk, group: Group, order: Order, *, ok: bool) -> None:
    desk.work.forward(community_mailbox(group.community_id), SLOWED, Done(order, group.chat_id, ok))


async def unslow(desk: Desk, body: bytes) -> None:
    """End, if the group is slowed down for this incident."""
    group = await desk.group(mailbox_id(desk.work.mailbox))
    found = await desk.store.chat(group.chat_id).slowing.now() if group is not None else None
    if group is not None and found is not None and found.incident_id == msgspec.json.decode(body, type=int):
        await _end(desk, group, found)


async def over(desk: Desk, body: bytes) -> None:
    """It has lasted long enough."""
    group = await desk.group(mailbox_id(desk.work.mailbox))
    found = await desk.store.chat(group.chat_id).slowing.now() if group is not None else None
    if group is not None and found is not None:
        await _end(desk, group, found)
        desk.work.forward(community_mailbox(group.community_id), UNSLOWED, found.incident_id)


async def _end(desk: Desk, group: Group, found: Slowed) -> None:
    desk.store.schedules(group.mailbox).cancel(f"slow:{group.chat_id}")
    desk.store.chat(group.chat_id).slowing.drop()
    if found.manner is Manner.PAUSES:
        await limits.lift_all(desk, group, Reason.SLOW)
    elif found.phase is Phase.ON:
        memo = msgspec.json.encode(found.permissions).decode()
        desk.work.emit(InspectGroup(group.chat_id), report=UNSLOW_SEEN, memo=memo)
    if found.phase is Phase.ON:
        desk.send(group.chat_id, desk.say(group.language, "slow-ends"), silent=True)


async def seen(desk: Desk, body: bytes) -> None:
    """What members may do now is kept, and then limited."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    store, order = desk.store.chat(group.chat_id), msgspec.json.decode(outcome.memo, type=Order)
    permissions = _permissions(outcome)
    found, locked = await store.slowing.now(), await store.quiet.lock() is not None
    if found is None or found.phase is not Phase.LOOKING:
        return
    if not permissions:
        _give_up(desk, group, order)
    elif locked:
        # Locked meanwhile: nobody writes now, and what is opened again must be what was.
        store.slowing.save(replace(found, phase=Phase.ON, manner=Manner.PAUSES))
        _begin(desk, group, order, Manner.PAUSES)
    else:
        store.slowing.save(replace(found, phase=Phase.ON, permissions=permissions))
        desk.work.emit(SetPermissions(group.chat_id, text_only(permissions)), report=SET, memo=outcome.memo)


async def limited(desk: Desk, body: bytes) -> None:
    """Telegram has let the bot limit the group to text, or not."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    order = msgspec.json.decode(outcome.memo, type=Order)
    found = await desk.store.chat(group.chat_id).slowing.now()
    if found is None or found.incident_id != order.incident_id:
        return
    if outcome.accepted:
        _begin(desk, group, order, Manner.TEXT)
    else:
        _give_up(desk, group, order)


async def opened(desk: Desk, body: bytes) -> None:
    """What members may do now is compared, and they get back what was taken."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    permissions = _permissions(outcome)
    if group is None or not permissions:
        return
    before = msgspec.json.decode(outcome.memo, type=dict[str, bool])
    if await give_back_later(desk, group, taken(before), permissions):
        return
    wanted = given_back(before, permissions)
    if wanted is not None:
        desk.work.emit(SetPermissions(group.chat_id, wanted))


def _permissions(outcome: Outcome) -> dict[str, bool]:
    """What members may do, as Telegram says; nothing when it did not say."""
    return msgspec.convert(outcome.data.get("permissions") or {}, dict[str, bool]) if outcome.accepted else {}


async def said(desk: Desk, group: Group, message: Message) -> None:
    """A message in a slowed group: its author rests. The usual case asks no database."""
    found = await desk.store.chat(message.chat_id).slowing.now()
    if found is None or found.manner is not Manner.PAUSES or not message.sender.is_user:
        return
    until = message.date + PAUSE
    if group.is_admin(message.sender.id) or message.date < found.began_at or until <= desk.now:
        return
    member = await desk.store.chat(group.chat_id).members.find(message.sender.id)
    had = await desk.store.chat(group.chat_id).limits.of(message.sender.id)
    if member is not None and member.status is MemberStatus.RESTRICTED and not had:
        return  # limited by somebody's hand: what that was could not be given back
    limit = Limit(UserId(message.sender.id), Reason.SLOW, Extent.SILENCE, message.date, until)
    await limits.impose(desk, group, limit)
