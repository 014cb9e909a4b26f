"""The outbox: what was decided and must still be said or done, and the handles of what was said."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.core.effect import Effect, Lane, Outcome, Repeat, Status, decode_call, encode_call
from bot.core.ids import EffectId, Mailbox, MessageId
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


class Outbox:
    """The rows, for the outbox loop and the doctor."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self) -> list[tuple[Effect, datetime | None]]:
        """Every unsettled effect with the instant its call was started, if it was; oldest first."""
        rows = await self._database.fetch(select(outbox).where(outbox.c.settled_at.is_(None)).order_by(outbox.c.id))
        return [
            (
                Effect(
                    id=EffectId(r.id),
                    mailbox=Mailbox(r.mailbox),
                    call=decode_call(r.kind, bytes(r.body)),
                    repeat=Repeat(r.repeat),
                    lane=Lane(r.lane),
                    created_at=r.created_at,
                    after=r.after,
                    expires_at=r.expires_at,
                    handle=r.handle,
                    report=r.report,
                    memo=r.memo,
                ),
                r.started_at,
            )
            for r in rows
        ]

    async def held(self, handle: str) -> tuple[int, MessageId] | None:
        """Chat and message that a handle names, once its send was accepted."""
        rows = await self._database.fetch(select(handles).where(handles.c.handle == handle))
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


def add(buffer: Buffer, effect: Effect) -> None:
    """Store an effect with its decision."""
    buffer.write(
        ADD,
        id=effect.id,
        mailbox=effect.mailbox,
        chat_id=effect.chat_id,
        kind=type(effect.call).__name__,
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
