"""A surge at work: noticed while people come, held until it is calm again, ended by the clock or by an administrator."""

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from bot.core.ids import ChatId, UserId, mailbox_id
from bot.features.entry.arrivals import Arrival, Stand
from bot.features.entry.model import Application, Door, Ending, State, Why
from bot.features.entry.settings import EntrySettings
from bot.features.entry.surge import Crowd, Surge
from bot.features.members.model import MemberStatus
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.desk import Desk
from handlers.entry.decisions import approve
from handlers.entry.hold import CLEARED, can_hold, give_back, hold
from handlers.entry.notice import refresh as refresh_notice
from handlers.entry.surge_card import edit, fall_behind, send

OVER = "surge_over"
FORGET = "surge_forget"
NAMES_KEPT = timedelta(days=7)
"""How long it is kept who came with a surge."""


# --- coming ------------------------------------------------------------------------------------------------------


async def count(desk: Desk, group: Group, user_id: UserId, name: str, at: datetime, *, asks: bool) -> Surge | None:
    """Take in one more who came, or asked to, at ``at``; returns the surge they belong to.

    Call it before writing anything about people, members' places apart.
    """
    settings = group.settings(EntrySettings)
    store = desk.store.chat(group.chat_id)
    await store.arrivals.all()
    going_on = await store.surges.current()
    crowd = await _crowd(desk, group, at)
    is_hot = crowd.add(user_id, at, settings.surge_window) >= settings.surge_joins
    if going_on is None and not is_hot:
        return None
    surge = going_on or await _begin(desk, group, crowd, user_id, at)
    surge = replace(
        surge, came=surge.came + (not asks), asked=surge.asked + asks, hot_at=desk.now if is_hot else surge.hot_at
    )
    store.surges.save(surge)
    if asks:
        await store.arrivals.save(Arrival(user_id, name, at, Stand.ASKING, surge=surge.id))
    if going_on is None:
        await send(desk, group, surge)
    fall_behind(desk, group)
    return surge


async def _crowd(desk: Desk, group: Group, at: datetime) -> Crowd:
    async def load() -> Crowd:
        window = group.settings(EntrySettings).surge_window
        return Crowd(await desk.store.chat(group.chat_id).arrivals.recent(at - window))

    crowd: Crowd = await desk.work.buffer.remember("crowd", load)
    return crowd


async def _begin(desk: Desk, group: Group, crowd: Crowd, last: UserId, at: datetime) -> Surge:
    """Open a surge: the first of it, who came before anybody could know, are taken in too."""
    store = desk.store.chat(group.chat_id)
    told = await desk.audience(group)
    surge = Surge(store.surges.next_id(), at, desk.now, cards=tuple(UserId(one.user_id) for one in told))
    for user_id in crowd.people:
        if user_id != last:
            stand = await _take_in(desk, group, surge, user_id, at)
            surge = replace(
                surge,
                came=surge.came + (stand is not None and stand is not Stand.ASKING),
                asked=surge.asked + (stand is Stand.ASKING),
            )
    store.surges.save(surge)
    desk.store.schedules(group.mailbox).set(_key(group), OVER, surge.ends_at(group.settings(EntrySettings).surge_calm))
    await refresh_notice(desk, group)
    return surge


async def _take_in(desk: Desk, group: Group, surge: Surge, user_id: UserId, at: datetime) -> Stand | None:
    """Count somebody who came just before among a surge; returns how they stand, None for who is beyond doubt."""
    store = desk.store.chat(group.chat_id)
    arrival = await store.arrivals.find(user_id)
    if arrival is not None:
        if not arrival.stand.is_unfinished:
            return None
        await store.arrivals.save(replace(arrival, surge=surge.id))
        return arrival.stand
    application = await store.applications.pending_of(user_id)
    if application is not None:
        waiting = Arrival(user_id, application.name, application.made_at, Stand.ASKING, surge=surge.id)
        await store.arrivals.save(waiting)
        return waiting.stand
    member = await store.members.find(user_id)
    if group.settings(EntrySettings).gate or member is None or member.status is not MemberStatus.MEMBER:
        return None  # they have passed, or are limited or gone already
    if group.is_admin(user_id) or member.is_trusted(desk.now) or not can_hold(desk, group):
        return None
    return (await hold(desk, group, user_id, member.name, member.joined_at or at, None, surge.id)).stand


# --- going -------------------------------------------------------------------------------------------------------


async def over(desk: Desk, body: bytes) -> None:
    """It may be calm by now."""
    msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    surge = await desk.store.chat(mailbox_id(desk.work.mailbox)).surges.current()
    if group is None or surge is None:
        return
    ends_at = surge.ends_at(group.settings(EntrySettings).surge_calm)
    if desk.now < ends_at:
        desk.store.schedules(group.mailbox).set(_key(group), OVER, ends_at)
    else:
        await finish(desk, group, surge)


async def finish(desk: Desk, group: Group, surge: Surge, lifted_by: UserId | None = None) -> Surge:
    """End a surge. Who was held for it alone is let go, unless administrators wanted to look at everybody."""
    store = desk.store.chat(group.chat_id)
    ended = replace(surge, ended_at=desk.now, lifted_by=lifted_by)
    arrivals = [each for each in (await store.arrivals.all()).values() if each.surge == surge.id]
    store.surges.save(ended)
    for arrival in arrivals:
        application = await store.applications.pending_of(arrival.user_id)
        if application is None and arrival.stand is Stand.HELD:
            if surge.is_tight and lifted_by is None:
                await store.applications.save(application_of(desk, group, arrival))
            else:
                give_back(desk, group.chat_id, arrival, CLEARED, str(arrival.user_id))
                await store.arrivals.save(replace(arrival, stand=Stand.RELEASING))
        elif application is not None and _waits_for_the_end(application, lifted_by):
            ending = Ending.PASSED if lifted_by is None else Ending.APPROVED_BY_ADMIN
            await approve(desk, application, ending, lifted_by)
    schedules = desk.store.schedules(group.mailbox)
    schedules.cancel(_key(group))
    schedules.set(f"{FORGET}:{group.chat_id}:{surge.id}", FORGET, desk.now + NAMES_KEPT, payload=str(surge.id))
    await edit(desk, group, ended)
    await refresh_notice(desk, group)
    return ended


def _waits_for_the_end(application: Application, lifted_by: UserId | None) -> bool:
    """Whether only the surge keeps them out: the gate asks nothing, or an administrator has lifted what they wanted."""
    if application.state is not State.REVIEW or application.why is not Why.SURGE:
        return False
    return not application.steps or lifted_by is not None


def application_of(desk: Desk, group: Group, arrival: Arrival) -> Application:
    """An application for somebody who was held without being asked anything, so that a person can decide."""
    return Application(
        id=desk.store.chat(group.chat_id).applications.next_id(),
        chat_id=group.chat_id,
        user_id=arrival.user_id,
        user_chat_id=ChatId(arrival.user_id),
        name=arrival.name,
        steps=(),
        made_at=arrival.came_at,
        asked_at=desk.now,
        deadline_at=desk.now,
        state=State.REVIEW,
        door=Door.OPEN,
        in_surge=True,
        why=Why.SURGE,
    )


async def forget(desk: Desk, body: bytes) -> None:
    """Who came with a surge has been kept for long enough; the numbers stay."""
    due = msgspec.json.decode(body, type=Due)
    await desk.store.chat(mailbox_id(desk.work.mailbox)).arrivals.forget(int(due.payload))


def _key(group: Group) -> str:
    return f"{OVER}:{group.chat_id}"
