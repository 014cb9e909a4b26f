"""The facts of a digest, gathered from every feature that has something to tell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.ids import ChatId, UserId
from bot.core.period import MIDNIGHT, instant_of
from bot.features.activities.model import RunOutcome
from bot.features.crisis.model import Ending, Level
from bot.features.digest import rules
from bot.features.digest.comparing import MOST_DAYS, MOST_TOLD, ONE_DAY, compared, told_in
from bot.features.digest.model import Burning, Compared, Facts, Failure, Nearness, Period, Topic
from bot.features.digest.rules import Said
from bot.features.members.segments import Segment
from bot.features.settings.model import Group
from bot.features.theme.settings import ThemeSettings
from handlers.crisis.emerging import known_terms, offered
from handlers.desk import Desk
from handlers.members.life import life_until
from handlers.moderation.state import wrong_by_signal

MOST_TEXTS: Final = 8_000
"""Texts of the period, and as many of the week before, that topics are sought in."""
SIGNALS_SHOWN: Final = 5
SOURCES_SHOWN: Final = 4
PASSED_LOOKED_AT: Final = 100
"""Closed incidents among which those of the period are."""
EARLIER: Final = timedelta(days=7)
WORDS_BACK: Final = timedelta(days=56)
"""What the words of a week or month are compared with."""
STAYED_FOR: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A digest to make. ``due_at`` is when it should have come, None when somebody asked for it now."""

    chat_id: ChatId
    period: Period
    readers: tuple[UserId, ...]
    due_at: datetime | None = None


def starts_of(group: Group, period: Period) -> datetime:
    """When a digest's days begin."""
    return instant_of(period.first, MIDNIGHT, ZoneInfo(group.timezone))


async def facts_of(desk: Desk, group: Group, wanted: Wanted, *, brief: bool = False) -> Facts:
    """Everything a digest of the group is made from.

    ``brief``: only what decisions and figures rest on, neither topics nor what is drawn.
    """
    store, period, zone = desk.store.chat(group.chat_id), wanted.period, ZoneInfo(group.timezone)
    history, incidents = store.history, desk.store.community(group.community_id).incidents
    since = group.added_at.astimezone(zone).date()
    starts = starts_of(group, period)
    ends = min(instant_of(period.last + timedelta(days=1), MIDNIGHT, zone), desk.now + timedelta(seconds=1))
    times = range(rules.times_back(period) + 1) if period.is_over else range(1)
    spans = [period.earlier(back) for back in times]
    burning = [Burning(one, len((await incidents.evidence(one.id)).people)) for one in await incidents.open()]
    ended = [
        one for one in await incidents.closed(PASSED_LOOKED_AT) if one.closed_at and starts <= one.closed_at < ends
    ]
    passed = [Burning(one, one.peak) for one in ended if one.ending is Ending.CALM and one.level is not Level.BLUE]
    waiting, late = await desk.store.community(group.community_id).tickets.late()
    reachable = {known.user_id for known in await desk.store.people.reachable(group.staff)}
    names = {admin.user_id: admin.name for admin in group.admins.values()}
    charted = period.last - timedelta(days=rules.days_shown(period) - 1)
    came, before = starts - STAYED_FOR, starts - STAYED_FOR - (ends - starts)
    facts = Facts(
        period=period,
        since=since,
        hours=await history.hours(rules.reads_from(period), period.last),
        active=tuple([await history.active(span.first, span.last) for span in spans]),
        present=await store.members.present(),
        burning=tuple(burning),
        passed=tuple(passed),
        missing_rights=group.missing_rights,
        reached=len(reachable),
        unreached=tuple(names.get(user, str(user)) for user in group.staff if user not in reachable),
        applications=await history.applications_in_review(),
        failures=tuple(
            Failure(trouble.kind, trouble.times, trouble.last_at)
            for trouble in await desk.store.troubles(group.chat_id).since(starts)
        ),
        posts_skipped=await history.posts(RunOutcome.SKIPPED, starts, ends),
        posts_failed=await history.posts(RunOutcome.FAILED, starts, ends),
        tickets=waiting,
        tickets_late=late,
        appeals=len(await store.appeals.open()),
        wrong=tuple((await wrong_by_signal(desk, group)).most_common(SIGNALS_SHOWN)),
        late=desk.now - wanted.due_at if wanted.due_at is not None else timedelta(),
        at_risk=(await store.segments.sizes()).get(Segment.AT_RISK, 0),
    )
    if brief:
        return facts
    talked = await _talked_of(desk, group, period, starts, ends)
    return replace(
        facts,
        topics=talked.topics,
        terms=talked.terms,
        nearness=talked.nearness,
        headcount=await headcount(desk, group, charted, period.last),
        people=await history.people(charted, period.last),
        mood=await history.mood(instant_of(charted, MIDNIGHT, zone), ends, zone),
        sources=tuple(await history.sources(starts, ends, SOURCES_SHOWN)),
        stayed=await history.stayed(before, came),
        life=await life_until(desk, group, since, period.last) if not period.is_short else None,
        activities=await _activities(desk, group, period, starts, ends),
    )


async def headcount(desk: Desk, group: Group, first: date, last: date) -> dict[date, int]:
    """How many people there were at the end of each day in [first, last]; of today, how many there are now."""
    found = await desk.store.chat(group.chat_id).history.headcount(first, last)
    today = desk.now.astimezone(ZoneInfo(group.timezone)).date()
    if first <= today <= last:
        present = await desk.house.directory.member_count(group.chat_id)
        if present is not None:
            found[today] = present
    return found


@dataclass(frozen=True, slots=True)
class _Talked:
    """What was talked about. ``terms``: new words, and how many people used them."""

    topics: tuple[Topic, ...]
    terms: tuple[tuple[str, int], ...] = ()
    nearness: Nearness | None = None


async def _talked_of(desk: Desk, group: Group, period: Period, starts: datetime, ends: datetime) -> _Talked:
    """Topics and new words; of a week or month from the words kept of its days, whose texts may be gone."""
    store, finder = desk.store.chat(group.chat_id), desk.house.topics
    if not period.is_short:
        last_before = period.first - timedelta(days=1)
        days = await store.word_days.days(period.first, period.last)
        if days >= rules.FEWEST_WORD_DAYS:
            past_days = await store.word_days.days(period.first - WORDS_BACK, last_before)
            past = await store.word_days.between(period.first - WORDS_BACK, last_before)
            words = await store.word_days.between(period.first, period.last)
            return _Talked(await finder.aside(lambda: rules.topics_of_days(words, days, past, past_days)))
    known = await known_terms(desk, group)
    said = await store.history.said(starts, ends, MOST_TEXTS)
    before = await store.history.said(starts - EARLIER, starts, MOST_TEXTS)
    topics, terms = await finder.find(said, before, known)
    nearness = await _nearness(desk, group, said, before)
    return _Talked(topics, tuple(offered(terms)) if period.is_short else (), nearness)


async def _nearness(desk: Desk, group: Group, said: Sequence[Said], before: Sequence[Said]) -> Nearness | None:
    """How much of the talk was near the group's theme, if it has one and enough was said."""
    theme = group.settings(ThemeSettings).words
    now = (await desk.house.topics.talk(said, theme)).percent if theme else None
    return None if now is None else Nearness(now, (await desk.house.topics.talk(before, theme)).percent)


async def _activities(
    desk: Desk, group: Group, period: Period, starts: datetime, ends: datetime
) -> tuple[Compared, ...]:
    """The activities of which enough is known by the end of the period to tell what they have changed."""
    store, zone = desk.store.chat(group.chat_id), ZoneInfo(group.timezone)
    ended = await store.history.ran(starts - (MOST_DAYS + 1) * ONE_DAY, ends)
    ran = [one for one in ended if told_in(one, zone, period)][-MOST_TOLD:]
    if not ran:
        return ()
    first = min(one.days(zone)[0] for one in ran) - MOST_DAYS * ONE_DAY
    daily = await store.counts.daily(first.isoformat(), period.last.isoformat())
    return tuple(compared(one, zone, group.added_at.astimezone(zone).date(), daily) for one in ran)
