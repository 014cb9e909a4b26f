"""The engine: one writer, many readers, and the flush that makes many decisions durable at once.

Repositories write their statements once, as module constants; ``insert`` with ``ON CONFLICT`` comes from SQLAlchemy's
PostgreSQL dialect, which compiles on SQLite as well (the reverse does not).
"""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Executable, RootTransaction, Table, create_engine, event
from sqlalchemy.engine import URL, Row, make_url
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.sql.dml import UpdateBase

from bot.core.errors import Bug, Conflict, Unavailable

T = TypeVar("T")

WRITER = {"weilu_writer": True}
READER = {"weilu_reader": True}
BUSY_TIMEOUT_MS = 10_000
CONNECTIONS = 7
"""At most at a time. Of a SQLite file: one writes, one reads on the loop, the others read on threads."""
CONNECTION_PATIENCE_S = 60
BRIEF_STEP = 1_000
BRIEF_STEPS = 5
"""What a query may take on the loop, in steps of that many instructions of SQLite's machine: some 250 rows, a millisecond and a half."""
OUT_OF_ORDER = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)
"""SQLite's codes for a file, lock or disk that is out of order; other errors are in the statement."""
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
        self._file = _File(self.url, "FULL" if durable else "OFF", on_loop) if self.is_sqlite else None
        if self.is_sqlite:
            _prepare_sqlite(self._engine.sync_engine, "FULL" if durable else "OFF")

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

    async def _write_file(self, file: "_File", job: Callable[[Connection], T]) -> T:
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


class _File:
    """A SQLite file on the hot path, without the many hops of an asynchronous driver.

    A statement of ours takes microseconds, handing it to another thread and back takes a hundred times that, and
    while it runs there both threads fight for the interpreter at every row. So statements run on the loop, and only
    what waits for the disk or a lock on a thread. A query is begun on the loop, too: one that turns out to be long
    is broken off and goes to a thread in one piece.
    """

    def __init__(self, url: URL, synchronous: str, on_loop: bool) -> None:
        self._on_loop = on_loop
        self._engine = create_engine(
            url.set(drivername="sqlite"),
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=CONNECTION_PATIENCE_S,
            connect_args={"check_same_thread": False},
            hide_parameters=True,
        )
        _prepare_sqlite(self._engine, synchronous)
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="sqlite-writer")
        self._readers = ThreadPoolExecutor(CONNECTIONS - 2, thread_name_prefix="sqlite-reader")
        self._writer: Connection | None = None
        self._brief: _Brief | None = None
        self._mine = threading.local()
        self._opened: list[Connection] = []
        """The connection of each reading thread: opening one, and a transaction around one query, cost more than it."""

    async def write(self, job: Callable[[Connection], T]) -> T:
        """See `Database.write`; one at a time."""
        try:
            transaction = self._begin_at_once()
            if transaction is None:
                transaction = await self._aside(self._begin)
            result = job(transaction.connection)
            await self._aside(transaction.commit)
        except BaseException:
            # Whether it had begun, failed or was cut off: what stays open would keep the file locked.
            await self._aside(self._let_go)
            raise
        return result

    def _begin_at_once(self) -> RootTransaction | None:
        """A transaction, unless the file has yet to be opened or is locked by another process."""
        if self._writer is None:
            return None
        _be_patient(self._writer, 0)
        try:
            return self._writer.begin()
        except OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY:
                raise
            return None

    def _begin(self) -> RootTransaction:
        if self._writer is None:
            self._writer = self._engine.connect().execution_options(**WRITER)
        if self._brief is None:
            self._brief = _Brief(self._engine.connect())
        _be_patient(self._writer, BUSY_TIMEOUT_MS)
        return self._writer.begin()

    def _let_go(self) -> None:
        """Close the writer, and with it what it has begun; the next transaction opens another."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()

    async def _aside(self, call: Callable[[], T]) -> T:
        if self._on_loop:
            return call()
        return await asyncio.get_running_loop().run_in_executor(self._disk, call)

    async def fetch(self, statement: Executable, parameters: Mapping[str, Any]) -> Sequence[Row[Any]]:
        if self._on_loop:
            return self._fetch(statement, parameters)
        rows = self._brief.fetch(statement, parameters) if self._brief is not None else None
        if rows is not None:
            return rows
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self._fetch, statement, parameters)

    def _fetch(self, statement: Executable, parameters: Mapping[str, Any]) -> Sequence[Row[Any]]:
        reader: Connection | None = getattr(self._mine, "reader", None)
        if reader is None:
            reader = self._mine.reader = self._engine.connect().execution_options(**READER)
            self._opened.append(reader)
        try:
            return reader.execute(statement, parameters).all()
        finally:
            reader.rollback()

    async def close(self) -> None:
        # On the writer's own thread: there it comes after a begin whose caller has given up.
        await self._aside(self._let_go)
        self._disk.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        for reader in self._opened:
            reader.close()
        if self._brief is not None:
            self._brief.close()
        self._engine.dispose()


class _Brief:
    """A connection for queries on the loop, that gives up what would take long or has to wait."""

    def __init__(self, connection: Connection) -> None:
        self._reader = connection.execution_options(**READER)
        self._steps = 0
        _be_patient(self._reader, 0)
        _driver(self._reader).set_progress_handler(self._goes_on_too_long, BRIEF_STEP)

    def _goes_on_too_long(self) -> bool:
        """Asked by SQLite after every `BRIEF_STEP` instructions."""
        self._steps += 1
        return self._steps > BRIEF_STEPS

    def fetch(self, statement: Executable, parameters: Mapping[str, Any]) -> Sequence[Row[Any]] | None:
        """The rows; None when that takes more than `BRIEF_STEPS` steps, or when the file is locked."""
        self._steps = 0
        try:
            return self._reader.execute(statement, parameters).all()
        except OperationalError as error:
            if _code(error) not in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY):
                raise
            return None
        finally:
            self._reader.rollback()

    def close(self) -> None:
        self._reader.close()


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
    code = _code(error)
    if code is not None:
        return code in OUT_OF_ORDER
    state = getattr(origin, "sqlstate", None)
    if isinstance(state, str):
        return state[:2] in OUT_OF_ORDER_CLASSES
    return error.connection_invalidated


def _code(error: DBAPIError) -> int | None:
    """SQLite's primary code; None when another database speaks."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


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


def _driver(connection: Connection) -> sqlite3.Connection:
    """What SQLAlchemy's connection drives."""
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


def _be_patient(connection: Connection, milliseconds: int) -> None:
    """How long a connection to a SQLite file waits for a lock."""
    _driver(connection).execute(f"PRAGMA busy_timeout={milliseconds}").close()


def _prepare_sqlite(engine: Any, synchronous: str) -> None:
    """Take transaction control from the driver (it begins late and commits early) and set the pragmas."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "foreign_keys=ON",
            "temp_store=MEMORY",
            "cache_size=-32000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("weilu_reader"):
            return  # one query is its own transaction
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("weilu_writer") else "BEGIN")
