"""Where most stories begin."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from random import Random

import pytest

from bot.sandbox import Chat, User
from tests.postgres import Postgres
from tests.stage import Stage, staged
from tests.stories.tea_house import TeaHouse

DIES_AFTER = 2
"""Scenes: the group is there, somebody has set something or come by, and then the bot is killed."""


@pytest.fixture
def story_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database: of the engine that ``WEILU_TEST_STORIES`` names, SQLite if it names none."""
    if os.environ.get("WEILU_TEST_STORIES") != "postgresql":
        shutil.copyfile(request.getfixturevalue("sqlite_template"), tmp_path / "weilu.db")
        yield f"sqlite+aiosqlite:///{tmp_path / 'weilu.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    yield server.url("migrated")
    server.empty("migrated")


@pytest.fixture
async def stage(tmp_path: Path, story_url: str) -> AsyncIterator[Stage]:
    """A running bot on a fresh sandbox and a fresh database; in the middle of the story it is killed."""
    async with staged(tmp_path, url=story_url, dies_after=DIES_AFTER) as running:
        yield running


@pytest.fixture
async def shaken_stage(request: pytest.FixtureRequest, tmp_path: Path, story_url: str) -> AsyncIterator[Stage]:
    """A stage whose bot is killed at a random moment whenever something has happened, and started again."""
    async with staged(tmp_path, url=story_url, shaker=Random(request.node.name)) as running:
        yield running


@pytest.fixture
async def house(stage: Stage) -> TeaHouse:
    return TeaHouse(stage, *await stage.tea_house())


@pytest.fixture
async def guarded(house: TeaHouse) -> TeaHouse:
    """The tea house behind the passphrase 芝麻开门."""
    await house.guard()
    return house


@pytest.fixture
def group(house: TeaHouse) -> Chat:
    return house.group


@pytest.fixture
def owner(house: TeaHouse) -> User:
    return house.owner
