"""Programmes: begun, shown and ended by administrators; at the end a report with a picture."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import EditMessage, Repeat, SendPicture
from bot.core.errors import Refused
from bot.core.ids import UserId, mailbox_id
from bot.core.period import day_of
from bot.core.text import Markup, clip
from bot.features.checkin.fairness import payouts, twins
from bot.features.checkin.model import Flag, Programme, Result
from bot.features.checkin.rules import all_running, end_of, first_day
from bot.features.checkin.settings import CheckinSettings
from bot.features.checkin.terms import Plan, Terms, parse_plan
from bot.features.points.model import Entry, Reason
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers import access
from handlers.checkin import pictures, reminders
from handlers.commands import Audience, Command, Misused, Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from storage.checkin_days import Made

OVER = "programme_over"
NAMED_IN_RESULT = 10
MOST_AT_ONCE = 6
FLAGS_SHOWN = 12
FLAGGED = timedelta(days=14)
RIGHT = "can_change_info"
ENDINGS = ("end", "stop", "结束")
FLAGS = ("flags", "疑似", "异常")


async def programme(desk: Desk, request: Request, group: Group) -> None:
    """Start a programme, end one, list what looks odd, or say how they stand."""
    word, _, rest = request.args.partition(" ")
    if not request.args:
        text, buttons = await _state(desk, group)
        await reply(desk, request, group, text, buttons)
    elif word.lower() in ENDINGS:
        over = await _to_end(desk, group, rest.strip())
        picture = await end(desk, group, over)
        await reply(desk, request, group, await _shown(desk, group, picture))
    elif word.lower() in FLAGS and not rest:
        await reply(desk, request, group, await _flags(desk, group, await spoken(desk, request, group)), privately=True)
    else:
        await _start(desk, request, group)


async def _start(desk: Desk, request: Request, group: Group) -> None:
    plan = parse_plan(request.args)
    if plan is None:
        raise Misused
    current = await going_on(desk, group)
    if any(known.name.casefold() == plan.name.casefold() for known in current):
        raise Refused("programme-running", name=plan.name)
    if len(current) >= MOST_AT_ONCE:
        raise Refused("programme-too-many", most=MOST_AT_ONCE)
    if current and not (plan.terms.words or plan.terms.hashtag):
        # Beside another, a word must tell which one is meant.
        plan = replace(plan, terms=replace(plan.terms, words=(plan.name.casefold(),)))
    _unique_words(plan, current)
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    store = desk.store.chat(group.chat_id)
    wanting = await store.habits.reminded()
    started = await store.checkins.add(plan, first_day(plan, desk.now, zone, day_start))
    desk.store.schedules(desk.work.mailbox).set(
        f"programme:{started.id}", OVER, end_of(started, zone, day_start), payload=str(started.id)
    )
    if wanting:
        await reminders.plan(desk, group)
    first, last = str(started.started_on), str(started.last_day)
    lines = [desk.say(group.language, "programme-started", name=started.name, days=plan.days, first=first, last=last)]
    await reply(desk, request, group, Markup("\n").join(lines + terms_of(desk, group.language, started)))


def _unique_words(plan: Plan, current: Sequence[Programme]) -> None:
    taken = {word for known in current for word in (*known.terms.words, known.terms.hashtag) if word}
    for word in (*plan.terms.words, plan.terms.hashtag):
        if word in taken:
            raise Refused("programme-word-taken", word=word)


def terms_of(desk: Desk, language: str, shown: Programme) -> list[Markup]:
    """What a programme asks for and forgives, a line each."""
    terms, lines = shown.terms, []

    def add(key: str, **values: str | int) -> None:
        lines.append(desk.say(language, key, **values))

    if shown.window is not None:
        add("programme-window", window=str(shown.window))
    if terms.words:
        add("programme-words", words=" / ".join(terms.words))
    asked = [what for what in ("note", "photo", "link", "hashtag") if getattr(terms, what)]
    if asked:
        needs = [desk.say(language, f"programme-needs-{what}", note=terms.note, tag=terms.hashtag) for what in asked]
        lines.append(desk.say(language, "programme-needs", needs=desk.say(language, "list-separator").join(needs)))
    if terms.makeups:
        add("programme-makeups", cards=terms.makeups, days=terms.makeup_days, cost=terms.makeup_cost)
    if terms.catch_up:
        add("programme-catch-up", days=terms.catch_up)
    if terms.teams:
        lines.append(
            desk.say(
                language,
                "programme-teams-are",
                teams=desk.say(language, "list-separator").join(map(Markup.escape, terms.teams)),
            )
        )
    if terms.deposit:
        add("programme-deposit", deposit=terms.deposit)
    return lines


async def going_on(desk: Desk, group: Group) -> list[Programme]:
    """The named programmes that run now or are about to begin, oldest first."""
    known = await desk.store.chat(group.chat_id).checkins.programmes()
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    ends = [(found, end_of(found, zone, day_start)) for found in known if not found.standing]
    return [found for found, over in ends if found.ended_at is None and (over is None or desk.now < over)]


async def _to_end(desk: Desk, group: Group, name: str) -> Programme:
    """The programme that is meant: the only one, or the one of that name."""
    current = await going_on(desk, group)
    wanted = name.strip('"“”「」《》').casefold()
    found = [one for one in current if not wanted or one.name.casefold() == wanted]
    if not found:
        raise Refused("programme-none")
    if len(found) > 1:
        raise Refused("programme-which", names="、".join(one.name for one in found))
    return found[0]


async def _state(desk: Desk, group: Group) -> tuple[Markup, Rows]:
    say, language = desk.say, group.language
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    checkins = desk.store.chat(group.chat_id).checkins
    current = await going_on(desk, group)
    shown = current or all_running(await checkins.programmes(), desk.now, zone, day_start)
    lines = [] if shown else [say(language, "programme-state-none")]
    for one in shown:
        today = day_of(desk.now, zone, one.day_start(day_start))
        people = await checkins.people_on(today, one)
        lines += [progress(desk, group, one, today), say(language, "programme-today", people=people)]
    lines.append(say(language, "programme-form", form=Markup.escape(PROGRAMME.form)))
    rows = []
    for one in current:
        name = clip(one.name, 24) if len(current) > 1 else ""
        text = say(language, "programme-end-button", named=bool(name), name=name)
        rows.append([button(text.plain(), "programme", "end", group.chat_id, one.id)])
    return Markup("\n").join(lines), rows


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


# --- the end -----------------------------------------------------------------------------------------------------


async def end(desk: Desk, group: Group, ended: Programme) -> SendPicture:
    """End a programme now; returns how it went, in words and as a picture."""
    store = desk.store.chat(group.chat_id)
    made = await store.checkins.made_to(ended)
    result = Result(await store.checkins.totals(ended), ended.days)
    joined = await store.habits.participants(ended.id) if ended.terms.keeps_participants else {}
    lines = await _told(desk, group, ended, result)
    if ended.terms.teams:
        lines += _teams(desk, group, ended.terms, result, {user: one.team for user, one in joined.items()})
    shares = payouts({user: one.deposit for user, one in joined.items() if one.deposit}, set(result.complete))
    if shares:
        lines.append(desk.say(group.language, "programme-paid-out", people=len(shares), points=sum(shares.values())))
    picture = await pictures.report(desk, group, ended, made, result)
    entries = [
        Entry(UserId(user), amount, Reason.PAYOUT, f"payout:{ended.id}:{user}", ended.name)
        for user, amount in shares.items()
    ]
    store.ledger.book(entries, desk.now)
    await store.checkins.end(ended, desk.now)
    desk.store.schedules(desk.work.mailbox).cancel(f"programme:{ended.id}")
    return SendPicture(group.chat_id, msgspec.to_builtins(picture), Markup("\n").join(lines))


async def _told(desk: Desk, group: Group, ended: Programme, result: Result) -> list[Markup]:
    store, say, language = desk.store.chat(group.chat_id), desk.say, group.language
    lines = [say(language, "programme-ended", name=ended.name, people=result.people, total=result.total)]
    complete = [await store.members.find(user) for user in result.complete[:NAMED_IN_RESULT]]
    if complete:
        names = say(language, "list-separator").join(member.name for member in complete if member is not None)
        lines.append(say(language, "programme-complete", count=len(result.complete), names=names))
    return lines


def _teams(desk: Desk, group: Group, terms: Terms, result: Result, teams: dict[int, int | None]) -> list[Markup]:
    """The teams by check-ins for each of their people, the best first."""
    found = []
    for place, name in enumerate(terms.teams):
        people = [user for user, team in teams.items() if team == place]
        total = sum(result.checkins.get(user, 0) for user in people)
        found.append((total / len(people) if people else 0.0, name, len(people), total))
    return [
        desk.say(group.language, "programme-team", team=name, people=people, total=total, each=f"{each:.1f}")
        for each, name, people, total in sorted(found, reverse=True)
    ]


async def _shown(desk: Desk, group: Group, report: SendPicture) -> Markup:
    """Show the picture in the group; the words go where the programme was ended."""
    words = Markup(report.caption)
    desk.work.emit(replace(report, caption=""), repeat=Repeat.WANTED)
    return words


async def over(desk: Desk, body: bytes) -> None:
    """A programme has run its days: say how it went."""
    due = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    known = await desk.store.chat(group.chat_id).checkins.programmes()
    found = next((p for p in known if p.id == int(due.payload) and p.ended_at is None), None)
    if found is not None:
        desk.work.emit(await end(desk, group, found), repeat=Repeat.WANTED)


async def pressed(desk: Desk, press: Press) -> None:
    """The button that ends a programme."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    found = next((p for p in await going_on(desk, group) if p.id == press.intent.number(1)), None)
    if found is None:
        raise Refused("programme-none")
    desk.answer(press)
    report = await end(desk, group, found)
    if press.message_id is not None:
        desk.work.emit(EditMessage(press.chat_id, Markup(report.caption), message_id=press.message_id))
    if press.chat_id == group.chat_id:
        report = replace(report, caption="")
    desk.work.emit(report, repeat=Repeat.WANTED)


# --- what looks odd ------------------------------------------------------------------------------------------------


async def _flags(desk: Desk, group: Group, language: str) -> Markup:
    """What looks odd about the check-ins of two weeks: for people to judge; nothing has been done about it."""
    store = desk.store.chat(group.chat_id)
    made = await store.checkins.made_since(desk.now - FLAGGED)
    lines = [Markup.bold(desk.say(language, "programme-flags"))]
    for pair, days in sorted(twins([(one.user_id, one.at) for one in made]).items(), key=lambda item: -item[1]):
        first, second = [await _mention(desk, group, user) for user in sorted(pair)]
        lines.append(desk.say(language, "programme-flag-twin", first=first, second=second, days=days))
    lines += [await _flag(desk, group, language, one) for one in reversed(made) if one.flag]
    if len(lines) == 1:
        lines.append(desk.say(language, "programme-flags-none"))
    return Markup("\n").join(lines[: FLAGS_SHOWN + 1])


async def _flag(desk: Desk, group: Group, language: str, one: Made) -> Markup:
    key = f"programme-flag-{Flag(one.flag)}"
    who = await _mention(desk, group, one.user_id)
    return desk.say(language, key, name=who, day=f"{one.day:%m-%d}", note=clip(one.note, 30))


async def _mention(desk: Desk, group: Group, user_id: int) -> Markup:
    member = await desk.store.chat(group.chat_id).members.find(user_id)
    return Markup.mention(user_id, member.name if member is not None else str(user_id))


PROGRAMME = Command(
    "programme",
    Audience.ADMIN,
    '/programme "21天读书" 21 [05:00-23:59] [note 20] [photo] [link] [#话题] [word 读书] [makeup 3 within 3d cost 5] '
    "[teams 红队,蓝队] [deposit 50] [catchup 3d] [day 04:00] | end | flags",
    '/programme "21天读书" 21 05:00-23:59 note 20 makeup 2',
    run=programme,
    right=RIGHT,
)
