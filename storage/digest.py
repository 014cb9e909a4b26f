"""What a digest reads of one group: aggregates, and texts page by page."""

from datetime import date, datetime

from sqlalchemy import and_, func, or_, select

from bot.features.activities.model import RunOutcome
from bot.features.digest.model import HOURS, Metric
from bot.features.digest.rules import Said, is_counted
from bot.features.entry.model import State
from storage.buffer import Buffer
from storage.tables import applications, counts, messages, post_runs, presence

PAGE = 1_000
"""Texts read at once: a page keeps the event loop for some milliseconds."""


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
