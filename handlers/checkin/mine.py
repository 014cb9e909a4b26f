"""How somebody stands themselves: told by the answer to a button, or shown as a calendar."""

from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import SendPicture
from bot.core.period import day_of
from bot.features.checkin.rules import all_running, streak
from bot.features.checkin.settings import CheckinSettings
from bot.features.settings.model import Group
from handlers.checkin import pictures
from handlers.commands import Request, spoken
from handlers.desk import Desk
from handlers.keyboards import Press


async def told(desk: Desk, group: Group, press: Press) -> None:
    """One's own streak, place of the day and points, seen by nobody else."""
    store, user = desk.store.chat(group.chat_id), press.presser.id
    language = await desk.language_of(user, group.language)
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    running = all_running(await store.checkins.programmes(), desk.now, zone, day_start)
    rank = 0
    days = 0
    if running:
        today = day_of(desk.now, zone, running[0].day_start(day_start))
        own = await store.checkins.days_of(user, running[0])
        days = streak(own, today)
        rank = await store.checkins.rank_on(today, running[0], user) if today in own else 0
    balance = await store.ledger.balance(user)
    desk.answer(press, desk.say(language, "checkin-mine", streak=days, rank=rank, balance=balance), alert=True)


async def calendar(desk: Desk, request: Request, group: Group) -> None:
    """The calendar as a picture, where it was asked for."""
    language, asker = await spoken(desk, request, group), request.asker
    picture = await pictures.calendar_of(desk, group, language, asker.id, asker.name)
    where = request.message.chat_id if request.in_private else group.chat_id
    thread_id = None if request.in_private else request.message.thread_id
    desk.work.emit(SendPicture(where, msgspec.to_builtins(picture), thread_id=thread_id))


async def calendar_pressed(desk: Desk, group: Group, press: Press) -> None:
    """The same by button: in private if possible, else in the group."""
    language = await desk.language_of(press.presser.id, group.language)
    reachable = bool(await desk.store.people.reachable([press.presser.id]))
    picture = await pictures.calendar_of(desk, group, language, press.presser.id, press.presser.name)
    where, thread_id = (press.presser.id, None) if reachable else (group.chat_id, press.thread_id)
    desk.answer(press, desk.say(language, "calendar-sent") if reachable and press.chat_id < 0 else None)
    desk.work.emit(SendPicture(where, msgspec.to_builtins(picture), thread_id=thread_id))
