"""What a digest reads of one group: aggregates, and texts page by page."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, func, literal_column, or_, select

from bot.features.activities.activity import State as ActivityState
from bot.features.activities.model import RunOutcome
from bot.features.digest.comparing import Ran
from bot.features.digest.model import HOURS, Metric, Mood
from bot.features.digest.rules import Said, is_counted
from bot.features.entry.model import State
from storage.buffer import Buffer
from storage.tables import activities, applications, counts, crowd, messages, origins, post_runs, presence

HEADCOUNT = "members"
"""The metric of how many people there are, noted once a day, soon after midnight."""
A_DAY = timedelta(days=1)
SLOT = 600
"""Seconds of a slot of `crowd`."""
PAGE = 1_000
"""Texts read at once: a page keeps the event loop for some milliseconds."""


def _slot(at: datetime) -> int:
    return int(at.timestamp()) // SLOT


class History:
    """The past of one group in numbers and words."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def hours(self, first: date, last: date) -> dict[tuple[date, Metric], tuple[int, ...]]:
        """24 counts for each day in [first, last] and each metric that was counted."""
        rows = await self._buffer.read(
            select(counts.c.day, counts.c.metric, counts.c.hour, counts.c.value).where(
                counts.c.chat_id == self._chat_id, counts.c.day.between(first.isoformat(), last.isoformat())
            )
        )
        found: dict[tuple[date, Metric], list[int]] = {}
        for row in rows:
            if is_counted(row.metric):
                day = found.setdefault((date.fromisoformat(row.day), Metric(row.metric)), [0] * HOURS)
                day[row.hour % HOURS] += row.value
        return {key: tuple(values) for key, values in found.items()}

    async def active(self, first: date, last: date) -> int:
        """How many people wrote in [first, last]."""
        row = await self._buffer.one(
            select(func.count(presence.c.user_id.distinct()).label("people")).where(
                presence.c.chat_id == self._chat_id,
                presence.c.day.between(first.isoformat(), last.isoformat()),
                presence.c.messages > 0,
            )
        )
        return int(row.people) if row is not None else 0

    async def people(self, first: date, last: date) -> dict[date, int]:
        """How many people wrote on each day of [first, last]."""
        rows = await self._buffer.read(
            select(presence.c.day, func.count().label("people"))
            .where(
                presence.c.chat_id == self._chat_id,
                presence.c.day.between(first.isoformat(), last.isoformat()),
                presence.c.messages > 0,
            )
            .group_by(presence.c.day)
        )
        return {date.fromisoformat(row.day): int(row.people) for row in rows}

    async def headcount(self, first: date, last: date) -> dict[date, int]:
        """How many people Telegram said were in the group when a day of [first, last] had ended."""
        rows = await self._buffer.read(
            select(counts.c.day, counts.c.value).where(
                counts.c.chat_id == self._chat_id,
                counts.c.metric == HEADCOUNT,
                counts.c.day.between((first + A_DAY).isoformat(), (last + A_DAY).isoformat()),
            )
        )
        return {date.fromisoformat(row.day) - A_DAY: int(row.value) for row in rows}

    async def mood(self, since: datetime, until: datetime, zone: ZoneInfo) -> dict[date, Mood]:
        """By local day, whose mood was sure and who was in a bad one, as far back as that is kept."""
        half_hour = (crowd.c.slot - crowd.c.slot % literal_column("3")).label("half_hour")
        rows = await self._buffer.read(
            select(half_hour, func.sum(crowd.c.sure).label("sure"), func.sum(crowd.c.gloomy).label("gloomy"))
            .where(crowd.c.chat_id == self._chat_id, crowd.c.slot >= _slot(since), crowd.c.slot < _slot(until))
            .group_by(half_hour)
        )
        found: dict[date, Mood] = {}
        for row in rows:
            day = datetime.fromtimestamp(row.half_hour * SLOT, zone).date()
            found[day] = found.get(day, Mood()) + Mood(int(row.sure), int(row.gloomy))
        return found

    async def sources(self, since: datetime, until: datetime, most: int) -> list[tuple[str, int]]:
        """By link or inviter, how many came in [since, until), most first; those of whom nothing is known left out."""
        name = case((origins.c.inviter_id.is_not(None), origins.c.inviter_name), else_=origins.c.link).label("source")
        people = func.count(origins.c.user_id.distinct()).label("people")
        rows = await self._buffer.read(
            select(name, people)
            .where(origins.c.chat_id == self._chat_id, origins.c.joined_at >= since, origins.c.joined_at < until)
            .group_by(name)
            .order_by(people.desc(), name)
            .limit(most + 1)
        )
        return [(row.source, int(row.people)) for row in rows if row.source][:most]

    async def stayed(self, since: datetime, until: datetime) -> tuple[int, int]:
        """Of those who came in [since, until): how many have not left, and how many came."""
        here = case((origins.c.left_at.is_(None), origins.c.user_id))
        people: list[ColumnElement[Any]] = [
            func.count(here.distinct()).label("here"),
            func.count(origins.c.user_id.distinct()).label("came"),
        ]
        row = await self._buffer.one(
            select(*people).where(
                origins.c.chat_id == self._chat_id, origins.c.joined_at >= since, origins.c.joined_at < until
            )
        )
        return (int(row.here), int(row.came)) if row is not None else (0, 0)

    async def applications_in_review(self) -> int:
        """How many people wait at the door for somebody to decide."""
        row = await self._buffer.one(
            select(func.count().label("people")).where(
                applications.c.chat_id == self._chat_id,
                applications.c.state == State.REVIEW.value,
                applications.c.decided_at.is_(None),
            )
        )
        return int(row.people) if row is not None else 0

    async def posts(self, outcome: RunOutcome, since: datetime, until: datetime) -> int:
        """How many scheduled posts that fell due in [since, until) ended so."""
        row = await self._buffer.one(
            select(func.count().label("posts")).where(
                post_runs.c.chat_id == self._chat_id,
                post_runs.c.outcome == outcome.value,
                post_runs.c.due_at >= since,
                post_runs.c.due_at < until,
            )
        )
        return int(row.posts) if row is not None else 0

    async def ran(self, since: datetime, until: datetime) -> list[Ran]:
        """The activities that were ended in [since, until), not called off, in order."""
        rows = await self._buffer.read(
            select(activities.c.title, activities.c.kind, activities.c.opened_at, activities.c.closed_at)
            .where(
                activities.c.chat_id == self._chat_id,
                activities.c.state == ActivityState.CLOSED.value,
                activities.c.closed_at >= since,
                activities.c.closed_at < until,
            )
            .order_by(activities.c.closed_at, activities.c.id)
        )
        return [Ran(row.title, row.kind, row.opened_at, row.closed_at) for row in rows]

    async def said(self, since: datetime, until: datetime, limit: int) -> list[Said]:
        """The newest ``limit`` texts in [since, until) that were not deleted, newest first."""
        found: list[Said] = []
        after: tuple[datetime, int] | None = None
        while len(found) < limit:
            statement = (
                select(
                    messages.c.sender_id, messages.c.sender_name, messages.c.text, messages.c.at, messages.c.message_id
                )
                .where(
                    messages.c.chat_id == self._chat_id,
                    messages.c.at >= since,
                    messages.c.at < until,
                    messages.c.text != "",
                    messages.c.deleted.is_(False),
                )
                .order_by(messages.c.at.desc(), messages.c.message_id.desc())
                .limit(min(PAGE, limit - len(found)))
            )
            if after is not None:
                at, message_id = after
                statement = statement.where(
                    or_(messages.c.at < at, and_(messages.c.at == at, messages.c.message_id < message_id))
                )
            rows = await self._buffer.read(statement)
            found += [Said(row.sender_id, row.sender_name, row.text) for row in rows]
            if len(rows) < PAGE:
                break
            after = (rows[-1].at, rows[-1].message_id)
        return found
