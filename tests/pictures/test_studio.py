import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.core.errors import Unavailable
from bot.pictures.studio import Studio
from tests.pictures.samples import PANELS, picture

PICTURE = picture(PANELS["one bar"])


@pytest_asyncio.fixture
async def studio() -> AsyncIterator[Studio]:
    studio = Studio()
    yield studio
    await studio.close()


def worker_of(studio: Studio) -> int:
    assert studio._pool is not None
    return next(iter(studio._pool._processes))


async def test_draws_side_by_side_in_one_worker(studio: Studio) -> None:
    pictures = await asyncio.gather(*(studio.draw(PICTURE) for _ in range(3)))
    assert {drawn[:8] for drawn in pictures} == {b"\x89PNG\r\n\x1a\n"}


async def test_a_dead_worker_is_replaced_and_signals_meant_for_the_bot_are_not_its_own(studio: Studio) -> None:
    await studio.draw(PICTURE)
    first = worker_of(studio)
    os.kill(first, signal.SIGINT)
    os.kill(first, signal.SIGTERM)
    await studio.draw(PICTURE)
    assert worker_of(studio) == first
    os.kill(first, signal.SIGKILL)
    assert await studio.draw(PICTURE)
    assert worker_of(studio) != first


async def test_a_worker_that_died_while_idle_is_replaced(studio: Studio) -> None:
    await studio.draw(PICTURE)
    pool = studio._pool
    os.kill(worker_of(studio), signal.SIGKILL)
    await asyncio.to_thread(pool._executor_manager_thread.join)  # type: ignore[union-attr]
    assert await studio.draw(PICTURE)


async def test_a_worker_that_does_not_answer_is_given_up_and_others_are_served() -> None:
    studio = Studio(timeout_seconds=0.001)
    outcomes = await asyncio.gather(*(studio.draw(PICTURE) for _ in range(3)), return_exceptions=True)
    assert all(isinstance(outcome, Unavailable) for outcome in outcomes)
    await studio.close()


async def test_nothing_is_drawn_after_closing(studio: Studio) -> None:
    await studio.close()
    await studio.close()
    with pytest.raises(Unavailable):
        await studio.draw(PICTURE)


async def test_closing_gives_up_what_is_being_drawn(studio: Studio) -> None:
    drawing = asyncio.create_task(studio.draw(PICTURE))
    await asyncio.sleep(0)
    await studio.close()
    with pytest.raises(Unavailable):
        await drawing


async def test_a_cancelled_drawing_does_not_hold_up_the_others(studio: Studio) -> None:
    await studio.draw(PICTURE)
    drawings = [asyncio.create_task(studio.draw(PICTURE)) for _ in range(4)]
    await asyncio.sleep(0)
    drawings[2].cancel()
    os.kill(worker_of(studio), signal.SIGKILL)
    outcomes = await asyncio.wait_for(asyncio.gather(*drawings, return_exceptions=True), 30)
    assert [isinstance(outcome, bytes) for outcome in outcomes] == [True, True, False, True]


def test_the_bot_itself_does_not_load_matplotlib() -> None:
    loaded = "import sys, bot.pictures.studio; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
