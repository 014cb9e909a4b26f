"""Programmes and check-ins of one group."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from bot.core.ids import ProgrammeId
from bot.core.period import parse_window
from bot.features.checkin.model import Plan, Programme
from storage.buffer import Buffer
from storage.tables import checkins, programmes

ADD_PROGRAMME = insert(programmes)
END_PROGRAMME = update(programmes).where(programmes.c.id == bindparam("programme")).values(ended_at=bindparam("at"))
CHECK_IN = (
    insert(checkins)
    .on_conflict_do_nothing(index_elements=[checkins.c.programme_id, checkins.c.user_id, checkins.c.day])
    .returning(checkins.c.user_id)
)


class CheckIns:
    """The programmes of one group and who has checked in to them.

    A standing programme counts the check-ins to every programme of the group, a named one only its own.
    """

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def programmes(self) -> Sequence[Programme]:
        """Every programme there has been, oldest first; from the mailbox's memory."""
        known: list[Programme] = await self._buffer.remember(self._key, self._load)
        return known

    async def add(self, plan: Plan, started_on: date) -> Programme:
        """A new programme; this decision sees it at once."""
        return await self._add(
            Programme(ProgrammeId(self._buffer.next("programme")), plan.name, started_on, plan.days, plan.window)
        )

    async def add_standing(self, name: str, started_on: date) -> Programme:
        """The group's own endless programme."""
        return await self._add(Programme(ProgrammeId(self._buffer.next("programme")), name, started_on, standing=True))

    async def end(self, programme: Programme, at: datetime) -> None:
        """End a programme; later check-ins do not belong to it."""
        await self.programmes()
        self._buffer.write(END_PROGRAMME, programme=programme.id, at=at)
        self._buffer.forget(self._key)

    def claim(
        self,
        programme: Programme,
        user_id: int,
        day: date,
        at: datetime,
        *,
        message_id: int | None = None,
        note: str = "",
        made_up_by: int | None = None,
    ) -> None:
        """Check somebody in for a day. If they already are when this is written, the update is decided again."""
        self._buffer.claim(
            CHECK_IN,
            programme_id=programme.id,
            user_id=user_id,
            day=day.isoformat(),
            chat_id=self._chat_id,
            at=at,
            message_id=message_id,
            note=note,
            made_up=made_up_by is not None,
            granted_by=made_up_by,
        )

    async def days_of(self, user_id: int, programme: Programme) -> frozenset[date]:
        """The days on which a person has checked in, made-up ones included."""
        rows = await self._buffer.read(
            self._counted(select(checkins.c.day), programme).where(checkins.c.user_id == user_id).distinct()
        )
        return frozenset(date.fromisoformat(row.day) for row in rows)

    async def people_on(self, day: date, programme: Programme) -> int:
        """How many people have checked in themselves on a day."""
        row = await self._buffer.one(
            self._counted(select(func.count(checkins.c.user_id.distinct()).label("people")), programme).where(
                checkins.c.day == day.isoformat(), checkins.c.made_up.is_(False)
            )
        )
        return 0 if row is None else int(row.people)

    async def totals(self, programme: Programme) -> dict[int, int]:
        """The number of check-ins to this very programme by person."""
        rows = await self._buffer.read(
            select(checkins.c.user_id, func.count().label("times"))
            .where(checkins.c.chat_id == self._chat_id, checkins.c.programme_id == programme.id)
            .group_by(checkins.c.user_id)
        )
        return {row.user_id: int(row.times) for row in rows}

    @property
    def _key(self) -> tuple[str, int]:
        return "programmes", self._chat_id

    def _counted(self, statement: Select[Any], programme: Programme) -> Select[Any]:
        mine = statement.where(checkins.c.chat_id == self._chat_id)
        return mine if programme.standing else mine.where(checkins.c.programme_id == programme.id)

    async def _add(self, programme: Programme) -> Programme:
        known = await self.programmes()
        self._buffer.write(
            ADD_PROGRAMME,
            id=programme.id,
            chat_id=self._chat_id,
            name=programme.name,
            days=programme.days,
            window=str(programme.window) if programme.window else None,
            standing=programme.standing,
            started_on=programme.started_on.isoformat(),
        )
        self._buffer.renew(self._key, [*known, programme])
        return programme

    async def _load(self) -> list[Programme]:
        rows = await self._buffer.read(
            select(programmes).where(programmes.c.chat_id == self._chat_id).order_by(programmes.c.id)
        )
        return [_programme(row) for row in rows]


def _programme(row: Row[Any]) -> Programme:
    return Programme(
        id=ProgrammeId(row.id),
        name=row.name,
        started_on=date.fromisoformat(row.started_on),
        days=row.days,
        window=parse_window(row.window) if row.window else None,
        standing=row.standing,
        ended_at=row.ended_at,
    )
