"""kill -9 at every step of the ring and at random moments: nothing is lost, nothing is done twice that must not be."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.sandbox import Fault
from tests.crash.launcher import POINTS
from tests.crash.ordeal import Launcher, Ordeal, die_at_random_moments, launcher, ordeal


@pytest.fixture(scope="module")
def cradle() -> Iterator[Launcher]:
    with launcher() as process:
        yield process


@pytest.mark.parametrize("point", POINTS)
async def test_death_at_a_step_of_the_ring(tmp_path: Path, cradle: Launcher, point: str) -> None:
    async with ordeal(tmp_path, cradle) as trial:
        for nth in (1, 2, 3, 4, 5, 7):
            await trial.cradle.start(point, nth)
            trial.talk()
            await _dies(trial)
        assert trial.cradle.kills == 6
        await trial.judge()


async def _dies(trial: Ordeal) -> None:
    """Talk on until the fuse has burnt."""
    dying = asyncio.create_task(trial.cradle.ended())
    while not dying.done():
        await asyncio.wait({dying}, timeout=0.3)
        if not dying.done() and trial.is_quiet():
            trial.talk(4)
    assert dying.result() == -signal.SIGKILL


@pytest.mark.parametrize("when", ["before", "after"])
async def test_death_during_a_call(tmp_path: Path, cradle: Launcher, when: Any) -> None:
    async with ordeal(tmp_path, cradle) as trial:
        for nth in (1, 2, 3, 4):
            fault = trial.sandbox.faults.add(Fault("*", "hang", when, nth=nth, chat_id=trial.group.id))
            await trial.cradle.start()
            trial.talk(12)
            await trial.place.until(lambda fault=fault: fault.fired, 40)
            await trial.cradle.kill()
            trial.sandbox.faults.remove(fault)
        await trial.judge()


@pytest.mark.parametrize("seed", [1, 2])
async def test_death_at_any_moment(tmp_path: Path, cradle: Launcher, seed: int) -> None:
    async with ordeal(tmp_path, cradle) as trial:
        await die_at_random_moments(trial, 8, Random(seed))
        await trial.judge()


async def test_sigterm_ends_it_in_good_order_with_work_in_flight(tmp_path: Path, cradle: Launcher) -> None:
    async with ordeal(tmp_path, cradle) as trial:
        fault = trial.sandbox.faults.add(Fault("sendMessage", "hang"))
        await trial.cradle.start()
        trial.talk(40)
        await trial.place.until(lambda: fault.fired, 40)
        trial.talk(40)
        os.kill(trial.cradle.pid, signal.SIGTERM)
        assert await trial.cradle.ended(within_s=10) == 0
        await trial.judge()


async def test_a_second_process_is_told_that_the_database_is_in_use(tmp_path: Path, cradle: Launcher) -> None:
    async with ordeal(tmp_path, cradle) as trial:
        await trial.cradle.start()
        await trial.place.until(lambda: trial.sandbox.polling.held, 30)
        second = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            env=trial.place.environment(),
            cwd=tmp_path,
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await asyncio.wait_for(second.communicate(), 40)
        assert second.returncode == 2
        assert f"already in use by process {trial.cradle.pid}" in said.decode()
        assert "Traceback" not in said.decode()
        assert await trial.cradle.stop() == 0
