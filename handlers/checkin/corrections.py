"""Days that are made up, and check-ins that are taken back: by administrators with a reason, or because the message that
they were is gone."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import Outcome
from bot.core.errors import Refused
from bot.core.ids import UserId, mailbox_id
from bot.core.period import NotUnderstood, day_of
from bot.core.text import Markup, clip
from bot.features.checkin.model import Programme
from bot.features.checkin.rules import named_in, parse_day, running_on, streak
from bot.features.checkin.settings import CheckinSettings
from bot.features.points.model import Entry
from bot.features.points.rules import back, checkin_key, thanks_key, unfounded
from bot.features.settings.model import Group
from handlers.checkin.taking import earned, stand
from handlers.commands import Misused, Request, reply, spoken, target
from handlers.desk import Desk
from storage.checkin_days import Made

FARTHEST = timedelta(days=366)
LONGEST_REASON = 200
MESSAGES_LAST = timedelta(days=37)
"""How far back a deleted message is taken for a check-in: as long as cases are kept."""


async def makeup(desk: Desk, request: Request, group: Group) -> None:
    """Grant somebody a day they missed; it is marked as made up. A programme may be named after the date."""
    member, rest = await target(desk, request, group)
    if not rest:
        raise Misused
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    today = day_of(desk.now, zone, day_start)
    date_text, _, more = rest.partition(" ")
    day = parse_day(date_text, today)
    if not today - FARTHEST <= day <= today:
        raise Refused("makeup-out-of-range", most=FARTHEST.days)
    store = desk.store.chat(group.chat_id)
    known = await store.checkins.programmes()
    named = named_in([p for p in known if not p.standing], more.strip())
    made_up_in, why = named if named is not None else (running_on(known, day, zone), more.strip())
    made_up_in = made_up_in or await stand(desk, group, day)
    own = await store.checkins.days_of(member.user_id, made_up_in)
    if day in own:
        raise Refused("makeup-already", name=member.name, day=str(day))
    entries = await earned(desk, group, made_up_in, member.user_id, {*own, day}, day, made_up=True)
    language = await spoken(desk, request, group)
    await store.checkins.claim(
        made_up_in, member.user_id, day, desk.now, made_up_by=request.asker.id, note=why[:LONGEST_REASON]
    )
    store.ledger.book(entries, desk.now)
    lines = [
        desk.say(
            language,
            "makeup-done",
            name=Markup.mention(member.user_id, member.name),
            day=str(day),
            programme=made_up_in.name,
            streak=streak({*own, day}, today),
        )
    ]
    if entries:
        lines.append(desk.say(language, "makeup-points", points=sum(entry.amount for entry in entries)))
    await reply(desk, request, group, Markup("\n").join(lines))


async def uncheck(desk: Desk, request: Request, group: Group) -> None:
    """Take back somebody's check-ins of a day, today unless a date is given, with the reason; points go with them."""
    member, rest = await target(desk, request, group)
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    today = day_of(desk.now, zone, day_start)
    date_text, _, why = rest.partition(" ")
    try:
        day = parse_day(date_text, today)
    except NotUnderstood:
        day, why = today, rest
    if not why.strip():
        raise Misused
    made = await desk.store.chat(group.chat_id).checkins.made_by(member.user_id, day)
    if not made:
        raise Refused("uncheck-nothing", name=member.name, day=str(day))
    language = await spoken(desk, request, group)
    why = clip(" ".join(why.split()), LONGEST_REASON)
    taken = await take_back(desk, group, made, why, by=request.asker.id)
    mention = Markup.mention(member.user_id, member.name)
    said = desk.say(language, "uncheck-done", name=mention, day=str(day), why=why, points=taken)
    await reply(desk, request, group, said)


async def take_back(desk: Desk, group: Group, made: Sequence[Made], why: str, *, by: int | None = None) -> int:
    """Let check-ins count no longer, and take back what they have earned; returns how many points that is."""
    store = desk.store.chat(group.chat_id)
    programmes = {programme.id: programme for programme in await store.checkins.programmes()}
    entries: list[Entry] = []
    granted_by = UserId(by) if by is not None else None
    for one in made:
        programme = programmes[one.programme_id]
        keys = [checkin_key(one.programme_id, one.user_id, one.day, one.turn)]
        keys += await _bonuses_lost(desk, group, programme, one)
        for key in keys:
            booked = await store.ledger.booked(key)
            if booked is not None:
                entries.append(back(key, one.user_id, booked[1], why, granted_by))
    for one in made:
        await store.checkins.take_back(one, desk.now, by=by, why=why)
    store.ledger.book(entries, desk.now)
    return -sum(entry.amount for entry in entries)


async def _bonuses_lost(desk: Desk, group: Group, programme: Programme, one: Made) -> list[str]:
    store = desk.store.chat(group.chat_id)
    record, paid = await store.checkins.record(one.user_id), await store.ledger.bonuses(one.user_id)
    mine = [bonus for bonus in paid if bonus.programme == programme.id]
    return [bonus.key(one.user_id) for bonus in unfounded(mine, record.all_days(programme) - {one.day})]


async def messages_gone(desk: Desk, group: Group, message_ids: Sequence[int]) -> None:
    """Moderation has removed these messages: those that were check-ins are none any more, and what thanks among them
    earned goes back."""
    ledger = desk.store.chat(group.chat_id).ledger
    thanked = await ledger.booked_among([thanks_key(message_id) for message_id in message_ids])
    await take_back_gone(desk, group, message_ids, "uncheck-moderated")
    why = desk.say(group.language, "points-thanks-moderated").plain()
    ledger.book([back(key, user, amount, why) for key, user, amount in thanked], desk.now)


async def messages_back(desk: Desk, group: Group, message_ids: Sequence[int]) -> None:
    """A decision of moderation was wrong: check-ins that went with these messages count again, and earn what they did."""
    store = desk.store.chat(group.chat_id)
    programmes = {programme.id: programme for programme in await store.checkins.programmes()}
    again = []
    for one in await store.checkins.taken_with(message_ids):
        programme = programmes[one.programme_id]
        days = await store.checkins.days_of(one.user_id, programme)
        if one.day not in days:
            entries = await earned(desk, group, programme, one.user_id, {*days, one.day}, one.day)
            again.append((programme, one, entries))
    for programme, one, entries in again:
        await store.checkins.claim(programme, one.user_id, one.day, one.at, message_id=one.message_id, note=one.note)
        store.ledger.book(entries, desk.now)


async def take_back_gone(desk: Desk, group: Group, message_ids: Sequence[int], why: str) -> None:
    """Take back the check-ins that these messages were; ``why`` is a text key."""
    made = await desk.store.chat(group.chat_id).checkins.made_with(message_ids, desk.now - MESSAGES_LAST)
    if made:
        await take_back(desk, group, made, desk.say(group.language, why).plain())


async def nodded(desk: Desk, body: bytes) -> None:
    """A reaction was set, or the message was not there any more: whoever deletes a check-in takes it back."""
    outcome = msgspec.json.decode(body, type=Outcome)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None or outcome.accepted or "message to react not found" not in (outcome.error or "").lower():
        return
    await take_back_gone(desk, group, [int(outcome.memo)], "uncheck-deleted")
