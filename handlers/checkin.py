"""Check-ins: /checkin and its keywords, /programme, /makeup."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import EditMessage, Repeat
from bot.core.errors import Refused
from bot.core.ids import UserId, mailbox_id
from bot.core.period import day_of
from bot.core.text import Markup
from bot.features.checkin.model import Outcome, Programme, Result, Verdict
from bot.features.checkin.rules import (
    end_of,
    first_day,
    judge,
    parse_day,
    parse_plan,
    run_around,
    running,
    running_on,
    streak,
)
from bot.features.checkin.settings import CheckinSettings
from bot.features.points.model import Entry, Reason
from bot.features.points.rules import for_checkin, for_streak
from bot.features.points.settings import PointsSettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers import access
from handlers.commands import Audience, Command, Misused, Request, reply, spoken, target
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.routes import Routes

PROGRAMME_OVER = "programme_over"
LONGEST_NOTE = 500
FARTHEST_MAKEUP = timedelta(days=366)
NAMED_IN_RESULT = 10
RIGHT = "can_change_info"
ENDINGS = ("end", "stop", "结束")


# --- checking in -------------------------------------------------------------------------------------------------


async def checkin(desk: Desk, request: Request, group: Group) -> None:
    """Check somebody in for the day of their message, once, and tell them how they stand."""
    asker, at = request.asker, request.message.date
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    store = desk.store.chat(group.chat_id)
    programme = await _programme_at(desk, group, request)
    day = day_of(at, zone, programme.day_start(day_start))
    own = await store.checkins.days_of(asker.id, programme)
    others = await store.checkins.people_on(day, programme)
    verdict = judge(programme, at, zone, day_start, own, others)
    if verdict.outcome is not Outcome.DONE:
        await _answer(desk, request, group, _not_done(desk, group, programme, verdict))
        return
    balance = await store.ledger.balance(asker.id)
    entries = await _earned(desk, group, programme, asker.id, {*own, day}, day)
    store.checkins.claim(
        programme,
        asker.id,
        day,
        at,
        message_id=None if request.in_private else request.message.message_id,
        note=request.args[:LONGEST_NOTE],
    )
    store.ledger.book(entries, at)
    local = at.astimezone(zone)
    store.counts.add("checkins", local.date().isoformat(), local.hour)
    await _answer(desk, request, group, _done(desk, group, programme, verdict, entries, balance))


async def _programme_at(desk: Desk, group: Group, request: Request) -> Programme:
    """The programme this check-in belongs to; the group's standing one is made with the first."""
    checkins, zone = desk.store.chat(group.chat_id).checkins, ZoneInfo(group.timezone)
    day_start, at = group.settings(CheckinSettings).day_start, request.message.date
    programme = running(await checkins.programmes(), at, zone, day_start)
    return programme or await _stand(desk, group, day_of(at, zone, day_start))


async def _stand(desk: Desk, group: Group, day: date) -> Programme:
    name = desk.say(group.language, "checkin-standing-name").plain()
    return await desk.store.chat(group.chat_id).checkins.add_standing(name, day)


async def _earned(
    desk: Desk, group: Group, programme: Programme, user_id: int, days: set[date], day: date, *, made_up: bool = False
) -> list[Entry]:
    """What a new day earns: its own points, and bonuses for what the run of days around it has reached."""
    settings = group.settings(PointsSettings)
    user, run = UserId(user_id), run_around(days, day)
    entries = for_checkin(settings, programme.id, programme.name, user, day, made_up=made_up)
    if run.length >= min(settings.streaks, default=run.length + 1):
        paid = await desk.store.chat(group.chat_id).ledger.bonuses(user_id)
        if not programme.standing:
            paid = [bonus for bonus in paid if bonus.programme == programme.id]
        entries += for_streak(settings, programme.id, user, run, paid)
    return entries


def _not_done(desk: Desk, group: Group, programme: Programme, verdict: Verdict) -> Markup:
    if verdict.outcome is Outcome.ALREADY:
        return desk.say(group.language, "checkin-already", streak=verdict.streak)
    return desk.say(group.language, "checkin-closed", name=programme.name, window=str(programme.window))


def _done(
    desk: Desk, group: Group, programme: Programme, verdict: Verdict, entries: Sequence[Entry], balance: int
) -> Markup:
    """Streak, rank of the day, points; one line, and one more for each thing to celebrate."""
    say, language = desk.say, group.language
    line = say(language, "checkin-done", rank=verdict.rank, streak=verdict.streak)
    total = balance + sum(entry.amount for entry in entries)
    usual = sum(entry.amount for entry in entries if entry.reason is not Reason.STREAK)
    if usual:
        line += say(language, "checkin-points", points=usual, balance=total)
    lines = [line]
    if programme.days is not None:
        number = programme.number_of(verdict.day)
        lines.append(say(language, "checkin-programme-day", name=programme.name, number=number, days=programme.days))
    lines += [
        say(language, "checkin-bonus", days=int(entry.note), points=entry.amount)
        for entry in entries
        if entry.reason is Reason.STREAK
    ]
    return Markup("\n").join(lines)


async def _answer(desk: Desk, request: Request, group: Group, text: Markup) -> None:
    """One answer to a check-in; none to one from a backlog. Grouping the answers of a rush has its place here."""
    if not request.is_late(desk.now):
        await reply(desk, request, group, text)


# --- programmes --------------------------------------------------------------------------------------------------


async def programme(desk: Desk, request: Request, group: Group) -> None:
    """Start a programme, end it, or say how it stands."""
    if not request.args:
        text, buttons = await _state(desk, group)
        await reply(desk, request, group, text, buttons)
        return
    if request.args.lower() in ENDINGS:
        current = await _current(desk, group)
        if current is None:
            raise Refused("programme-none")
        await reply(desk, request, group, await _end(desk, group, current))
        return
    plan = parse_plan(request.args)
    if plan is None:
        raise Misused
    current = await _current(desk, group)
    if current is not None:
        raise Refused("programme-running", name=current.name)
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    started = await desk.store.chat(group.chat_id).checkins.add(plan, first_day(plan, desk.now, zone, day_start))
    desk.store.schedules(desk.work.mailbox).set(
        f"programme:{started.id}", PROGRAMME_OVER, end_of(started, zone, day_start), payload=str(started.id)
    )
    lines = [
        desk.say(
            group.language,
            "programme-started",
            name=started.name,
            days=plan.days,
            first=str(started.started_on),
            last=str(started.last_day),
        )
    ]
    if started.window is not None:
        lines.append(desk.say(group.language, "programme-window", window=str(started.window)))
    await reply(desk, request, group, Markup("\n").join(lines))


async def _current(desk: Desk, group: Group) -> Programme | None:
    """The named programme that runs now or is about to begin; not the standing one."""
    known = await desk.store.chat(group.chat_id).checkins.programmes()
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    for found in reversed(known):
        over = end_of(found, zone, day_start)
        if not found.standing and found.ended_at is None and (over is None or desk.now < over):
            return found
    return None


async def _state(desk: Desk, group: Group) -> tuple[Markup, Rows]:
    say, language = desk.say, group.language
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    checkins = desk.store.chat(group.chat_id).checkins
    current = await _current(desk, group)
    shown = current or running(await checkins.programmes(), desk.now, zone, day_start)
    lines = [say(language, "programme-state-none")]
    if shown is not None:
        today = day_of(desk.now, zone, shown.day_start(day_start))
        people = await checkins.people_on(today, shown)
        lines = [progress(desk, group, shown, today), say(language, "programme-today", people=people)]
    lines.append(say(language, "programme-form", form=Markup.escape(PROGRAMME.form)))
    if current is None:
        return Markup("\n").join(lines), ()
    end = button(say(language, "programme-end-button").plain(), "programme", "end", group.chat_id, current.id)
    return Markup("\n").join(lines), [[end]]


def progress(desk: Desk, group: Group, shown: Programme, today: date) -> Markup:
    """A programme in one line: its name, which day it is on, its hours."""
    say, language = desk.say, group.language
    if shown.days is None:
        return say(language, "programme-standing", name=shown.name)
    if today < shown.started_on:
        line = say(language, "programme-to-come", name=shown.name, first=str(shown.started_on), days=shown.days)
    else:
        line = say(language, "programme-day", name=shown.name, number=shown.number_of(today), days=shown.days)
    if shown.window is not None:
        line += Markup(" ") + say(language, "programme-window", window=str(shown.window))
    return line


async def _end(desk: Desk, group: Group, ended: Programme) -> Markup:
    """End a programme now and return how it went."""
    store = desk.store.chat(group.chat_id)
    result = Result(await store.checkins.totals(ended), ended.days)
    complete = [await store.members.find(user) for user in result.complete[:NAMED_IN_RESULT]]
    await store.checkins.end(ended, desk.now)
    desk.store.schedules(desk.work.mailbox).cancel(f"programme:{ended.id}")
    say, language = desk.say, group.language
    lines = [say(language, "programme-ended", name=ended.name, people=result.people, total=result.total)]
    if complete:
        names = say(language, "list-separator").join(member.name for member in complete if member is not None)
        lines.append(say(language, "programme-complete", count=len(result.complete), names=names))
    return Markup("\n").join(lines)


async def programme_over(desk: Desk, body: bytes) -> None:
    """A programme has run its days: say how it went."""
    due = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    known = await desk.store.chat(group.chat_id).checkins.programmes()
    over = next((p for p in known if p.id == int(due.payload) and p.ended_at is None), None)
    if over is not None:
        desk.send(group.chat_id, await _end(desk, group, over), repeat=Repeat.WANTED)


async def programme_pressed(desk: Desk, press: Press) -> None:
    """The button that ends a programme."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    current = await _current(desk, group)
    if current is None or current.id != press.intent.number(1):
        raise Refused("programme-none")
    desk.answer(press)
    result = await _end(desk, group, current)
    if press.message_id is not None:
        desk.work.emit(EditMessage(press.chat_id, result, message_id=press.message_id))
    if press.chat_id != group.chat_id:
        desk.send(group.chat_id, result, repeat=Repeat.WANTED)


# --- made-up days ------------------------------------------------------------------------------------------------


async def makeup(desk: Desk, request: Request, group: Group) -> None:
    """Grant somebody a day they missed; it is marked as made up."""
    member, rest = await target(desk, request, group)
    if not rest:
        raise Misused
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    today = day_of(desk.now, zone, day_start)
    day = parse_day(rest, today)
    if not today - FARTHEST_MAKEUP <= day <= today:
        raise Refused("makeup-out-of-range", most=FARTHEST_MAKEUP.days)
    store = desk.store.chat(group.chat_id)
    made_up_in = running_on(await store.checkins.programmes(), day, zone) or await _stand(desk, group, day)
    own = await store.checkins.days_of(member.user_id, made_up_in)
    if day in own:
        raise Refused("makeup-already", name=member.name, day=str(day))
    entries = await _earned(desk, group, made_up_in, member.user_id, {*own, day}, day, made_up=True)
    store.checkins.claim(made_up_in, member.user_id, day, desk.now, made_up_by=request.asker.id)
    store.ledger.book(entries, desk.now)
    language = await spoken(desk, request, group)
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


PROGRAMME = Command(
    "programme",
    Audience.ADMIN,
    '/programme "21天读书" 21 [05:00-23:59] | end',
    '/programme "21天读书" 21 05:00-23:59',
    run=programme,
    right=RIGHT,
)

ROUTES = Routes(
    commands=(
        Command(
            "checkin",
            Audience.MEMBER,
            "/checkin [note]",
            "/checkin 读完第三章",
            run=checkin,
            counts_late=True,
            keywords=("打卡", "签到"),
        ),
        PROGRAMME,
        Command("makeup", Audience.ADMIN, "/makeup @user DATE", "/makeup @aming 2026-12-01", run=makeup, right=RIGHT),
    ),
    buttons={"programme": programme_pressed},
    events={PROGRAMME_OVER: programme_over},
)
