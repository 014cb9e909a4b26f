"""How people stand: one's own points, level and badges, and the leaderboard."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import SendPicture
from bot.core.errors import Refused
from bot.core.text import Markup
from bot.features.points.model import Booked, Deeds, Period, Reason, Standing
from bot.features.points.rules import badges, beginning, level_after, parse_period
from bot.features.points.settings import PointsSettings
from bot.features.settings.model import Group
from bot.pictures.spec import DigestPicture
from handlers import access
from handlers.checkin import pictures
from handlers.checkin.mine import own_of
from handlers.commands import Misused, Request, reply, spoken
from handlers.desk import Desk
from handlers.keyboards import Press, button

ENTRIES_SHOWN = 3
BUILT_IN_LEVELS = 5
"""How many levels the texts have names for."""


async def me(desk: Desk, request: Request, group: Group) -> None:
    """How a member stands: points, level, streak, rank, and the newest entries with their reasons."""
    asker, language = request.asker, await spoken(desk, request, group)
    store, say = desk.store.chat(group.chat_id), desk.say
    balance = await store.ledger.balance(asker.id)
    place = await store.ledger.place(asker.id, None)
    merits = await store.ledger.merits(asker.id)
    reached = level_after(merits, group.settings(PointsSettings).levels)
    days = (await own_of(desk, group, asker.id))[0].streak
    worn = badges(await _deeds(desk, group, asker.id))
    lines = [
        say(language, "me-title", name=Markup.bold(asker.name)),
        say(language, "me-points", points=balance, level=level_name(desk, group, language, reached)),
        say(language, "me-streak", streak=days),
    ]
    if place is not None:
        lines.append(say(language, "me-rank", rank=place.rank))
    if worn:
        shown = desk.say(language, "list-separator").join(say(language, f"badge-{badge}") for badge in worn)
        lines.append(say(language, "me-badges", badges=shown))
    booked = await store.ledger.last(asker.id, ENTRIES_SHOWN)
    lines += [_entry(desk, group, language, entry) for entry in booked]
    if not booked:
        lines.append(say(language, "me-nothing-yet"))
    rows = [
        [
            button(say(language, "me-calendar-button").plain(), "checkin", "calendar", group.chat_id),
            button(say(language, "checkin-remind-button").plain(), "checkin", "remind", group.chat_id),
        ]
    ]
    await reply(desk, request, group, Markup("\n").join(lines), rows)


async def _deeds(desk: Desk, group: Group, user_id: int) -> Deeds:
    """What somebody has done, as far as badges are given for it."""
    store = desk.store.chat(group.chat_id)
    record, times = await store.checkins.record(user_id), await store.ledger.times(user_id)
    days = {day for found in record.days.values() for day in found}
    ended = [p for p in await store.checkins.programmes() if p.ended_at is not None and p.days is not None]
    return Deeds(
        longest_streak=pictures.longest(days),
        days=len(days),
        complete=sum(len(record.days.get(p.id, {})) >= (p.days or 1) for p in ended),
        thanks=times.get(Reason.THANKS, 0),
        won=times.get(Reason.ACTIVITY, 0),
    )


def level_name(desk: Desk, group: Group, language: str, reached: int) -> Markup:
    """The name of a level: the community's own, or the built-in one."""
    settings = group.settings(PointsSettings)
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
    since = await _since(desk, group, period)
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
    picture = button(say(language, "top-picture-button").plain(), "top", "picture", group.chat_id, period.value)
    await reply(desk, request, group, Markup("\n").join(lines), [[picture]] if best else ())


async def _since(desk: Desk, group: Group, period: Period) -> datetime | None:
    """The first instant that counts; for a season, the beginning of the one that runs."""
    if period is not Period.SEASON:
        return beginning(period, desk.now, ZoneInfo(group.timezone))
    season = await desk.store.chat(group.chat_id).seasons.current()
    if season is None:
        raise Refused("season-none")
    return season.started_at


async def top_pressed(desk: Desk, press: Press) -> None:
    """The leaderboard as a picture, where the button was pressed."""
    group = await desk.group(press.intent.number()) or await desk.group(press.chat_id)
    if group is None:
        desk.answer(press)
        return
    if desk.work.mailbox != group.mailbox:
        desk.work.forward(group.mailbox, access.PRESS, press)
        return
    period = Period(press.intent.arguments[1])
    in_group = press.chat_id == group.chat_id
    language = group.language if in_group else await desk.language_of(press.presser.id, group.language)
    best = await desk.store.chat(group.chat_id).ledger.top(await _since(desk, group, period))
    desk.answer(press)
    if best:
        picture = leaderboard(desk, group, language, period, best)
        desk.work.emit(SendPicture(press.chat_id, msgspec.to_builtins(picture), thread_id=press.thread_id))


def leaderboard(desk: Desk, group: Group, language: str, period: Period, places: Sequence[Standing]) -> DigestPicture:
    """The places of a leaderboard as bars."""
    return pictures.leaderboard(
        desk.say(language, "top-title", period=period.value).plain(),
        f"{group.title} · {desk.now.astimezone(ZoneInfo(group.timezone)):%Y-%m-%d}",
        [(place.rank, place.name, place.points) for place in places],
        desk.say(language, "top-unit").plain(),
        desk.say(language, "picture-footer", group=group.title).plain(),
    )


def _place(desk: Desk, language: str, standing: Standing) -> Markup:
    medal = {1: "🥇", 2: "🥈", 3: "🥉"}.get(standing.rank, f"{standing.rank}.")
    return desk.say(language, "top-place", rank=medal, name=standing.name, points=standing.points)
