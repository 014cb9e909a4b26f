"""A SQLite file on the hot path: what is quick is done at once on the event loop, what may wait on threads."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Executable, RootTransaction, create_engine, event
from sqlalchemy.engine import URL, Row
from sqlalchemy.exc import DBAPIError, OperationalError

T = TypeVar("T")

WRITER = {"weilu_writer": True}
READER = {"weilu_reader": True}
BUSY_TIMEOUT_MS = 10_000
CONNECTIONS = 7
"""At most at a time. Of a SQLite file: one writes, one reads on the loop, the others read on threads."""
CONNECTION_PATIENCE_S = 60
BRIEF_STEP = 1_000
BRIEF_STEPS = 5
"""Steps of so many instructions of SQLite's machine that a query may take on the loop: some 250 rows, 1.5 ms."""
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


class SqliteFile:
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
        prepare(self._engine, synchronous)
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
            if primary_code(error) != sqlite3.SQLITE_BUSY:
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
        """See `Database.fetch`."""
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
        """Close every connection; waits for the writing thread."""
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
            if primary_code(error) not in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY):
                raise
            return None
        finally:
            self._reader.rollback()

    def close(self) -> None:
        self._reader.close()


def primary_code(error: DBAPIError) -> int | None:
    """SQLite's primary code; None when another database speaks."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def _driver(connection: Connection) -> sqlite3.Connection:
    """What SQLAlchemy's connection drives."""
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


def _be_patient(connection: Connection, milliseconds: int) -> None:
    """How long a connection to a SQLite file waits for a lock."""
    _driver(connection).execute(f"PRAGMA busy_timeout={milliseconds}").close()


def prepare(engine: Any, synchronous: str) -> None:
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
