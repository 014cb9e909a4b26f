"""Members make up days of their own: with the programme's cards, or by catching up after having joined late."""

from zoneinfo import ZoneInfo

from bot.core.errors import Refused
from bot.core.ids import UserId
from bot.core.period import NotUnderstood, day_of
from bot.core.text import Markup
from bot.features.checkin.fairness import cards_used, forgiven, missed
from bot.features.checkin.model import Programme
from bot.features.checkin.rules import all_running, named_in, parse_day, streak
from bot.features.checkin.settings import CheckinSettings
from bot.features.points.model import Entry, Reason
from bot.features.settings.model import Group
from handlers.checkin.taking import earned
from handlers.commands import Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button

DAYS_OFFERED = 7


async def makeup(desk: Desk, request: Request, group: Group) -> None:
    """``补卡``: the days that can be made up as buttons; ``补卡 昨天``: that day."""
    programme, rest = await _meant(desk, group, request.args)
    language = await spoken(desk, request, group)
    if not rest:
        text, rows = await _offer(desk, group, language, request.asker.id, programme)
        await reply(desk, request, group, text, rows)
        return
    said = await _make_up(desk, group, language, request.asker.id, programme, rest)
    await reply(desk, request, group, said)


async def offered(desk: Desk, group: Group, press: Press) -> None:
    """The button that shows what can be made up: in private if possible."""
    programme, _ = await _meant(desk, group, "")
    language = await desk.language_of(press.presser.id, group.language)
    text, rows = await _offer(desk, group, language, press.presser.id, programme)
    if await desk.store.people.reachable([press.presser.id]):
        desk.send(press.presser.id, text, rows)
        desk.answer(press, desk.say(language, "makeup-sent"))
    else:
        desk.answer(press, text, alert=True)


async def pressed(desk: Desk, group: Group, press: Press) -> None:
    """The button of one day."""
    known = await desk.store.chat(group.chat_id).checkins.programmes()
    programme = next((p for p in known if p.id == press.intent.number(1)), None)
    language = await desk.language_of(press.presser.id, group.language)
    if programme is None:
        raise Refused("programme-none")
    day = press.intent.arguments[2]
    desk.answer(press, await _make_up(desk, group, language, press.presser.id, programme, day), alert=True)


async def _meant(desk: Desk, group: Group, args: str) -> tuple[Programme, str]:
    """The programme, and what is left of the words."""
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    known = await desk.store.chat(group.chat_id).checkins.programmes()
    running = [p for p in all_running(known, desk.now, zone, day_start) if not p.standing]
    if not running:
        raise Refused("makeup-no-programme")
    return named_in(running, args) or (running[0], args)


async def _offer(desk: Desk, group: Group, language: str, user_id: int, programme: Programme) -> tuple[Markup, Rows]:
    store, zone = desk.store.chat(group.chat_id), ZoneInfo(group.timezone)
    today = day_of(desk.now, zone, programme.day_start(group.settings(CheckinSettings).day_start))
    record = await store.checkins.record(user_id)
    participant = (await store.habits.participants(programme.id)).get(user_id)
    balance = await store.ledger.balance(user_id)
    used = cards_used(record.days.get(programme.id, {}), participant)
    rows = []
    why: Refused | None = None
    for day in missed(programme, record.all_days(programme), today):
        try:
            allowed = forgiven(programme, day, today, participant, used, balance)
        except Refused as refused:
            why = why or refused
            continue
        text = desk.say(language, "makeup-day", day=f"{day:%m-%d}", cost=allowed.cost)
        rows.append([button(text.plain(), "checkin", "makeup", group.chat_id, programme.id, day)])
    if rows:
        left = max(programme.terms.makeups - used, 0)
        return desk.say(language, "makeup-offer", name=programme.name, left=left), rows[:DAYS_OFFERED]
    if why is not None:
        raise why
    return desk.say(language, "makeup-nothing-missed", name=programme.name), ()


async def _make_up(desk: Desk, group: Group, language: str, user_id: int, programme: Programme, text: str) -> Markup:
    """Make one day up and say so.

    Raises:
        Refused: it is done already, or not forgiven.
    """
    zone = ZoneInfo(group.timezone)
    today = day_of(desk.now, zone, programme.day_start(group.settings(CheckinSettings).day_start))
    try:
        day = parse_day(text, today)
    except NotUnderstood as error:
        raise Refused(error.key, **error.values) from error
    store, user = desk.store.chat(group.chat_id), UserId(user_id)
    record = await store.checkins.record(user)
    own = record.all_days(programme)
    if day in own:
        raise Refused("makeup-yours-already", day=str(day))
    participant = (await store.habits.participants(programme.id)).get(user)
    balance = await store.ledger.balance(user)
    used = cards_used(record.days.get(programme.id, {}), participant)
    allowed = forgiven(programme, day, today, participant, used, balance)
    entries = await earned(desk, group, programme, user, {*own, day}, day, made_up=True)
    if allowed.cost:
        key = f"makeup-cost:{programme.id}:{user}:{day}:{record.turn(programme, day)}"
        entries.append(Entry(user, -allowed.cost, Reason.MAKEUP_COST, key, programme.name))
    await store.checkins.claim(programme, user, day, desk.now, made_up_by=user)
    store.ledger.book(entries, desk.now)
    return desk.say(
        language,
        "makeup-yours",
        day=f"{day:%m-%d}",
        name=programme.name,
        streak=streak({*own, day}, today),
        cost=allowed.cost,
    )
