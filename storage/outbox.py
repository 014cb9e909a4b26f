"""The outbox: what was decided and must still be said or done, and the handles of what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from bot.core.effect import Effect, Lane, Outcome, Repeat, Status, decode_call, encode_call
from bot.core.errors import Bug, error_name
from bot.core.ids import ChatId, EffectId, Mailbox, MessageId
from storage.buffer import Buffer
from storage.database import Database
from storage.tables import handles, outbox

ADD = insert(outbox)
STARTED = update(outbox).where(outbox.c.id == bindparam("row")).values(started_at=bindparam("at"))
UNSTARTED = update(outbox).where(outbox.c.id == bindparam("row")).values(started_at=None)
SETTLED = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(settled_at=bindparam("at"), status=bindparam("how"), error=bindparam("why"), body=None)
)
_hold = insert(handles)
HOLD = _hold.on_conflict_do_update(
    index_elements=[handles.c.handle],
    set_={
        "chat_id": _hold.excluded.chat_id,
        "message_id": _hold.excluded.message_id,
        "at": _hold.excluded.at,
    },
)
PARKED = "parked"
"""The status of a row that was set aside; it stands beside those of `bot.core.effect.Status`."""


HELD = select(handles).where(handles.c.handle == bindparam("name"))


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row whose call this version cannot make out. ``report`` and ``memo`` are as in `bot.core.effect.Effect`."""

    id: EffectId
    mailbox: Mailbox
    chat_id: ChatId
    kind: str
    report: str | None
    memo: str
    error: str


@dataclass(frozen=True, slots=True)
class ParkedCall:
    """A call that was set aside: it could not be read, or what became of it could not be kept."""

    id: EffectId
    mailbox: Mailbox
    kind: str
    parked_at: datetime
    error: str


class Outbox:
    """The rows, for the outbox loop and the doctor."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self) -> list[tuple[Effect | Unreadable, datetime | None]]:
        """Every unsettled effect with the instant its call was started, if it was; oldest first."""
        rows = await self._database.fetch(select(outbox).where(outbox.c.settled_at.is_(None)).order_by(outbox.c.id))
        return [(_effect(row), row.started_at) for row in rows]

    async def parked(self, since: datetime) -> list[ParkedCall]:
        """The calls set aside at or after ``since``, oldest first."""
        rows = await self._database.fetch(
            select(outbox.c.id, outbox.c.mailbox, outbox.c.kind, outbox.c.settled_at, outbox.c.error)
            .where(outbox.c.settled_at >= since, outbox.c.status == PARKED)
            .order_by(outbox.c.id)
        )
        return [ParkedCall(EffectId(r.id), Mailbox(r.mailbox), r.kind, r.settled_at, r.error or "") for r in rows]

    async def held(self, handle: str) -> tuple[int, MessageId] | None:
        """Chat and message that a handle names, once its send was accepted."""
        rows = await self._database.fetch(HELD, {"name": handle})
        return (rows[0].chat_id, MessageId(rows[0].message_id)) if rows else None

    async def count_waiting(self) -> tuple[int, datetime | None]:
        """How many effects wait, and since when the oldest does."""
        row = (
            await self._database.fetch(
                select(func.count().label("rows"), func.min(outbox.c.created_at).label("since")).where(
                    outbox.c.settled_at.is_(None)
                )
            )
        )[0]
        return int(row.rows), row.since

    async def count_lost(self, since: datetime) -> int:
        """How many calls were given up with an unknown outcome."""
        rows = await self._database.fetch(
            select(func.count()).where(outbox.c.settled_at >= since, outbox.c.status == Status.LOST.value)
        )
        return int(rows[0][0])


def _effect(row: Row[Any]) -> Effect | Unreadable:
    try:
        return Effect(
            id=EffectId(row.id),
            mailbox=Mailbox(row.mailbox),
            call=decode_call(row.kind, bytes(row.body)),
            repeat=Repeat(row.repeat),
            lane=Lane(row.lane),
            created_at=row.created_at,
            after=row.after,
            expires_at=row.expires_at,
            handle=row.handle,
            report=row.report,
            memo=row.memo,
        )
    except (Bug, msgspec.MsgspecError, ValueError, TypeError) as error:
        return Unreadable(
            id=EffectId(row.id),
            mailbox=Mailbox(row.mailbox),
            chat_id=ChatId(row.chat_id),
            kind=row.kind,
            report=row.report,
            memo=row.memo,
            error=error_name(error),
        )


def add(buffer: Buffer, effect: Effect) -> None:
    """Store an effect with its decision."""
    buffer.write(
        ADD,
        id=effect.id,
        mailbox=effect.mailbox,
        chat_id=effect.chat_id,
        kind=effect.kind,
        body=encode_call(effect.call),
        repeat=effect.repeat.value,
        lane=int(effect.lane),
        created_at=effect.created_at,
        after=effect.after,
        expires_at=effect.expires_at,
        handle=effect.handle,
        report=effect.report,
        memo=effect.memo,
    )


def start(buffer: Buffer, ids: Sequence[EffectId], now: datetime) -> None:
    """Note, before the call, that it is being made."""
    for id_ in ids:
        buffer.write(STARTED, row=id_, at=now)


def unstart(buffer: Buffer, ids: Sequence[EffectId]) -> None:
    """Note that a call was refused before it had any effect: it may be made after all."""
    for id_ in ids:
        buffer.write(UNSTARTED, row=id_)


def settle(buffer: Buffer, effect: Effect, outcome: Outcome, now: datetime) -> None:
    """Close an effect and keep the handle of what it sent."""
    buffer.write(SETTLED, row=effect.id, at=now, how=outcome.status.value, why=outcome.error)
    if effect.handle is not None and outcome.message_id is not None:
        buffer.write(HOLD, handle=effect.handle, chat_id=outcome.chat_id, message_id=outcome.message_id, at=now)


def park(buffer: Buffer, id_: EffectId, why: str, now: datetime) -> None:
    """Close a row without knowing, or being able to say, all that became of it; the doctor shows it."""
    buffer.write(SETTLED, row=id_, at=now, how=PARKED, why=why)
