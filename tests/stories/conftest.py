"""Where most stories begin."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox import Chat, User
from tests.stage import Stage, staged
from tests.stories.tea_house import TeaHouse

DIES_AFTER = 2
"""Scenes: the group is there, somebody has set something or come by, and then the bot is killed."""


@pytest.fixture
async def stage(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Stage]:
    """A running bot on a fresh sandbox and a fresh SQLite file; in the middle of the story it is killed."""
    shutil.copyfile(sqlite_template, tmp_path / "weilu.db")
    async with staged(tmp_path, dies_after=DIES_AFTER) as running:
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
