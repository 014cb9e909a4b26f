"""Holding somebody at the open door: silenced when they come in, given back what was theirs, or sent away."""

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from bot.core.effect import Ban, DeleteMessages, Kick, Outcome, Restrict
from bot.core.event import Message
from bot.core.ids import EffectId, UserId, mailbox_id
from bot.features.entry.arrivals import Arrival, Restriction, Stand, restored, stand_of
from bot.features.entry.model import Application, Door
from bot.features.entry.settings import EntrySettings
from bot.features.settings.model import Group
from handlers.desk import Desk
from handlers.entry.applications import APPROVED, DECLINED
from handlers.entry.notice import refresh
from handlers.entry.surge_card import fall_behind

HELD = "door_held"
CLEARED = "door_cleared"
CAME_IN = "came_in"
SHORTEST_KICK = timedelta(seconds=60)
"""Bot API: a ban that ends in less than 30 seconds is for ever."""
NOT_TO_BE_HELD = ("administrator", "owner")
"""What Telegram says of people nobody can silence (in lower case)."""


class CameIn(msgspec.Struct, frozen=True):
    """Somebody who was held at the open door may now take part."""

    user_id: int
    name: str
    before: Restriction | None = None
    """What they have been given back."""


def can_hold(desk: Desk, group: Group) -> bool:
    """Whether the bot is able to silence people here; when it is known that it is not, `/status` says so."""
    if not group.is_supergroup:
        return False
    if group.inspected_at is not None and not group.can("can_restrict_members"):
        desk.store.troubles(group.chat_id).note("right:can_restrict_members", desk.now)
        return False
    return True


async def hold(
    desk: Desk,
    group: Group,
    user_id: UserId,
    name: str,
    came_at: datetime,
    before: Restriction | None,
    surge: int | None,
) -> Arrival:
    """Have somebody silenced. ``before``: what they were limited to when they came."""
    arrival = Arrival(user_id, name, came_at, Stand.HELD, before, surge)
    desk.work.emit(Restrict(group.chat_id, user_id), report=HELD, memo=str(user_id))
    await desk.store.chat(group.chat_id).arrivals.save(arrival)
    return arrival


async def held(desk: Desk, body: bytes) -> None:
    """What Telegram said to a silencing."""
    outcome = msgspec.json.decode(body, type=Outcome)
    arrivals = desk.store.chat(outcome.chat_id).arrivals
    arrival = await arrivals.find(int(outcome.memo))
    if arrival is None or arrival.stand is not Stand.HELD:
        return
    if outcome.accepted:
        await arrivals.save(replace(arrival, is_confirmed=True))
    elif any(word in (outcome.error or "").lower() for word in NOT_TO_BE_HELD):
        await arrivals.save(replace(arrival, stand=Stand.PASSED))


def give_back(desk: Desk, chat_id: int, arrival: Arrival, report: str, memo: str) -> None:
    """Have exactly what was taken given back, and no more."""
    given = restored(arrival.before, desk.now)
    desk.work.emit(Restrict(chat_id, arrival.user_id, dict(given.permissions), given.until), report=report, memo=memo)


async def cleared(desk: Desk, body: bytes) -> None:
    """What was taken from somebody who left, or who was let go with the surge, has been given back."""
    outcome = msgspec.json.decode(body, type=Outcome)
    arrivals = desk.store.chat(mailbox_id(desk.work.mailbox)).arrivals
    arrival = await arrivals.find(int(outcome.memo))
    if arrival is None:
        return
    if arrival.stand is Stand.LEAVING:
        await arrivals.save(replace(arrival, stand=Stand.GONE))
    elif arrival.stand is Stand.RELEASING:
        if outcome.accepted:
            desk.work.forward(desk.work.mailbox, CAME_IN, CameIn(arrival.user_id, arrival.name, arrival.before))
        await arrivals.save(replace(arrival, stand=Stand.RELEASED if outcome.accepted else Stand.HELD))
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is not None:
        await show(desk, group, arrival)


async def show(desk: Desk, group: Group, arrival: Arrival, *, newcomer: bool = False) -> None:
    """Bring up to date what is said about somebody: the notice in the group, the card of their surge."""
    if arrival.surge is not None:
        fall_behind(desk, group)
    await refresh(desk, group, newcomer=newcomer)


class OpenDoor:
    """Inside, and silenced: see `handlers.entry.doors.Doorkeeper`."""

    async def let_in(self, desk: Desk, application: Application) -> None:
        arrivals = desk.store.chat(application.chat_id).arrivals
        arrival = await arrivals.find(application.user_id) or _unseen(application)
        give_back(desk, application.chat_id, arrival, APPROVED, str(application.id))
        await arrivals.save(replace(arrival, stand=Stand.RELEASING))

    async def send_away(self, desk: Desk, application: Application, after: EffectId | None) -> None:
        """A kick keeps them out for the cool-off, and never touches the ban of an administrator."""
        chat_id, user_id, memo = application.chat_id, application.user_id, str(application.id)
        arrivals = desk.store.chat(chat_id).arrivals
        arrival = await arrivals.find(user_id) or _unseen(application)
        if application.for_good:
            desk.work.emit(Ban(chat_id, user_id), after=after, report=DECLINED, memo=memo)
        else:
            group = await desk.group(chat_id)
            step = application.current if application.steps else None
            cooldown = group.settings(EntrySettings).limits(step).cooldown if group is not None else SHORTEST_KICK
            until = desk.now + self.keeps_out(cooldown)
            desk.work.emit(Kick(chat_id, user_id, until), after=after, report=DECLINED, memo=memo)
        await arrivals.save(replace(arrival, stand=Stand.REMOVING))

    def keeps_out(self, cooldown: timedelta) -> timedelta:
        return max(cooldown, SHORTEST_KICK)


def _unseen(application: Application) -> Arrival:
    """Somebody nothing was taken from, as far as the bot knows."""
    return Arrival(application.user_id, application.name, application.made_at, Stand.HELD)


async def follow(desk: Desk, group: Group, application: Application) -> None:
    """An application has been handed over or has ended: who stands at the door stands there accordingly."""
    arrivals = desk.store.chat(application.chat_id).arrivals
    arrival = await arrivals.find(application.user_id)
    stand = stand_of(application)
    if stand is Stand.PASSED:
        arrivals.note_passed(application.user_id, desk.now)
    if arrival is None or not arrival.stand.is_unfinished or arrival.stand in (stand, Stand.LEAVING):
        return
    if stand is Stand.PASSED and application.door is Door.OPEN:
        desk.work.forward(desk.work.mailbox, CAME_IN, CameIn(arrival.user_id, arrival.name, arrival.before))
    await arrivals.save(replace(arrival, stand=stand))
    await show(desk, group, arrival)


# --- what slips through ------------------------------------------------------------------------------------------


async def catch(desk: Desk, message: Message) -> bool:
    """Take away what somebody at the door has managed to write; says whether it was theirs."""
    arrivals = desk.store.chat(message.chat_id).arrivals
    arrival = await arrivals.find(message.sender.id)
    if arrival is None or arrival.stand not in (Stand.HELD, Stand.REMOVING) or message.date < arrival.came_at:
        return False
    desk.work.emit(DeleteMessages(message.chat_id, (message.message_id,)))
    if message.edited_at is None:
        await arrivals.save(replace(arrival, slipped=arrival.slipped + 1))
    return True
