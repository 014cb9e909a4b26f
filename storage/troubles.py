"""What the bot could not do."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from storage.buffer import Buffer
from storage.tables import troubles

_trouble = insert(troubles)
NOTE_TROUBLE = _trouble.on_conflict_do_update(
    index_elements=[troubles.c.chat_id, troubles.c.kind],
    set_={"times": troubles.c.times + 1, "last_at": _trouble.excluded.last_at, "detail": _trouble.excluded.detail},
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something the bot could not do in a chat, how often and when last."""

    kind: str
    times: int
    last_at: datetime
    detail: str


class Troubles:
    """What the bot could not do in one chat."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def note(self, kind: str, at: datetime, detail: str = "") -> None:
        """Count one more of ``kind`` (at most 64 characters; no text of people)."""
        self._buffer.write(
            NOTE_TROUBLE, chat_id=self._chat_id, kind=kind, times=1, first_at=at, last_at=at, detail=detail
        )

    async def since(self, instant: datetime) -> list[Trouble]:
        """Troubles seen at or after ``instant``, the newest first."""
        rows = await self._buffer.read(
            select(troubles)
            .where(troubles.c.chat_id == self._chat_id, troubles.c.last_at >= instant)
            .order_by(troubles.c.last_at.desc())
        )
        return [Trouble(r.kind, r.times, r.last_at, r.detail) for r in rows]
