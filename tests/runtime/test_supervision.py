"""Loops belong to supervision, never to the job."""

import asyncio

from bot.runtime import supervision
from bot.runtime.supervision import Supervisor


async def test_a_loop_that_raises_is_started_again() -> None:
    supervisor, runs, ended = Supervisor(), list[int](), asyncio.Event()
    supervision.FIRST_PAUSE_S, pause = 0.001, supervision.FIRST_PAUSE_S

    async def loop() -> None:
        runs.append(1)
        if len(runs) < 4:
            raise RuntimeError("words")
        ended.set()

    try:
        supervisor.start("job", loop)
        await asyncio.wait_for(ended.wait(), 10)
        await supervisor.ended("job", 1)
    finally:
        supervision.FIRST_PAUSE_S = pause
    assert (len(runs), supervisor.failures) == (4, {"job": 3})


async def test_a_loop_that_will_not_end_is_cancelled() -> None:
    supervisor, cancelled = Supervisor(), asyncio.Event()

    async def loop() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    supervisor.start("job", loop)
    await asyncio.sleep(0)
    await supervisor.ended("job", 0.01)
    assert cancelled.is_set()
    await supervisor.ended("unknown", 0.01)
