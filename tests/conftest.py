"""Fixtures for every test."""

import asyncio
import gc
import logging
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest
import structlog

from storage.migrate import migrate
from tests.postgres import Postgres, PostgresMissing, postgres
from tests.stage import Stage, staged

hypothesis.settings.register_profile("weilu", deadline=None)
hypothesis.settings.load_profile("weilu")
"""How long an example takes says something about the machine, nothing about the code."""


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays for good: modules and models, a million objects."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def logging_as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a test does to logging ends with it: commands set it up for the whole process they usually have alone.

    A logger that keeps what it was first used with would keep it beyond the end.
    """
    root, configure = logging.getLogger(), structlog.configure
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(structlog, "configure", lambda **how: configure(**how | {"cache_logger_on_first_use": False}))
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
async def stage(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Stage]:
    """A running bot on a fresh sandbox and a fresh SQLite file."""
    shutil.copyfile(sqlite_template, tmp_path / "weilu.db")
    async with staged(tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A PostgreSQL server with a migrated database; where there is none, what needs it is skipped."""
    try:
        with postgres() as server:
            asyncio.run(migrate(server.url(server.new_database_named("migrated"))))
            yield server
    except PostgresMissing as missing:
        if os.environ.get("WEILU_TEST_REQUIRE_POSTGRES") == "1":
            pytest.fail(f"PostgreSQL is required here: {missing}")
        pytest.skip(f"no PostgreSQL: {missing}")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("template") / "weilu.db"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table, on each engine."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    name = server.new_database()
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database at the newest schema, on each engine."""
    if request.param == "sqlite":
        file = tmp_path / "weilu.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite+aiosqlite:///{file}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    yield server.url("migrated")
    server.empty("migrated")


@pytest.fixture
async def stage_on_each_engine(tmp_path: Path, database_url: str) -> AsyncIterator[Stage]:
    """A running bot on a fresh sandbox, with SQLite and with PostgreSQL."""
    async with staged(tmp_path, url=database_url) as running:
        yield running
