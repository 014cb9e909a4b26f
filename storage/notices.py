"""Notices that the bot has put up in a group: one of each kind."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from storage.buffer import Buffer
from storage.tables import notices

_notice = insert(notices)
KEEP = _notice.on_conflict_do_update(
    index_elements=[notices.c.chat_id, notices.c.kind],
    set_={"handle": _notice.excluded.handle, "at": _notice.excluded.at},
)


@dataclass(frozen=True, slots=True)
class Notice:
    """The last notice of a kind. ``handle`` is None once it has been taken down."""

    handle: str | None
    at: datetime


class Board:
    """The notices of one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def last(self, kind: str) -> Notice | None:
        """The last notice of a kind, as this decision has left it."""
        found: Notice | None = await self._buffer.remember(("notice", kind), lambda: self._load(kind))
        return found

    def keep(self, kind: str, notice: Notice) -> None:
        """Remember the notice that stands now, or that it has been taken down."""
        self._buffer.write(KEEP, chat_id=self._chat_id, kind=kind, handle=notice.handle, at=notice.at)
        self._buffer.overlay.memory["notice", kind] = notice

    async def _load(self, kind: str) -> Notice | None:
        row = await self._buffer.one(
            select(notices).where(notices.c.chat_id == self._chat_id, notices.c.kind == kind), beside_writes=True
        )
        return None if row is None else Notice(row.handle, row.at)
