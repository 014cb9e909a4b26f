"""What one decision reads and will write: reads see what is committed before it, writes wait for the flush."""

from collections.abc import Awaitable, Callable, Collection, Hashable, Iterable, Sequence
from typing import Any

from sqlalchemy import Select, Table
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.visitors import iterate

from bot.core.errors import Bug
from bot.core.ids import Mailbox
from storage.database import Database, Write
from storage.tables import sequences

_raise_sequence = insert(sequences)
RAISE_SEQUENCE = _raise_sequence.on_conflict_do_update(
    index_elements=[sequences.c.name],
    set_={"value": _raise_sequence.excluded.value},
    where=sequences.c.value < _raise_sequence.excluded.value,
)
"""Never down: works that took values may become durable in another order than they took them."""


class Sequences:
    """Counters for row ids and for the numbers people see. Values are given once; a failed work leaves a gap.

    They live in memory and are written with the work that took them; a value given to a work that never was
    committed may be given again after a restart, when nothing refers to it.
    """

    def __init__(self, values: dict[str, int] | None = None) -> None:
        self._values = values or {}

    def next(self, name: str) -> int:
        """The next value, from 1."""
        self._values[name] = value = self._values.get(name, 0) + 1
        return value

    def block(self, name: str, size: int) -> range:
        """The next ``size`` values."""
        first = self._values.get(name, 0) + 1
        self._values[name] = first + size - 1
        return range(first, first + size)


async def _nothing_waits() -> None:
    """A mailbox without works has nothing to flush."""


class Overlay:
    """What a mailbox remembers between its updates, and the works of it that are not written yet.

    ``memory`` holds facts loaded from the database and kept up to date by the handlers of this mailbox; it is
    dropped whole after any failure. ``settle`` flushes the waiting works, so that a query sees them.
    """

    __slots__ = ("epoch", "loading", "mailbox", "memory", "outdated", "settle")

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        self.memory: dict[Hashable, Any] = {}
        self.settle: Callable[[], Awaitable[None]] = _nothing_waits
        self.epoch = 0
        """Rises when everything is dropped: what was decided before and is not written yet must be decided again."""
        self.loading: set[Hashable] = set()
        self.outdated: set[Hashable] = set()
        """Keys forgotten while they were being loaded: what the load brings may be from before the change."""

    def forget(self, keys: Iterable[Hashable]) -> None:
        """Drop what is remembered under these keys."""
        for key in keys:
            self.memory.pop(key, None)
            if key in self.loading:
                self.outdated.add(key)

    def forget_all(self) -> None:
        """Drop everything."""
        self.epoch += 1
        self.memory.clear()
        self.outdated |= self.loading


class Buffer:
    """The reads and writes of one decision."""

    __slots__ = ("database", "overlay", "sequences", "touched", "writes")

    def __init__(self, database: Database, overlay: Overlay, sequences: Sequences) -> None:
        self.database = database
        self.overlay = overlay
        self.sequences = sequences
        self.writes: list[Write] = []
        self.touched: set[Hashable] = set()

    def write(self, statement: UpdateBase, **parameters: Any) -> None:
        """Queue a statement. Rows of one flush share a call, so pass the same parameters each time."""
        self.writes.append(Write(statement, parameters))

    def claim(self, statement: UpdateBase, **parameters: Any) -> None:
        """Queue a statement with RETURNING that must change a row; if it does not, the update is decided again."""
        self.writes.append(Write(statement, parameters, claim=True))

    async def read(
        self,
        statement: Select[Any],
        *,
        beside_writes: bool = False,
        beside_writes_to: Collection[Table] = (),
        unsettled: bool = False,
        **parameters: Any,
    ) -> Sequence[Row[Any]]:
        """Rows as left by every earlier update of this mailbox.

        ``beside_writes`` is for who keeps in memory what this decision has written, and lets it win over these rows;
        ``beside_writes_to`` for tables whose rows may be as they were before this decision.
        ``unsettled`` is for who keeps in memory, too, whatever waiting decisions of this mailbox have written of these
        rows: nothing is flushed for the read, so that a rush keeps its large transactions.

        Raises:
            Bug: this decision itself has already written to one of the tables; gather before you write.
        """
        if self.writes and not beside_writes:
            sources = {part.name for part in iterate(statement) if isinstance(part, Table)}
            sources.difference_update(table.name for table in beside_writes_to)
            if any(write.table in sources for write in self.writes):
                raise Bug(f"read of {sorted(sources)} after a write of the same decision")
        if not unsettled:
            await self.overlay.settle()
        return await self.database.fetch(statement, parameters)

    async def one(
        self,
        statement: Select[Any],
        *,
        beside_writes: bool = False,
        beside_writes_to: Collection[Table] = (),
        **parameters: Any,
    ) -> Row[Any] | None:
        """The first row, or None."""
        rows = await self.read(statement, beside_writes=beside_writes, beside_writes_to=beside_writes_to, **parameters)
        return rows[0] if rows else None

    async def remember(self, key: Hashable, load: Callable[[], Awaitable[Any]]) -> Any:
        """What the mailbox knows under ``key``, loaded once. The value may be mutated together with a write."""
        overlay = self.overlay
        if key in overlay.memory:
            return overlay.memory[key]
        overlay.loading.add(key)
        try:
            while True:
                overlay.outdated.discard(key)
                value = await load()
                if key not in overlay.outdated:
                    overlay.memory[key] = value
                    return value
        finally:
            overlay.loading.discard(key)

    def recall(self, key: Hashable) -> Any:
        """What the mailbox knows under ``key`` without looking anything up; None for nothing."""
        return self.overlay.memory.get(key)

    def forget(self, key: Hashable) -> None:
        """Drop what any mailbox remembers under ``key``, here at once and everywhere after the commit."""
        self.overlay.memory.pop(key, None)
        self.touched.add(key)

    def forget_everything(self) -> None:
        """Drop all that this mailbox remembers."""
        self.overlay.forget(list(self.overlay.memory))

    def renew(self, key: Hashable, value: Any) -> None:
        """What this mailbox knows under ``key`` from now on; every other forgets it after the commit."""
        self.overlay.memory[key] = value
        self.touched.add(key)

    def next(self, name: str) -> int:
        """The next value of a counter, made durable with this decision."""
        value = self.sequences.next(name)
        self.writes.append(Write(RAISE_SEQUENCE, {"name": name, "value": value}))
        return value
