"""What the bot has done about quiet hours and working hours."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.features.quiet.model import Lock, Phase
from storage.buffer import Buffer
from storage.tables import messages, quiet_locks, quiet_told

_lock = insert(quiet_locks)
SAVE = _lock.on_conflict_do_update(
    index_elements=[quiet_locks.c.chat_id],
    set_={name: _lock.excluded[name] for name in ("ends_at", "phase", "permissions", "failed")},
)
DROP = delete(quiet_locks).where(quiet_locks.c.chat_id == bindparam("chat"))
_told = insert(quiet_told)
TELL = _told.on_conflict_do_update(
    index_elements=[quiet_told.c.chat_id, quiet_told.c.kind], set_={"span": _told.excluded.span}
)
LOCK = "quiet_lock"
TALK = "quiet_talk"
MOST_TALK = 1_000


LOCK_OF = select(quiet_locks).where(quiet_locks.c.chat_id == bindparam("chat"))


class Quiet:
    """One group's lock, and what it has been told; all of it in the mailbox's memory."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def lock(self) -> Lock | None:
        """The lock as this decision has left it."""
        found: Lock | None = await self._buffer.remember(LOCK, self._load_lock)
        return found

    def save(self, lock: Lock) -> None:
        """Keep the lock as given."""
        self._buffer.overlay.memory[LOCK] = lock
        self._buffer.write(
            SAVE,
            chat_id=self._chat_id,
            ends_at=lock.ends_at,
            phase=lock.phase.value,
            permissions=dict(lock.permissions),
            failed=lock.failed,
        )

    def drop(self) -> None:
        """There is no lock any more."""
        self._buffer.overlay.memory[LOCK] = None
        self._buffer.write(DROP, chat=self._chat_id)

    async def told(self, kind: str) -> datetime | None:
        """The beginning of the last span about which the group has been told this kind of thing."""
        found: datetime | None = await self._buffer.remember(("quiet_told", kind), lambda: self._load_told(kind))
        return found

    def tell(self, kind: str, span: datetime) -> None:
        """The group is told something about a span, by its beginning."""
        self._buffer.overlay.memory["quiet_told", kind] = span
        self._buffer.write(TELL, chat_id=self._chat_id, kind=kind, span=span)

    async def talk(self, since: datetime) -> list[tuple[datetime, int]]:
        """Who wrote when, oldest first, from ``since`` on; whoever counts a message adds it to this list."""
        found: list[tuple[datetime, int]] = await self._buffer.remember(TALK, lambda: self._load_talk(since))
        return found

    async def _load_lock(self) -> Lock | None:
        row = await self._buffer.one(LOCK_OF, beside_writes=True, chat=self._chat_id)
        return None if row is None else Lock(row.ends_at, Phase(row.phase), row.permissions, row.failed)

    async def _load_told(self, kind: str) -> datetime | None:
        row = await self._buffer.one(
            select(quiet_told.c.span).where(quiet_told.c.chat_id == self._chat_id, quiet_told.c.kind == kind),
            beside_writes=True,
        )
        return None if row is None else row.span

    async def _load_talk(self, since: datetime) -> list[tuple[datetime, int]]:
        rows = await self._buffer.read(
            select(messages.c.at, messages.c.sender_id)
            .where(messages.c.chat_id == self._chat_id, messages.c.at >= since, messages.c.deleted.is_(False))
            .order_by(messages.c.at)
            .limit(MOST_TALK),
            beside_writes=True,
        )
        return [(row.at, row.sender_id) for row in rows]
