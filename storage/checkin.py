"""Programmes and check-ins of one group."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from bot.core.ids import ProgrammeId, UserId
from bot.core.period import parse_window
from bot.features.checkin.model import Flag, Past, Programme
from bot.features.checkin.rules import WORTH_COMPARING
from bot.features.checkin.terms import Plan, restored, stored
from bot.language.fold import fold
from storage.buffer import Buffer
from storage.checkin_days import Made, Record, Today
from storage.tables import checkins, programmes

ADD_PROGRAMME = insert(programmes)
END_PROGRAMME = update(programmes).where(programmes.c.id == bindparam("programme")).values(ended_at=bindparam("at"))
_check_in = insert(checkins)
CHECK_IN = _check_in.on_conflict_do_update(
    index_elements=[checkins.c.programme_id, checkins.c.user_id, checkins.c.day],
    set_={
        **{
            name: _check_in.excluded[name]
            for name in ("at", "message_id", "note", "made_up", "granted_by", "told", "flag", "turn")
        },
        "taken_back_at": None,
        "taken_back_by": None,
        "taken_back_why": "",
    },
    where=checkins.c.taken_back_at.is_not(None),
).returning(checkins.c.user_id)
TAKE_BACK = (
    update(checkins)
    .where(
        checkins.c.programme_id == bindparam("programme"),
        checkins.c.user_id == bindparam("person"),
        checkins.c.day == bindparam("on"),
    )
    .values(
        taken_back_at=bindparam("instant"), taken_back_by=bindparam("by"), taken_back_why=bindparam("why"), told=True
    )
)
NOTE = (
    update(checkins)
    .where(
        checkins.c.programme_id == bindparam("programme"),
        checkins.c.user_id == bindparam("person"),
        checkins.c.day == bindparam("on"),
    )
    .values(note=bindparam("new_note"))
)
TELL = update(checkins).where(checkins.c.chat_id == bindparam("chat"), checkins.c.told.is_(False)).values(told=True)
COUNTS = checkins.c.taken_back_at.is_(None)
MOST_KNOWN = 20_000
"""People of a group whose days are remembered at once."""


PROGRAMMES_OF = select(programmes).where(programmes.c.chat_id == bindparam("chat")).order_by(programmes.c.id)


class CheckIns:
    """The programmes of one group and who has checked in to them.

    A standing programme counts the check-ins to every programme of the group, a named one only its own. What was
    taken back does not count. People's days are remembered, so that a rush of check-ins asks the database once each.
    """

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    # --- programmes --------------------------------------------------------------------------------------------

    async def programmes(self) -> Sequence[Programme]:
        """Every programme there has been, oldest first; from the mailbox's memory."""
        known: list[Programme] = await self._buffer.remember(self._key, self._load)
        return known

    async def add(self, plan: Plan, started_on: date) -> Programme:
        """A new programme; this decision sees it at once."""
        id_ = ProgrammeId(self._buffer.next("programme"))
        return await self._add(Programme(id_, plan.name, started_on, plan.days, plan.window, terms=plan.terms))

    async def add_standing(self, name: str, started_on: date) -> Programme:
        """The group's own endless programme."""
        return await self._add(Programme(ProgrammeId(self._buffer.next("programme")), name, started_on, standing=True))

    async def end(self, programme: Programme, at: datetime) -> None:
        """End a programme; later check-ins do not belong to it."""
        await self.programmes()
        self._buffer.write(END_PROGRAMME, programme=programme.id, at=at)
        self._buffer.forget(self._key)

    # --- people and days ---------------------------------------------------------------------------------------

    async def record(self, user_id: int) -> Record:
        """What somebody has done in this group."""
        known: dict[int, Record] = await self._buffer.remember("checkin_records", self._nobody)
        if user_id not in known:
            if len(known) >= MOST_KNOWN:
                # What is forgotten must be in the database before it can be asked for again.
                await self._buffer.overlay.settle()
                known.clear()
            known[user_id] = await self._load_record(user_id)
        return known[user_id]

    async def today(self, programme: Programme, day: date) -> Today:
        """Who has checked in to a programme on a day so far; only the newest day of each is remembered."""
        known: dict[int, tuple[date, Today]] = await self._buffer.remember("checkin_today", self._no_day)
        found = known.get(programme.id)
        if found is None or found[0] != day:
            found = known[programme.id] = day, await self._load_today(programme, day)
        return found[1]

    async def past(self, user_id: int, programme: Programme, day: date) -> Past:
        """What is to be known of somebody who checks in."""
        record, today = await self.record(user_id), await self.today(programme, day)
        return Past(record.all_days(programme), record.notes.get(programme.id, frozenset()), today.notes)

    async def claim(
        self,
        programme: Programme,
        user_id: int,
        day: date,
        at: datetime,
        *,
        message_id: int | None = None,
        note: str = "",
        made_up_by: int | None = None,
        told: bool = True,
        flag: Flag | None = None,
    ) -> None:
        """Check somebody in for a day. If they already are when this is written, the update is decided again."""
        record = await self.record(user_id)
        made_up = made_up_by is not None
        self._buffer.claim(
            CHECK_IN,
            programme_id=programme.id,
            user_id=user_id,
            day=day.isoformat(),
            chat_id=self._chat_id,
            at=at,
            message_id=message_id,
            note=note,
            made_up=made_up,
            granted_by=made_up_by,
            told=told,
            flag=flag.value if flag is not None else "",
            turn=record.turn(programme, day),
        )
        record.days.setdefault(programme.id, {})[day] = made_up
        folded = fold(note) if len(note) >= WORTH_COMPARING else ""
        if len(folded) >= WORTH_COMPARING:
            record.notes.setdefault(programme.id, set()).add(folded)
        known: dict[int, tuple[date, Today]] = await self._buffer.remember("checkin_today", self._no_day)
        for other in await self.programmes():
            found = known.get(other.id)
            if found is not None and found[0] == day and not made_up and (other.standing or other.id == programme.id):
                found[1].people.setdefault(user_id)
                found[1].notes |= {folded} - {""}

    async def note(self, made: Made, note: str) -> None:
        """The words of a check-in are these now."""
        record = await self.record(made.user_id)
        self._buffer.write(
            NOTE, programme=made.programme_id, person=made.user_id, on=made.day.isoformat(), new_note=note
        )
        if len(note) >= WORTH_COMPARING:
            record.notes.setdefault(made.programme_id, set()).add(fold(note))

    async def take_back(self, made: Made, at: datetime, *, by: int | None, why: str) -> None:
        """Let a check-in count no longer; it may be made again."""
        record = await self.record(made.user_id)
        self._buffer.write(
            TAKE_BACK,
            programme=made.programme_id,
            person=made.user_id,
            on=made.day.isoformat(),
            instant=at,
            by=by,
            why=why,
        )
        record.days.get(made.programme_id, {}).pop(made.day, None)
        record.turns[made.programme_id, made.day] = made.turn
        self._buffer.overlay.memory.pop("checkin_today", None)

    async def days_of(self, user_id: int, programme: Programme) -> frozenset[date]:
        """The days on which a person has checked in, made-up ones included."""
        return (await self.record(user_id)).all_days(programme)

    async def people_on(self, day: date, programme: Programme) -> int:
        """How many people have checked in themselves on a day."""
        return len((await self.today(programme, day)).people)

    async def rank_on(self, day: date, programme: Programme, user_id: int) -> int:
        """Which one of a day somebody was, from 1; 0 when they have not checked in themselves."""
        people = (await self.today(programme, day)).people
        return list(people).index(user_id) + 1 if user_id in people else 0

    # --- lists -------------------------------------------------------------------------------------------------

    async def made_by(self, user_id: int, day: date) -> list[Made]:
        """What somebody has checked in to on a day."""
        return await self._made(checkins.c.user_id == user_id, checkins.c.day == day.isoformat())

    async def made_with(self, message_ids: Sequence[int], since: datetime) -> list[Made]:
        """The check-ins that these messages were."""
        return await self._made(checkins.c.message_id.in_(message_ids), checkins.c.at >= since)

    async def taken_with(self, message_ids: Sequence[int]) -> list[Made]:
        """What was taken back with these messages, by nobody's decision."""
        return await self._made(
            checkins.c.message_id.in_(message_ids), checkins.c.taken_back_by.is_(None), counts=False
        )

    async def made_to(self, programme: Programme) -> list[Made]:
        """Every check-in to this very programme, in order of time."""
        return await self._made(checkins.c.programme_id == programme.id)

    async def made_since(self, since: datetime) -> list[Made]:
        """Every check-in to any programme since an instant, in order of time."""
        return await self._made(checkins.c.at >= since)

    async def untold(self) -> list[Made]:
        """The check-ins that the group has not heard of, in order of time."""
        return await self._made(checkins.c.told.is_(False))

    def tell(self) -> None:
        """The group hears of all of them now."""
        self._buffer.write(TELL, chat=self._chat_id)

    async def first_on(self, programme_id: int, day: date) -> int | None:
        """Who was the first to check in on a day."""
        row = await self._buffer.one(
            select(checkins.c.user_id)
            .where(
                checkins.c.chat_id == self._chat_id,
                checkins.c.programme_id == programme_id,
                checkins.c.day == day.isoformat(),
                checkins.c.made_up.is_(False),
                COUNTS,
            )
            .order_by(checkins.c.at, checkins.c.message_id)
            .limit(1)
        )
        return None if row is None else row.user_id

    async def totals(self, programme: Programme) -> dict[int, int]:
        """The number of check-ins to this very programme by person."""
        rows = await self._buffer.read(
            select(checkins.c.user_id, func.count().label("times"))
            .where(checkins.c.chat_id == self._chat_id, checkins.c.programme_id == programme.id, COUNTS)
            .group_by(checkins.c.user_id)
        )
        return {row.user_id: int(row.times) for row in rows}

    # --- loading -----------------------------------------------------------------------------------------------

    @property
    def _key(self) -> tuple[str, int]:
        return "programmes", self._chat_id

    async def _nobody(self) -> dict[int, Record]:
        return {}

    async def _no_day(self) -> dict[int, tuple[date, Today]]:
        return {}

    async def _made(self, *conditions: Any, counts: bool = True) -> list[Made]:
        rows = await self._buffer.read(
            select(checkins)
            .where(checkins.c.chat_id == self._chat_id, COUNTS if counts else ~COUNTS, *conditions)
            .order_by(checkins.c.at, checkins.c.message_id)
        )
        return [
            Made(
                ProgrammeId(row.programme_id),
                UserId(row.user_id),
                date.fromisoformat(row.day),
                row.at,
                row.message_id,
                row.note,
                row.flag,
                row.turn,
                row.made_up,
            )
            for row in rows
        ]

    async def _load_record(self, user_id: int) -> Record:
        record = Record()
        rows = await self._buffer.read(
            select(checkins).where(checkins.c.chat_id == self._chat_id, checkins.c.user_id == user_id),
            beside_writes=True,
            unsettled=True,
        )
        for row in rows:
            day = date.fromisoformat(row.day)
            if row.taken_back_at is not None:
                record.turns[row.programme_id, day] = row.turn
                continue
            record.days.setdefault(row.programme_id, {})[day] = row.made_up
            if len(row.note) >= WORTH_COMPARING:
                record.notes.setdefault(row.programme_id, set()).add(fold(row.note))
        return record

    async def _load_today(self, programme: Programme, day: date) -> Today:
        statement: Select[Any] = select(checkins.c.user_id, checkins.c.note).where(
            checkins.c.chat_id == self._chat_id,
            checkins.c.day == day.isoformat(),
            checkins.c.made_up.is_(False),
            COUNTS,
        )
        if not programme.standing:
            statement = statement.where(checkins.c.programme_id == programme.id)
        rows = await self._buffer.read(statement.order_by(checkins.c.at, checkins.c.message_id))
        notes = {fold(row.note) for row in rows if len(row.note) >= WORTH_COMPARING}
        return Today(
            dict.fromkeys(row.user_id for row in rows), {note for note in notes if len(note) >= WORTH_COMPARING}
        )

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
            terms=stored(programme.terms),
        )
        self._buffer.renew(self._key, [*known, programme])
        return programme

    async def _load(self) -> list[Programme]:
        rows = await self._buffer.read(PROGRAMMES_OF, chat=self._chat_id)
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
        terms=restored(row.terms),
    )
