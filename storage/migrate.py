"""Bring a database to the newest schema, with a copy of the old file first."""

import sqlite3
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import create_async_engine

SCRIPTS = Path(__file__).parent / "migrations"


class NewerSchema(Exception):
    """The database was written by a newer version of the bot; this one must not touch it."""


@dataclass(frozen=True, slots=True)
class Migration:
    """What an upgrade did. ``copy`` is where the old file went, None when nothing had to be copied."""

    before: str | None
    after: str
    copy: Path | None

    @property
    def changed(self) -> bool:
        return self.before != self.after


def configuration() -> Config:
    """Alembic's configuration, without any file."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return config


@cache
def newest() -> str:
    """The newest revision this version of the bot knows."""
    head = ScriptDirectory.from_config(configuration()).get_current_head()
    assert head is not None, "the package ships without its migrations"
    return head


async def migrate(url: str) -> Migration:
    """Upgrade the database at ``url``; a SQLite file that must change is copied beside itself first.

    Raises:
        NewerSchema: the database is ahead of this version.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _migrate_sqlite(parsed)
    engine = create_async_engine(parsed)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(_upgrade, None)
    finally:
        await engine.dispose()


def _migrate_sqlite(url: URL) -> Migration:
    path = Path(url.database or "")
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url.set(drivername="sqlite"))
    try:
        with engine.connect() as connection:
            before = MigrationContext.configure(connection).get_current_revision()
        copy = _copy(path, before) if before not in (None, newest()) and known_revision(before) else None
        with engine.connect() as connection:
            # A table rebuild with foreign keys on would delete the rows that point to it.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
            with connection.begin():
                migration = _upgrade(connection, copy)
                # It reads every row that points to another: seconds of a large file, so only after a change.
                check = text("PRAGMA foreign_key_check")
                broken = connection.execute(check).first() if migration.changed else None
                if broken is not None:
                    raise RuntimeError(f"the upgrade would leave a broken reference in table {broken[0]!r}")
        return migration
    finally:
        engine.dispose()


def _upgrade(connection: Connection, copy: Path | None) -> Migration:
    before = MigrationContext.configure(connection).get_current_revision()
    if before is not None and not known_revision(before):
        raise NewerSchema(f"the database is at revision {before}, which this version does not know")
    if before != newest():
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return Migration(before, newest(), copy)


def known_revision(revision: str | None) -> bool:
    """Whether this version of the bot has the migration; if not, a newer one wrote the database."""
    return revision in _known_revisions()


@cache
def _known_revisions() -> frozenset[str]:
    return frozenset(script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions())


def _copy(path: Path, revision: str | None) -> Path:
    """A consistent copy beside the file, by SQLite's backup interface (a plain copy would miss the WAL)."""
    target = path.with_name(f"{path.name}.before-{newest()}-from-{revision}")
    backup(path, target)
    return target


def backup(source: Path, target: Path) -> None:
    """Copy a SQLite database, also while it is in use; an existing target is replaced once the copy is whole."""
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    reading = sqlite3.connect(source)
    writing = sqlite3.connect(partial)
    try:
        reading.backup(writing)
    finally:
        writing.close()
        reading.close()
    partial.replace(target)
