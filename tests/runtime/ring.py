"""Mailboxes and group commit around a handler that the test writes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from bot.core.clock import ManualClock
from bot.core.event import Incoming, Source
from bot.core.ids import chat_mailbox
from bot.runtime.commit import Committer
from bot.runtime.mailboxes import Handle, Mailboxes
from bot.runtime.work import Work
from storage import Storage
from storage.tables import handles, ledger, troubles

NOW = datetime(2026, 12, 1, tzinfo=UTC)
_put = insert(ledger)
POISON = insert(troubles).values(times=None)
"""A statement that no flush survives: ``times`` may not be null."""
CLAIM = insert(handles).on_conflict_do_nothing(index_elements=[handles.c.handle]).returning(handles.c.handle)


class Ring:
    """The middle of the ring, running."""

    def __init__(self, storage: Storage, handle: Handle) -> None:
        self.storage = storage
        self.clock = ManualClock(NOW)
        self.committer = Committer(storage.database)
        self.mailboxes = Mailboxes(storage, self.committer, self.clock, handle)
        self.committed: list[Work] = []
        self.committer.on_commit = self._committed
        self._keys = 0

    def _committed(self, works: Iterable[Work]) -> None:
        for work in works:
            self.committed.append(work)
            self.mailboxes.forget(work.touched)
            self.mailboxes.deliver(work.forwarded)

    async def send(self, *events: tuple[int, str]) -> None:
        """Put (chat id, body) into the inbox, in one commit, and deliver."""
        rows = []
        for chat_id, body in events:
            self._keys += 1
            rows.append(Incoming(Source.TELEGRAM, str(self._keys), chat_mailbox(chat_id), "update", body.encode()))
        self.mailboxes.deliver(await self.storage.inbox.add(rows, NOW))

    async def said(self) -> dict[int, list[str]]:
        """What `write_down` has made durable, by chat, in order."""
        rows = await self.storage.database.fetch(select(ledger).order_by(ledger.c.id))
        found: dict[int, list[str]] = {}
        for row in rows:
            found.setdefault(row.chat_id, []).append(row.note)
        return found


@asynccontextmanager
async def ring(storage: Storage, handle: Handle) -> AsyncIterator[Ring]:
    """The ring, with its commit loop; everything delivered is handled at the end of the block."""
    running = Ring(storage, handle)
    loop = asyncio.create_task(running.committer.run())
    try:
        yield running
        await asyncio.wait_for(running.mailboxes.idle(), 30)
    finally:
        await running.mailboxes.stop()
        running.committer.stop()
        await loop


def write_down(work: Work) -> None:
    """Keep the body of an event as a row of its chat, numbered in the order of decision."""
    work.buffer.write(
        _put,
        id=work.buffer.next("ledger"),
        chat_id=int(work.mailbox.partition(":")[2]),
        user_id=1,
        amount=1,
        reason="said",
        note=work.event.body.decode(),
        key=str(work.event.id),
        at=work.now,
    )


def poison(work: Work) -> None:
    """Let the flush of this work fail."""
    work.buffer.write(POISON, chat_id=1, kind=str(work.event.id), first_at=work.now, last_at=work.now)


def handler(decide: Callable[[Work], None]) -> Handle:
    """A handler from a plain function."""

    async def handle(work: Work) -> None:
        decide(work)

    return handle
