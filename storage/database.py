"""The engine: one writer, many readers, and the flush that makes many decisions durable at once.

Repositories write their statements once, as module constants; ``insert`` with ``ON CONFLICT`` comes from SQLAlchemy's
PostgreSQL dialect, which compiles on SQLite as well (the reverse does not).
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.engine import Row, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.sql.dml import UpdateBase

from bot.core.errors import Bug, Conflict, Unavailable
from storage.sqlite import CONNECTION_PATIENCE_S, CONNECTIONS, OUT_OF_ORDER, WRITER, SqliteFile, prepare, primary_code

T = TypeVar("T")

OUT_OF_ORDER_CLASSES = ("08", "40", "53", "55", "57", "58")
"""The same by SQLSTATE class: connection, rollback, resources, state, operator's intervention, system."""


@dataclass(frozen=True, slots=True)
class Write:
    """One buffered statement. ``claim``: it must change a row, else the decision behind it no longer holds."""

    statement: UpdateBase
    parameters: Mapping[str, Any]
    claim: bool = False

    @property
    def table(self) -> str:
        return table_name(self.statement)


class Database:
    """A database by URL: ``sqlite+aiosqlite:///file`` or ``postgresql+asyncpg://…``.

    SQLite runs in WAL mode with ``synchronous=FULL`` (group commit makes it affordable); ``durable=False`` gives
    that up for throw-away files. Writing happens on one connection, one transaction at a time. ``on_loop``: a SQLite
    file is read and written on the event loop, where nobody but the caller waits for it.
    """

    def __init__(self, url: str, *, durable: bool = True, on_loop: bool = False) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database in (None, "", ":memory:"):
            raise Bug("an in-memory database has no second connection; use a temporary file")
        # Parameters hold what people wrote: they stay out of error messages, and so out of logs.
        self._engine = create_async_engine(
            self.url,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=CONNECTION_PATIENCE_S,
            hide_parameters=True,
        )
        self._writing = asyncio.Lock()
        self._writer: AsyncConnection | None = None
        self._file = SqliteFile(self.url, "FULL" if durable else "OFF", on_loop) if self.is_sqlite else None
        if self.is_sqlite:
            prepare(self._engine.sync_engine, "FULL" if durable else "OFF")

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """The writer inside a transaction: committed at the end, rolled back on any error.

        Raises:
            Unavailable: the database itself is out of order (disk, lock, connection).
        """
        async with self._writing:
            try:
                if self._writer is None:
                    self._writer = await self._engine.connect()
                    await self._writer.execution_options(**WRITER)
                async with self._writer.begin():
                    yield self._writer
            except Exception as error:
                if not _is_out_of_order(error):
                    raise
                await self._drop_writer()
                raise Unavailable(_name(error)) from error

    async def _drop_writer(self) -> None:
        """Let a connection go that may be dead; the next transaction opens another."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(SQLAlchemyError, OSError):
                await writer.invalidate()
                await writer.close()

    async def write(self, job: Callable[[Connection], T]) -> T:
        """What ``job`` returns; what it writes is one transaction. It must be quick: on SQLite it holds the loop.

        Raises:
            Unavailable: the database itself is out of order (disk, lock, connection).
            Exception: what ``job`` raises; all is rolled back.
        """
        if self._file is None:
            async with self.transaction() as connection:
                return await connection.run_sync(job)
        # A caller that gives up must not leave a transaction half-way.
        return await asyncio.shield(asyncio.ensure_future(self._write_file(self._file, job)))

    async def _write_file(self, file: SqliteFile, job: Callable[[Connection], T]) -> T:
        async with self._writing:
            try:
                return await file.write(job)
            except Exception as error:
                if _is_out_of_order(error):
                    raise Unavailable(_name(error)) from error
                raise

    async def fetch(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
        """All rows of a query, as committed.

        Raises:
            Unavailable: the database itself is out of order.
        """
        try:
            if self._file is not None:
                return await self._file.fetch(statement, parameters or {})
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, parameters or {})).all()
        except Exception as error:
            if _is_out_of_order(error):
                raise Unavailable(_name(error)) from error
            raise

    async def flush(self, works: Iterable[Sequence[Write]]) -> None:
        """Write many works in one transaction, statement by statement.

        The order of writes of one work, and of works as given, is kept within each table; across tables it is not,
        so a work must not depend on a foreign key of a row it writes itself.

        Raises:
            Conflict: a claim changed nothing; all is rolled back.
            Unavailable: as for `write`; all is rolled back.
        """
        await self.write(partial(_carry_out, arrange(works)))

    @asynccontextmanager
    async def raw_connection(self) -> AsyncIterator[AsyncConnection]:
        """A connection of its own, outside any transaction of ours: migrations, checks, backups."""
        async with self._engine.connect() as connection:
            yield connection

    async def close(self) -> None:
        """Close every connection; waits for a running transaction."""
        async with self._writing:
            if self._writer is not None:
                await self._writer.close()
                self._writer = None
            if self._file is not None:
                await self._file.close()
        await self._engine.dispose()


def _carry_out(runs: Iterable[tuple[UpdateBase, bool, list[Mapping[str, Any]]]], connection: Connection) -> None:
    for statement, claim, rows in runs:
        if not claim:
            connection.execute(statement, rows)
            continue
        for row in rows:
            if connection.execute(statement, row).first() is None:
                raise Conflict(table_name(statement))


def _is_out_of_order(error: Exception) -> bool:
    """Whether the database, not the statement, is at fault: the same statement may succeed later."""
    if isinstance(error, (OSError, NoConnection)):
        return True
    if not isinstance(error, DBAPIError):
        # A server that starts up or shuts down refuses in the driver's own words, before there is a connection.
        return str(getattr(error, "sqlstate", ""))[:2] in OUT_OF_ORDER_CLASSES
    origin = error.orig
    code = primary_code(error)
    if code is not None:
        return code in OUT_OF_ORDER
    state = getattr(origin, "sqlstate", None)
    if isinstance(state, str):
        return state[:2] in OUT_OF_ORDER_CLASSES
    return error.connection_invalidated


def _name(error: Exception) -> str:
    """The kind of an error; its words might quote what somebody wrote."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(origin, "sqlite_errorname", None) or getattr(origin, "sqlstate", None)
    return f"{type(origin).__name__} {code}" if code else type(origin).__name__


def table_name(statement: UpdateBase) -> str:
    """The one table a statement writes to."""
    return str(cast(Table, statement.table).name)


def arrange(works: Iterable[Sequence[Write]]) -> list[tuple[UpdateBase, bool, list[Mapping[str, Any]]]]:
    """Group writes into runs of one statement each.

    For every table a list of runs; a write joins the first run of its statement that is not before the last write
    of the same work to that table. Writes of different works commute unless they come from one mailbox, whose works
    the caller passes as one sequence.
    """
    runs: dict[str, list[tuple[UpdateBase, bool, list[Mapping[str, Any]]]]] = {}
    highest: dict[str, Mapping[str, Any]] = {}
    sequence: UpdateBase | None = None
    for writes in works:
        reached: dict[str, int] = {}
        for write in writes:
            table = write.table
            if table == "sequences":
                name = write.parameters["name"]
                if name not in highest or highest[name]["value"] < write.parameters["value"]:
                    highest[name] = write.parameters
                sequence = write.statement
                continue
            levels = runs.setdefault(table, [])
            position = reached.get(table, 0)
            while position < len(levels) and (
                levels[position][0] is not write.statement or levels[position][1] != write.claim
            ):
                position += 1
            if position == len(levels):
                levels.append((write.statement, write.claim, []))
            levels[position][2].append(write.parameters)
            reached[table] = position
    arranged = [run for levels in runs.values() for run in levels]
    if sequence is not None:
        arranged.append((sequence, False, list(highest.values())))
    return arranged
