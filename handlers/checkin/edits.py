"""Check-ins that are edited: one that counts no longer is taken back, one that counts now is made, as of the edit."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.core.event import Message, Person
from bot.core.period import day_of
from bot.features.checkin.model import Programme
from bot.features.checkin.rules import all_running, chosen, missing, named_in
from bot.features.checkin.settings import CheckinSettings
from bot.features.checkin.terms import LONGEST_NOTE
from bot.features.settings.model import Group
from handlers.checkin.attempt import Attempt, attempt_in
from handlers.checkin.board import refuse
from handlers.checkin.corrections import MESSAGES_LAST, take_back
from handlers.checkin.taking import attempted, take
from handlers.desk import Desk
from storage.checkin_days import Made


async def edited(desk: Desk, group: Group, message: Message, note: str | None) -> None:
    """A message has been edited; ``note``: what follows the keyword of a check-in, None when it does not begin so."""
    person, store = message.sender.person, desk.store.chat(group.chat_id).checkins
    programmes = await store.programmes()
    if person is None or message.edited_at is None or (note is None and not programmes):
        return
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    running = all_running(programmes, message.date, zone, day_start)
    named = chosen(running, message.text) or (named_in(running, note) if note is not None else None)
    made = await store.made_with([message.message_id], desk.now - MESSAGES_LAST)
    if made:
        await _judge_again(desk, group, message, person, made[0], named, note)
    elif named is not None or note is not None:
        said = named[1] if named is not None else note or ""
        attempt = replace(attempt_in(message, person, said), at=message.edited_at)
        start = named[0].day_start(day_start) if named is not None else day_start
        if day_of(message.date, zone, start) != day_of(attempt.at, zone, start):
            return  # a message of another day
        if named is not None:
            await take(desk, group, attempt, named[0])
        else:
            await attempted(desk, group, attempt)


async def _judge_again(
    desk: Desk,
    group: Group,
    message: Message,
    person: Person,
    made: Made,
    named: tuple[Programme, str] | None,
    note: str | None,
) -> None:
    """Keep a check-in whose message still counts, with its note as it is now; take back any other."""
    store = desk.store.chat(group.chat_id).checkins
    programme = next(one for one in await store.programmes() if one.id == made.programme_id)
    said = named[1] if named is not None and named[0].id == programme.id else note
    attempt = replace(attempt_in(message, person, said or ""), at=message.edited_at or message.date)
    if said is not None and missing(programme.terms, attempt.content) is None:
        await store.note(made, said[:LONGEST_NOTE])
        return
    await take_back(desk, group, [made], desk.say(group.language, "uncheck-edited").plain())
    await _tell(desk, group, attempt, programme)


async def _tell(desk: Desk, group: Group, attempt: Attempt, programme: Programme) -> None:
    language = await desk.language_of(attempt.person.id, group.language)
    aloud = desk.say(group.language, "checkin-edited-out", name=programme.name)
    await refuse(desk, group, attempt, aloud, desk.say(language, "checkin-edited-out", name=programme.name))
