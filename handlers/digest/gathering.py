"""The facts of a digest, gathered from every feature that has something to tell."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.ids import ChatId, UserId
from bot.core.period import MIDNIGHT, instant_of
from bot.features.activities.model import RunOutcome
from bot.features.digest import rules
from bot.features.digest.model import Burning, Facts, Failure, Period, Topic
from bot.features.members.segments import Segment
from bot.features.settings.model import Group
from handlers.crisis.emerging import known_terms, offered
from handlers.desk import Desk
from handlers.members.life import life_until
from handlers.moderation.state import wrong_by_signal

MOST_TEXTS: Final = 8_000
"""Texts of the period, and as many of the week before, that topics are sought in."""
SIGNALS_SHOWN: Final = 5
SOURCES_SHOWN: Final = 4
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
    topics, terms = await _talk(desk, group, period, starts, ends)
    return replace(
        facts,
        topics=topics,
        terms=tuple(terms),
        headcount=await history.headcount(charted, period.last + timedelta(days=1)),
        people=await history.people(charted, period.last),
        mood=await history.mood(instant_of(charted, MIDNIGHT, zone), ends, zone),
        sources=tuple(await history.sources(starts, ends, SOURCES_SHOWN)),
        stayed=await history.stayed(before, came),
        life=await life_until(desk, group, since, period.last) if not period.is_short else None,
        ran=tuple(await history.ran(starts, ends, zone)) if not period.is_short else (),
    )


async def _talk(
    desk: Desk, group: Group, period: Period, starts: datetime, ends: datetime
) -> tuple[tuple[Topic, ...], list[tuple[str, int]]]:
    """Topics and new words; of a week or month from the words kept of its days, whose texts may be gone."""
    store = desk.store.chat(group.chat_id)
    if not period.is_short:
        before = period.first - timedelta(days=1)
        days = await store.word_days.days(period.first, period.last)
        if days >= rules.FEWEST_WORD_DAYS:
            past_days = await store.word_days.days(period.first - WORDS_BACK, before)
            past = await store.word_days.between(period.first - WORDS_BACK, before)
            now = await store.word_days.between(period.first, period.last)
            return await desk.house.topics.aside(lambda: rules.topics_of_days(now, days, past, past_days)), []
    known = await known_terms(desk, group)
    said = await store.history.said(starts, ends, MOST_TEXTS)
    earlier = await store.history.said(starts - EARLIER, starts, MOST_TEXTS)
    topics, terms = await desk.house.topics.find(said, earlier, known)
    return topics, offered(terms) if period.is_short else []
