"""The nightly look at a group's members: who answered whom, how many there are, where each belongs,
who leads, and which tags that gives them.

It runs in a mailbox of its own, step by step, so that neither the group nor anybody else waits for it.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from bot.core.ids import Mailbox, UserId, mailbox_id
from bot.core.period import MIDNIGHT, instant_of, next_run, parse_rule
from bot.features.members.leaders import leaders
from bot.features.members.segments import judge
from bot.features.settings.model import BotStatus, Group
from bot.runtime.ticker import Due
from handlers.desk import Desk
from handlers.members import letters, tag_rules
from storage.digest import HEADCOUNT
from storage.member_days import PAGE
from storage.segments import RULE, Standing

DUE = "members_due"
NIGHT = "members_night"
MOST_NIGHTS: Final = 7
"""Nights that are made up for after the bot was down."""
GRAPH_SPAN: Final = timedelta(days=28)
MOST_TEXTS: Final = 8_000
WORDS_KEPT: Final = 60
"""Of a day."""


class Step(StrEnum):
    DAYS = "days"
    WORDS = "words"
    SEGMENTS = "segments"
    LEADERS = "leaders"


class Night(msgspec.Struct, frozen=True):
    """One step of a night. ``first`` ≤ day ≤ ``last``: the local days that are over and not yet looked at."""

    chat_id: int
    first: date
    last: date
    step: Step = Step.DAYS
    after: int = 0


async def plan(desk: Desk, group: Group) -> None:
    """Make sure that the group is looked at every night, each at its own minute after three."""
    schedules, key = desk.store.schedules(group.mailbox), f"members:{group.chat_id}"
    rule = f"every day 03:{abs(group.chat_id) % 60:02}"
    planned = await schedules.find(key, beside_writes=True)
    if planned is not None and planned.rule == rule and planned.zone == group.timezone:
        return
    first = next_run(parse_rule(rule), ZoneInfo(group.timezone), desk.now)
    schedules.set(key, DUE, first, rule=rule, zone=group.timezone)


async def came_due(desk: Desk, body: bytes) -> None:
    """The night has come, or several have while the bot was down."""
    due = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None or group.bot_status is BotStatus.GONE:
        return
    zone = ZoneInfo(group.timezone)
    last = desk.now.astimezone(zone).date() - timedelta(days=1)
    first = max(due.due_at.astimezone(zone).date() - timedelta(days=1), last - timedelta(days=MOST_NIGHTS - 1))
    desk.work.forward(members_mailbox(group.chat_id), NIGHT, Night(group.chat_id, first, last))


def members_mailbox(chat_id: int) -> Mailbox:
    """Where a group's members are looked at, beside its own mailbox."""
    return Mailbox(f"members:{chat_id}")


async def night(desk: Desk, body: bytes) -> None:
    """One step; each hands on to the next."""
    step = msgspec.json.decode(body, type=Night)
    group = await desk.group(step.chat_id)
    if group is None:
        return
    following: Night | None = None
    match step.step:
        case Step.DAYS:
            await _days(desk, group, step)
            following = msgspec.structs.replace(step, step=Step.WORDS)
        case Step.WORDS:
            await _words(desk, group, step)
            following = msgspec.structs.replace(step, step=Step.SEGMENTS)
        case Step.SEGMENTS:
            after = await _segments(desk, group, step)
            change = {"step": Step.LEADERS} if after is None else {"after": after}
            following = msgspec.structs.replace(step, **change)
        case Step.LEADERS:
            await _leaders(desk, group, step.last)
    if following is not None:
        desk.work.forward(desk.work.mailbox, NIGHT, following)


def _days_of(step: Night) -> list[date]:
    return [step.first + timedelta(days=n) for n in range((step.last - step.first).days + 1)]


def _bounds(group: Group, day: date) -> tuple[datetime, datetime]:
    zone = ZoneInfo(group.timezone)
    return instant_of(day, MIDNIGHT, zone), instant_of(day + timedelta(days=1), MIDNIGHT, zone)


async def _days(desk: Desk, group: Group, step: Night) -> None:
    """Who answered whom on these days, and how many people there are now."""
    store = desk.store.chat(group.chat_id)
    present = await desk.house.directory.member_count(group.chat_id)
    found = {day: await store.member_days.replies(*_bounds(group, day)) for day in _days_of(step)}
    for day, replies in found.items():
        store.member_days.fold(day, replies)
    if present is not None:
        store.counts.note(HEADCOUNT, (step.last + timedelta(days=1)).isoformat(), present)


async def _words(desk: Desk, group: Group, step: Night) -> None:
    """The words of these days, for the months in which their texts are gone."""
    store = desk.store.chat(group.chat_id)
    for day in _days_of(step):
        said = await store.history.said(*_bounds(group, day), MOST_TEXTS)
        store.word_days.save(day, await desk.house.topics.count(said, WORDS_KEPT))


async def _segments(desk: Desk, group: Group, step: Night) -> int | None:
    """Judge a page of members; returns where the next begins, None when all are judged."""
    store, zone = desk.store.chat(group.chat_id), ZoneInfo(group.timezone)
    today = step.last + timedelta(days=1)
    page = await store.member_days.page(today, zone, after=step.after)
    before = await store.segments.of(member.user_id for member in page)
    known_days = (today - group.added_at.astimezone(zone).date()).days
    bots = {admin.user_id for admin in group.admins.values() if admin.is_bot}
    now: dict[int, Standing] = {}
    for member in page:
        if member.user_id in bots:
            continue
        standing = before.get(member.user_id)
        was = standing.segment if standing is not None else None
        found = judge(member, was, today, known_days).segment
        if standing is None or found is not was:
            standing = Standing(member.user_id, found, today, standing.place if standing is not None else None)
        now[member.user_id] = standing
    changes = await tag_rules.follow(desk, group, page, now, today)
    for user_id, standing in now.items():
        if standing is not before.get(user_id):
            store.segments.save(standing)
        letters.look(desk, group, standing, today)
    for user_id, tag, gets in changes:
        if gets:
            store.tags.add(user_id, tag, RULE, None, desk.now)
        else:
            store.tags.drop(user_id, tag)
    return page[-1].user_id if len(page) == PAGE else None


async def _leaders(desk: Desk, group: Group, last: date) -> None:
    store = desk.store.chat(group.chat_id)
    until = _bounds(group, last)[1]
    since = until - GRAPH_SPAN
    replies = await store.member_days.replies(since, until)
    thanked = await store.member_days.thanks(last - GRAPH_SPAN, last)
    started = await store.member_days.started(since, until)
    before = [standing.user_id for standing in await store.segments.leaders()]
    apart = {*group.admins, *group.owners, UserId(desk.bot.id)}
    found = await desk.house.topics.aside(lambda: leaders(replies, thanked, started, before, apart))
    store.segments.drop_gone()
    store.segments.place((leader.user_id, leader.place, leader.score) for leader in found)
