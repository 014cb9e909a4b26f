"""How somebody stands themselves: told by the answer to a button, or shown as a calendar."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Own:
    """How somebody stands in one programme today. ``rank``: 0 when they have not checked in themselves."""

    streak: int = 0
    rank: int = 0
    is_done: bool = False


async def own_of(desk: Desk, group: Group, user_id: int) -> list[Own]:
    """How somebody stands in each programme that runs, the longest streak first; never empty."""
    checkins, zone = desk.store.chat(group.chat_id).checkins, ZoneInfo(group.timezone)
    day_start = group.settings(CheckinSettings).day_start
    found = []
    for programme in all_running(await checkins.programmes(), desk.now, zone, day_start):
        today = day_of(desk.now, zone, programme.day_start(day_start))
        own = await checkins.days_of(user_id, programme)
        rank = await checkins.rank_on(today, programme, user_id) if today in own else 0
        found.append(Own(streak(own, today), rank, today in own))
    return sorted(found, key=lambda one: (one.streak, one.is_done), reverse=True) or [Own()]


async def told(desk: Desk, group: Group, press: Press) -> None:
    """One's own streak, place of the day and points, seen by nobody else."""
    user = press.presser.id
    language = await desk.language_of(user, group.language)
    best = (await own_of(desk, group, user))[0]
    balance = await desk.store.chat(group.chat_id).ledger.balance(user)
    said = desk.say(language, "checkin-mine", streak=best.streak, rank=best.rank, balance=balance)
    desk.answer(press, said, alert=True)


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
