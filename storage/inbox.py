"""The inbox: every update, due schedule and result, durable before anything else happens to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.core.event import Incoming, Received, Source
from bot.core.ids import InboxId, Mailbox
from storage.buffer import RAISE_SEQUENCE, Buffer, Sequences
from storage.database import Database
from storage.tables import inbox

ADD = insert(inbox).on_conflict_do_nothing(index_elements=[inbox.c.source, inbox.c.key])
ADD_NEW = ADD.returning(inbox.c.id)
DONE = update(inbox).where(inbox.c.id == bindparam("row")).values(done_at=bindparam("at"), body=None)
PARK = (
    update(inbox)
    .where(inbox.c.id == bindparam("row"))
    .values(parked_at=bindparam("at"), error=bindparam("why"), attempts=bindparam("tries"))
)
UNPARK = update(inbox).where(inbox.c.id == bindparam("row")).values(parked_at=None, error=None)
IDS_PER_READ = 400


@dataclass(frozen=True, slots=True)
class Parked:
    """An update that failed three times and was set aside."""

    id: InboxId
    mailbox: Mailbox
    kind: str
    parked_at: datetime
    error: str


class Inbox:
    """The rows, for intake, mailboxes and the doctor."""

    def __init__(self, database: Database, sequences: Sequences) -> None:
        self._database = database
        self._sequences = sequences

    async def add(self, rows: Sequence[Incoming], now: datetime) -> list[Received]:
        """Store rows in one transaction and return those not seen before, in order."""
        if not rows:
            return []
        return await self._database.write(lambda connection: self.add_within(connection, rows, now))

    def add_within(self, connection: Connection, rows: Sequence[Incoming], now: datetime) -> list[Received]:
        """The same inside a running transaction."""
        if not rows:
            return []
        ids = self._sequences.block("inbox", len(rows))
        received = [
            Received(InboxId(id_), row.source, row.mailbox, row.kind, row.body, now)
            for id_, row in zip(ids, rows, strict=True)
        ]
        values = [_values(item, row.key) for item, row in zip(received, rows, strict=True)]
        new = set(connection.execute(ADD_NEW, values).scalars())
        connection.execute(RAISE_SEQUENCE, {"name": "inbox", "value": ids[-1]})
        return [item for item in received if item.id in new]

    async def waiting(self) -> list[tuple[InboxId, Mailbox]]:
        """Ids and mailboxes of all rows neither done nor parked, oldest first."""
        rows = await self._database.fetch(
            select(inbox.c.id, inbox.c.mailbox)
            .where(inbox.c.done_at.is_(None), inbox.c.parked_at.is_(None))
            .order_by(inbox.c.id)
        )
        return [(InboxId(row.id), Mailbox(row.mailbox)) for row in rows]

    async def load(self, ids: Sequence[InboxId]) -> list[Received]:
        """The rows with these ids that still wait, oldest first."""
        found: list[Received] = []
        for start in range(0, len(ids), IDS_PER_READ):
            rows = await self._database.fetch(
                select(inbox)
                .where(inbox.c.id.in_(ids[start : start + IDS_PER_READ]), inbox.c.done_at.is_(None))
                .order_by(inbox.c.id)
            )
            found += [
                Received(
                    InboxId(r.id), Source(r.source), Mailbox(r.mailbox), r.kind, bytes(r.body or b""), r.received_at
                )
                for r in rows
            ]
        return found

    async def park(self, row: InboxId, why: str, tries: int, now: datetime) -> None:
        """Set a row aside with its error; the doctor shows it and can replay it."""
        values = {"row": row, "why": why[:2000], "tries": tries, "at": now}
        await self._database.write(lambda connection: connection.execute(PARK, values))

    async def unpark(self, row: InboxId) -> None:
        """Let a parked row wait again; it is taken up at the next start."""
        await self._database.write(lambda connection: connection.execute(UNPARK, {"row": row}))

    async def parked(self) -> list[Parked]:
        """All rows set aside, oldest first."""
        rows = await self._database.fetch(
            select(inbox.c.id, inbox.c.mailbox, inbox.c.kind, inbox.c.parked_at, inbox.c.error)
            .where(inbox.c.parked_at.is_not(None), inbox.c.done_at.is_(None))
            .order_by(inbox.c.id)
        )
        return [Parked(InboxId(r.id), Mailbox(r.mailbox), r.kind, r.parked_at, r.error or "") for r in rows]

    async def backlog(self) -> tuple[int, datetime | None]:
        """How many rows wait, and since when the oldest does."""
        row = (
            await self._database.fetch(
                select(func.count().label("rows"), func.min(inbox.c.received_at).label("since")).where(
                    inbox.c.done_at.is_(None), inbox.c.parked_at.is_(None)
                )
            )
        )[0]
        return int(row.rows), row.since


def finish(buffer: Buffer, event: Received, now: datetime) -> None:
    """Mark a row done with its decision; the body is blanked."""
    buffer.write(DONE, row=event.id, at=now)


def forward(buffer: Buffer, rows: Iterable[Incoming], now: datetime) -> list[Received]:
    """Add rows to other mailboxes with this decision."""
    received = []
    for row in rows:
        item = Received(InboxId(buffer.next("inbox")), row.source, row.mailbox, row.kind, row.body, now)
        buffer.write(ADD, **_values(item, row.key))
        received.append(item)
    return received


def _values(item: Received, key: str) -> dict[str, object]:
    return {
        "id": item.id,
        "source": item.source.value,
        "key": key,
        "mailbox": item.mailbox,
        "kind": item.kind,
        "body": item.body,
        "received_at": item.received_at,
    }
