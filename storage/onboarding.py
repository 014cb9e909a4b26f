"""The way of newcomers into one group, and what private letters people get."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import UserId
from bot.features.onboarding.model import Correspondent, Funnel, Introduced, Journey, Stopped
from storage.buffer import Buffer
from storage.tables import checkins, letters, onboarding, rule_confirmations

LOADED = 5_000
"""Open journeys of a group that are remembered; of more, the newest."""

_journey = insert(onboarding)
SAVE = _journey.on_conflict_do_update(
    index_elements=[onboarding.c.chat_id, onboarding.c.user_id],
    set_={
        name: _journey.excluded[name]
        for name in ("began_at", "introduced_at", "introduced_by", "day", "letters", "stopped_at", "stopped_why")
    },
)  # fmt: skip
_letter = insert(letters)
SAVE_CORRESPONDENT = _letter.on_conflict_do_update(
    index_elements=[letters.c.user_id],
    set_={name: _letter.excluded[name] for name in ("written_on", "quiet_at", "quiet_why")},
)


OPEN = (
    select(onboarding)
    .where(
        onboarding.c.chat_id == bindparam("chat"),
        onboarding.c.introduced_at.is_(None) | onboarding.c.stopped_at.is_(None),
    )
    .order_by(onboarding.c.began_at.desc())
    .limit(LOADED)
)


class Journeys:
    """Those who are finding their way into one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def open(self, user_id: int) -> Journey | None:
        """The journey of somebody who has not introduced themselves or still gets letters; from the mailbox's memory."""
        return (await self._open()).get(user_id)

    async def find(self, user_id: int) -> Journey | None:
        """Anybody's journey, also one that is over."""
        found = await self.open(user_id)
        if found is not None:
            return found
        row = await self._buffer.one(
            select(onboarding).where(onboarding.c.chat_id == self._chat_id, onboarding.c.user_id == user_id)
        )
        return None if row is None else _journey_of(row)

    async def save(self, journey: Journey) -> None:
        """Keep a journey as given."""
        known = await self._open()
        if journey.is_open:
            known[journey.user_id] = journey
        else:
            known.pop(journey.user_id, None)
        self._buffer.write(
            SAVE,
            chat_id=self._chat_id,
            user_id=journey.user_id,
            began_at=journey.began_at,
            introduced_at=journey.introduced_at,
            introduced_by=journey.introduced_by.value if journey.introduced_by else None,
            day=journey.day,
            letters=journey.letters,
            stopped_at=journey.stopped_at,
            stopped_why=journey.stopped_why.value if journey.stopped_why else None,
        )

    async def has_checked_in(self, user_id: int, since: datetime) -> bool:
        """Whether somebody has checked in since they came."""
        row = await self._buffer.one(
            select(checkins.c.user_id)
            .where(
                checkins.c.chat_id == self._chat_id,
                checkins.c.user_id == user_id,
                checkins.c.at >= since,
                checkins.c.taken_back_at.is_(None),
            )
            .limit(1)
        )
        return row is not None

    async def funnel(self, since: datetime, *, with_rules: bool) -> Funnel:
        """How far those have come who began at or after ``since``; ``with_rules``: there are rules to confirm."""
        mine = (onboarding.c.chat_id == self._chat_id) & (onboarding.c.began_at >= since)
        confirmed = _since_they_came(rule_confirmations)
        checked_in = _since_they_came(checkins, checkins.c.taken_back_at.is_(None))
        introduced = onboarding.c.introduced_at.is_not(None)
        complete = and_(introduced, checked_in, *([confirmed] if with_rules else []))
        totals = await self._buffer.one(
            select(
                func.count().label("began"),
                func.coalesce(func.sum(onboarding.c.letters), 0).label("letters"),
            ).where(mine)
        )
        counts = [
            await self._count(select(func.count().label("people")).where(mine, condition))
            for condition in (confirmed, introduced, checked_in, complete)
        ]
        stopped = await self._buffer.read(
            select(onboarding.c.stopped_why, func.count().label("people"))
            .where(mine, onboarding.c.stopped_why.is_not(None))
            .group_by(onboarding.c.stopped_why)
        )
        return Funnel(
            began=int(totals.began) if totals is not None else 0,
            confirmed=counts[0],
            introduced=counts[1],
            checked_in=counts[2],
            complete=counts[3],
            letters=int(totals.letters) if totals is not None else 0,
            stopped={Stopped(row.stopped_why): int(row.people) for row in stopped},
        )

    async def _count(self, statement: Select[Any]) -> int:
        row = await self._buffer.one(statement)
        return 0 if row is None else int(row.people)

    async def _open(self) -> dict[int, Journey]:
        found: dict[int, Journey] = await self._buffer.remember(("journeys", self._chat_id), self._load)
        return found

    async def _load(self) -> dict[int, Journey]:
        rows = await self._buffer.read(OPEN, chat=self._chat_id)
        return {row.user_id: _journey_of(row) for row in rows}


def _since_they_came(table: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a table with ``chat_id``, ``user_id`` and ``at`` has something of the person since the journey began."""
    return (
        select(table.c.user_id)
        .where(
            table.c.chat_id == onboarding.c.chat_id,
            table.c.user_id == onboarding.c.user_id,
            table.c.at >= onboarding.c.began_at,
            *conditions,
        )
        .exists()
    )


class Correspondents:
    """What private letters people get, whatever the group; owned by the person's own mailbox."""

    def __init__(self, buffer: Buffer) -> None:
        self._buffer = buffer

    async def find(self, user_id: int) -> Correspondent:
        """Somebody as this decision has left them; who never got a letter is open to all."""
        found: Correspondent = await self._buffer.remember(("letters", user_id), lambda: self._load(user_id))
        return found

    async def save(self, correspondent: Correspondent) -> None:
        """Keep somebody as given."""
        self._buffer.write(
            SAVE_CORRESPONDENT,
            user_id=correspondent.user_id,
            written_on=correspondent.written_on.isoformat() if correspondent.written_on else None,
            quiet_at=correspondent.quiet_at,
            quiet_why=correspondent.quiet_why.value if correspondent.quiet_why else None,
        )
        self._buffer.renew(("letters", correspondent.user_id), correspondent)

    async def _load(self, user_id: int) -> Correspondent:
        row = await self._buffer.one(select(letters).where(letters.c.user_id == user_id))
        if row is None:
            return Correspondent(UserId(user_id))
        return Correspondent(
            UserId(user_id),
            date.fromisoformat(row.written_on) if row.written_on else None,
            row.quiet_at,
            Stopped(row.quiet_why) if row.quiet_why else None,
        )


def _journey_of(row: Any) -> Journey:
    return Journey(
        user_id=UserId(row.user_id),
        began_at=row.began_at,
        introduced_at=row.introduced_at,
        introduced_by=Introduced(row.introduced_by) if row.introduced_by else None,
        day=row.day,
        letters=row.letters,
        stopped_at=row.stopped_at,
        stopped_why=Stopped(row.stopped_why) if row.stopped_why else None,
    )
