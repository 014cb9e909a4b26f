"""Somebody is in and nothing stands between them and the group: their first days begin, and they are greeted."""

from datetime import datetime

import msgspec
import telegram

from bot.core.event import Person
from bot.core.ids import UserId, mailbox_id
from bot.core.text import Markup
from bot.features.entry.arrivals import Restriction, Stand
from bot.features.settings.model import Group
from handlers import newcomers, nickname, onboarding
from handlers.context import WeiluContext
from handlers.desk import Desk
from handlers.entry.hold import CameIn
from handlers.incoming import is_present, person
from handlers.limits import restriction_of
from handlers.welcome.greeting import STALE_AFTER, greet

AT_THE_DOOR = (Stand.HELD, Stand.RELEASING, Stand.REMOVING, Stand.LEAVING)


async def came(update: telegram.Update, context: WeiluContext) -> None:
    """A person has just come in; not bots, nobody whose place has merely changed, and nobody the door still holds."""
    change, desk = update.chat_member, context.desk
    assert change is not None, "the route passes only chat_member updates"
    new = change.new_chat_member
    if is_present(change.old_chat_member) or not is_present(new) or new.status in ("administrator", "creator"):
        return
    group = await desk.group(change.chat.id)
    if group is None or new.user.is_bot:
        return
    arrival = await desk.store.chat(group.chat_id).arrivals.find(new.user.id)
    if arrival is None or arrival.stand not in AT_THE_DOOR:
        await admit(desk, group, person(new.user), change.date, restriction_of(new))


async def released(desk: Desk, body: bytes) -> None:
    """The door has let go of somebody it had held."""
    who = msgspec.json.decode(body, type=CameIn)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is not None:
        await admit(desk, group, Person(UserId(who.user_id), who.name), desk.now, who.before)


async def admit(desk: Desk, group: Group, newcomer: Person, at: datetime, seen: Restriction | None) -> None:
    """Begin somebody's first days. ``seen``: what Telegram limits them to, by somebody else's wish.

    Who came long ago, before the bot woke up, is limited and led like everybody, but not greeted any more.
    """
    member = await desk.store.chat(group.chat_id).members.find(newcomer.id)
    is_exempt = group.is_admin(newcomer.id) or (member is not None and member.is_trusted(desk.now))
    more: list[Markup | None] = []
    if not is_exempt:
        more.append(newcomers.announcement(desk, group, group.language))
        more.append(nickname.request_to(desk, group, group.language, newcomer))
    door = await onboarding.begin(desk, group, newcomer)
    told = False
    if desk.now - at <= STALE_AFTER:
        told = await greet(desk, group, newcomer, [line for line in more if line is not None], door)
    if not is_exempt:
        await newcomers.begin(desk, group, newcomer.id, at, seen, told=told)
        await nickname.begin(desk, group, newcomer, told=told)
