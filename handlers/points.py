"""Points: /me, /top, /points."""

from zoneinfo import ZoneInfo

from bot.core.effect import EditMessage
from bot.core.ids import UserId
from bot.core.period import day_of
from bot.core.text import Markup
from bot.features.checkin.rules import running, streak
from bot.features.checkin.settings import CheckinSettings
from bot.features.points.model import Booked, Entry, Period, Reason, Standing
from bot.features.points.rules import beginning, level, parse_grant, parse_period
from bot.features.points.settings import PointsSettings
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Audience, Command, Misused, Request, reply, spoken, target
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.routes import Routes

ENTRIES_SHOWN = 3
OFFERED = (1, 2, 5, 10)
"""Points for a check-in that the buttons offer."""
BUILT_IN_LEVELS = 5
"""How many levels the texts have names for."""
RIGHT = "can_change_info"


async def me(desk: Desk, request: Request, group: Group) -> None:
    """How a member stands: points, level, streak, rank, and the newest entries with their reasons."""
    asker, language = request.asker, await spoken(desk, request, group)
    store, say = desk.store.chat(group.chat_id), desk.say
    balance = await store.ledger.balance(asker.id)
    place = await store.ledger.place(asker.id, None)
    days = await _streak(desk, group, asker.id)
    lines = [
        say(language, "me-title", name=Markup.bold(asker.name)),
        say(language, "me-points", points=balance, level=level_name(desk, group, language, balance)),
        say(language, "me-streak", streak=days),
    ]
    if place is not None:
        lines.append(say(language, "me-rank", rank=place.rank))
    booked = await store.ledger.last(asker.id, ENTRIES_SHOWN)
    lines += [_entry(desk, group, language, entry) for entry in booked]
    if not booked:
        lines.append(say(language, "me-nothing-yet"))
    await reply(desk, request, group, Markup("\n").join(lines))


async def _streak(desk: Desk, group: Group, user_id: int) -> int:
    """Days in a row in the programme that runs now."""
    zone, day_start = ZoneInfo(group.timezone), group.settings(CheckinSettings).day_start
    checkins = desk.store.chat(group.chat_id).checkins
    programme = running(await checkins.programmes(), desk.now, zone, day_start)
    if programme is None:
        return 0
    today = day_of(desk.now, zone, programme.day_start(day_start))
    return streak(await checkins.days_of(user_id, programme), today)


def level_name(desk: Desk, group: Group, language: str, points: int) -> Markup:
    """The name of the level these points have reached: the community's own, or the built-in one."""
    settings = group.settings(PointsSettings)
    reached = level(points, settings.levels)
    if reached < len(settings.level_names):
        return Markup.escape(settings.level_names[reached])
    if reached < BUILT_IN_LEVELS and not settings.level_names:
        return desk.say(language, f"level-{reached + 1}")
    return desk.say(language, "level-number", number=reached + 1)


def _entry(desk: Desk, group: Group, language: str, entry: Booked) -> Markup:
    why = desk.say(language, f"points-for-{entry.reason}", note=entry.note)
    on = f"{entry.at.astimezone(ZoneInfo(group.timezone)):%m-%d}"
    return desk.say(language, "me-entry", day=on, amount=f"{entry.amount:+d}", why=why)


async def top(desk: Desk, request: Request, group: Group) -> None:
    """The leaderboard: ten places, and the asker's own if it is not among them."""
    period = parse_period(request.args)
    if period is None:
        raise Misused
    language = await spoken(desk, request, group)
    ledger, say = desk.store.chat(group.chat_id).ledger, desk.say
    since = beginning(period, desk.now, ZoneInfo(group.timezone))
    best = await ledger.top(since)
    own = await ledger.place(request.asker.id, since)
    lines = [Markup.bold(say(language, "top-title", period=period.value))]
    lines += [_place(desk, language, standing) for standing in best]
    if not best:
        lines.append(say(language, "top-empty"))
    elif own is None:
        lines.append(say(language, "top-you-not-yet"))
    elif own.user_id not in {standing.user_id for standing in best}:
        lines.append(say(language, "top-you", rank=own.rank, points=own.points))
    await reply(desk, request, group, Markup("\n").join(lines))


def _place(desk: Desk, language: str, standing: Standing) -> Markup:
    medal = {1: "🥇", 2: "🥈", 3: "🥉"}.get(standing.rank, f"{standing.rank}.")
    return desk.say(language, "top-place", rank=medal, name=standing.name, points=standing.points)


async def points(desk: Desk, request: Request, group: Group) -> None:
    """Give or take points with a reason; without arguments, what earns points here."""
    language = await spoken(desk, request, group)
    if not request.args:
        text, buttons = _rules(desk, group, language, group.settings(PointsSettings).checkin)
        await reply(desk, request, group, text, buttons)
        return
    member, rest = await target(desk, request, group)
    grant = parse_grant(rest)
    if grant is None:
        raise Misused
    ledger = desk.store.chat(group.chat_id).ledger
    balance = await ledger.balance(member.user_id) + grant.amount
    entry = Entry(
        member.user_id,
        grant.amount,
        Reason.GRANT,
        # The row of the inbox is unique, and stays the same when it is handled again.
        f"grant:{desk.work.event.id}",
        grant.reason,
        UserId(request.asker.id),
    )
    ledger.book([entry], desk.now)
    name = Markup.mention(member.user_id, member.name)
    said = desk.say(
        language, "points-granted", name=name, amount=f"{grant.amount:+d}", why=grant.reason, balance=balance
    )
    await reply(desk, request, group, said)


def _rules(desk: Desk, group: Group, language: str, checkin: int) -> tuple[Markup, Rows]:
    settings, say = group.settings(PointsSettings), desk.say
    lines = [Markup.bold(say(language, "points-title")), say(language, "points-checkin", points=checkin)]
    lines += [
        say(language, "points-streak", days=days, points=bonus) for days, bonus in sorted(settings.streaks.items())
    ]
    lines.append(say(language, "points-form", form=Markup.escape(POINTS.form)))
    offered = [
        button(say(language, "points-button", points=amount).plain(), "points", "checkin", group.chat_id, amount)
        for amount in OFFERED
        if amount != checkin
    ]
    return Markup("\n").join(lines), [offered]


async def points_pressed(desk: Desk, press: Press) -> None:
    """What a check-in is worth from now on."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    amount = press.intent.number(1)
    if amount not in OFFERED:
        raise ValueError(f"no button offers {amount} points")
    in_private = press.chat_id != group.chat_id
    language = await desk.language_of(press.presser.id, group.language) if in_private else group.language
    desk.store.groups.set_value(group, "points", "checkin", amount)
    desk.answer(press, desk.say(language, "points-checkin", points=amount))
    text, buttons = _rules(desk, group, language, amount)
    if press.message_id is not None:
        rows = tuple(tuple(row) for row in buttons)
        desk.work.emit(EditMessage(press.chat_id, text, rows, message_id=press.message_id))


POINTS = Command(
    "points",
    Audience.ADMIN,
    "/points @user +10 REASON",
    "/points @aming +10 主持分享会",
    run=points,
    right=RIGHT,
)

ROUTES = Routes(
    commands=(
        Command("me", Audience.MEMBER, "/me", "/me", run=me, keywords=("我的积分",)),
        Command("top", Audience.MEMBER, "/top [week|month|all]", f"/top {Period.WEEK}", run=top, keywords=("排行榜",)),
        POINTS,
    ),
    buttons={"points": points_pressed},
)
