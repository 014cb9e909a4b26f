"""Is this database well? What the doctor, backup and restore need to know, asked without starting a bot."""

import shlex
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError, SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.core.errors import Unavailable
from bot.features.settings.model import BotStatus
from storage.database import Database
from storage.migrate import known_revision, newest
from storage.tables import communities, groups, troubles
from storage.troubles import Trouble

SHOWN_FAULTS = 20
VERSION = "SELECT version_num FROM alembic_version"


class SchemaState(StrEnum):
    """How a database's schema relates to this version of the bot."""

    ABSENT = "absent"
    """no file, or nothing of ours in it"""
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class Schema:
    """A database's revision (None when absent) and what it means."""

    state: SchemaState
    revision: str | None


@dataclass(frozen=True, slots=True)
class GroupState:
    """A group, as far as the doctor wants to know it. ``overlay`` is its own stored settings."""

    chat_id: int
    title: str
    status: BotStatus
    rights: frozenset[str]
    overlay: dict[str, Any]


def shown(url: str) -> str:
    """The address without its password."""
    return make_url(url).render_as_string(hide_password=True)


def sqlite_file(url: str) -> Path | None:
    """The file of an embedded database; None for a server."""
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def dump_command(url: str, target: Path) -> str:
    """The shell command that backs up a PostgreSQL database; it asks for the password itself."""
    parsed = make_url(url)
    parts = ["pg_dump", "--format=custom", f"--file={target}"]
    parts += [f"--host={parsed.host}"] if parsed.host else []
    parts += [f"--port={parsed.port}"] if parsed.port else []
    parts += [f"--username={parsed.username}"] if parsed.username else []
    return shlex.join([*parts, parsed.database or ""])


async def schema(url: str) -> Schema:
    """The schema of the database at ``url``; nothing is created.

    Raises:
        Unavailable: the file is no database, or the server does not answer.
    """
    path = sqlite_file(url)
    if path is not None:
        return file_schema(path)
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return _schema(str((await connection.execute(text(VERSION))).scalar_one()))
    except ProgrammingError:
        return Schema(SchemaState.ABSENT, None)
    except (SQLAlchemyError, OSError) as error:
        raise Unavailable(type(error).__name__) from error
    finally:
        await engine.dispose()


def file_schema(path: Path) -> Schema:
    """The schema of a SQLite file.

    Raises:
        Unavailable: it is no database that can be read.
    """
    if not path.exists() or path.stat().st_size == 0:
        return Schema(SchemaState.ABSENT, None)
    try:
        with closing(_reading(path)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            row = connection.execute(VERSION).fetchone() if "alembic_version" in tables else None
    except sqlite3.Error as error:
        raise Unavailable(str(error)) from error
    return Schema(SchemaState.ABSENT, None) if row is None else _schema(str(row[0]))


def _schema(revision: str) -> Schema:
    if revision == newest():
        return Schema(SchemaState.CURRENT, revision)
    return Schema(SchemaState.OLDER if known_revision(revision) else SchemaState.NEWER, revision)


def faults(path: Path) -> list[str]:
    """What is wrong inside a SQLite file: broken pages, indexes or references; empty when it is whole."""
    try:
        with closing(_reading(path)) as connection:
            found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({SHOWN_FAULTS})")]
            broken = [f"broken reference in {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
    except sqlite3.Error as error:
        return [str(error)]
    return [fault for fault in found if fault != "ok"] + broken[:SHOWN_FAULTS]


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)


class Health:
    """What a migrated database says about its own work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def groups(self) -> list[GroupState]:
        """Every group the bot is in."""
        rows = await self._database.fetch(select(groups).where(groups.c.left_at.is_(None)).order_by(groups.c.chat_id))
        return [
            GroupState(row.chat_id, row.title, BotStatus(row.bot_status), frozenset(row.bot_rights), row.settings)
            for row in rows
        ]

    async def community_overlays(self) -> list[tuple[str, dict[str, Any]]]:
        """Name and stored settings of every community."""
        rows = await self._database.fetch(select(communities.c.name, communities.c.settings))
        return [(row.name, row.settings) for row in rows]

    async def troubles(self, since: datetime) -> list[tuple[int, Trouble]]:
        """What the bot could not do since ``since``, by chat, the newest first; chat 0 is the process itself."""
        rows = await self._database.fetch(
            select(troubles).where(troubles.c.last_at >= since).order_by(troubles.c.last_at.desc())
        )
        return [(row.chat_id, Trouble(row.kind, row.times, row.last_at, row.detail)) for row in rows]
