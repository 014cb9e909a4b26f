"""The schema: the migrations and the tables say the same, and nobody opens a database he does not understand."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.lock import AlreadyRunning, Lock
from storage.migrate import NewerSchema, backup, migrate, newest
from storage.tables import metadata


async def test_from_empty_to_exactly_the_tables(empty_url: str) -> None:
    first = await migrate(empty_url)
    assert (first.before, first.after, first.copy) == (None, newest(), None)
    assert not (await migrate(empty_url)).changed
    engine = create_async_engine(empty_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await engine.dispose()


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_a_database_of_a_newer_version_is_left_alone(empty_url: str) -> None:
    await migrate(empty_url)
    engine = create_async_engine(empty_url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerSchema):
        await migrate(empty_url)
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one() == "9999"
    await engine.dispose()


async def test_a_second_process_is_refused(empty_url: str) -> None:
    first, second = Lock(empty_url), Lock(empty_url)
    await first.acquire()
    with pytest.raises(AlreadyRunning):
        await second.acquire()
    await first.release()
    await second.acquire()
    await second.release()


def test_a_backup_holds_what_is_still_in_the_log(tmp_path: Path) -> None:
    source = tmp_path / "weilu.db"
    engine = create_engine(f"sqlite:///{source}")
    with engine.connect() as connection:
        connection.execute(text("PRAGMA journal_mode=WAL"))
        connection.execute(text("CREATE TABLE t (x)"))
        connection.execute(text("INSERT INTO t VALUES (1)"))
        connection.commit()
        backup(source, tmp_path / "copy.db")
    copy = create_engine(f"sqlite:///{tmp_path / 'copy.db'}")
    with copy.connect() as connection:
        assert connection.execute(text("SELECT x FROM t")).scalar_one() == 1
