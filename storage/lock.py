"""One process per database: a second one would answer everything twice."""

import fcntl
import os
from pathlib import Path
from typing import IO

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

ADVISORY_KEY = 0x5765_696C_75  # "Weilu"


class AlreadyRunning(Exception):
    """Another process holds this database."""


class Lock:
    """The right to use a database, held until `release` or the end of the process."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._file: IO[str] | None = None
        self._engine: AsyncEngine | None = None
        self._connection: AsyncConnection | None = None

    async def acquire(self) -> None:
        """Take the lock.

        Raises:
            AlreadyRunning: somebody else has it.
        """
        if self._url.get_backend_name() == "sqlite":
            self._lock_file(Path(f"{self._url.database}.lock"))
        else:
            await self._lock_server()

    async def release(self) -> None:
        """Give it back."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._connection is not None:
            await self._connection.close()
            self._connection = None
        if self._engine is not None:
            await self._engine.dispose()
            self._engine = None

    def _lock_file(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip()
            file.close()
            raise AlreadyRunning(f"process {holder}" if holder else "another process") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    async def _lock_server(self) -> None:
        """A session lock on a connection of its own."""
        self._engine = create_async_engine(self._url, pool_size=1, isolation_level="AUTOCOMMIT")
        self._connection = await self._engine.connect()
        got = await self._connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": ADVISORY_KEY})
        if not got.scalar_one():
            await self.release()
            raise AlreadyRunning("another process")
