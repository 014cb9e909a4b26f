"""What waits in one group: to be handled, and to be done."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.core.ids import chat_mailbox
from storage.buffer import Buffer
from storage.tables import inbox, outbox


@dataclass(frozen=True, slots=True)
class Waiting:
    """Updates not handled, calls not settled, and when the oldest of these was decided."""

    updates: int
    calls: int
    oldest_call: datetime | None


class Backlog:
    """The ring's rows of one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def now(self, but: int) -> Waiting:
        """What waits beside the row ``but``, which is being handled."""
        updates = await self._buffer.one(
            select(func.count().label("rows")).where(
                inbox.c.done_at.is_(None),
                inbox.c.parked_at.is_(None),
                inbox.c.mailbox == chat_mailbox(self._chat_id),
                inbox.c.id != but,
            )
        )
        calls = await self._buffer.read(
            select(outbox.c.created_at)
            .where(outbox.c.settled_at.is_(None), outbox.c.chat_id == self._chat_id)
            .order_by(outbox.c.id)
        )
        assert updates is not None, "a count always has a row"
        return Waiting(int(updates.rows), len(calls), calls[0].created_at if calls else None)
