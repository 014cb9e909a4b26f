"""Reminders: in private, for those who have a streak and have asked for it."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import Repeat
from bot.core.ids import mailbox_id
from bot.core.period import parse_time
from bot.features.checkin.reminding import next_reminder
from bot.features.checkin.settings import CheckinSettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.checkin.mine import own_of
from handlers.desk import Desk
from handlers.keyboards import Press, button

DUE = "checkin_reminder"
LATEST = timedelta(minutes=30)
"""A reminder that comes later than this helps nobody."""


async def toggle(desk: Desk, group: Group, press: Press) -> None:
    """Somebody wants to be reminded, or no longer."""
    store, user = desk.store.chat(group.chat_id), press.presser.id
    language = await desk.language_of(user, group.language)
    habit = await store.habits.find(user)
    if not habit.reminds and not await desk.store.people.reachable([user]):
        desk.answer(press, desk.say(language, "checkin-remind-start-first", bot=desk.bot.username), alert=True)
        return
    wants = not habit.reminds
    at = group.settings(CheckinSettings).remind_at
    if wants:
        await plan(desk, group)
    await store.habits.save(replace(habit, reminds=wants))
    desk.answer(press, desk.say(language, "checkin-remind-on" if wants else "checkin-remind-off", at=at), alert=True)


async def plan(desk: Desk, group: Group) -> None:
    """Set the next reminder of the group anew."""
    settings, zone = group.settings(CheckinSettings), ZoneInfo(group.timezone)
    known = await desk.store.chat(group.chat_id).checkins.programmes()
    at = next_reminder(known, desk.now, zone, settings.day_start, parse_time(settings.remind_at))
    desk.store.schedules(group.mailbox).set(f"checkin_reminder:{group.chat_id}", DUE, at)


async def due(desk: Desk, body: bytes) -> None:
    """Remind whoever has a streak to lose today; one that comes too late is left out."""
    found = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    store = desk.store.chat(group.chat_id)
    wanting = await store.habits.reminded()
    if not wanting:
        return
    late = desk.now - found.due_at > LATEST
    reachable = {person.user_id for person in await desk.store.people.reachable([habit.user_id for habit in wanting])}
    for habit in wanting if not late else ():
        open_ones = [own.streak for own in await own_of(desk, group, habit.user_id) if own.streak and not own.is_done]
        if habit.user_id not in reachable or not open_ones:
            continue
        language = await desk.language_of(habit.user_id, group.language)
        text = desk.say(language, "checkin-reminder", group=group.title, streak=open_ones[0])
        stop = button(desk.say(language, "checkin-remind-stop").plain(), "checkin", "remind", group.chat_id)
        desk.send(habit.user_id, text, [[stop]], repeat=Repeat.NEVER, expires_at=desk.now + LATEST)
    if late:
        desk.store.troubles(group.chat_id).note("reminder_missed", desk.now)
    await plan(desk, group)
