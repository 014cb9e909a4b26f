"""Where most stories begin."""

import pytest

from bot.sandbox import Chat, User
from tests.stage import Stage
from tests.stories.tea_house import TeaHouse


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
