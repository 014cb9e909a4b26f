"""Supervision: loops belong to it. A loop that raises is logged, backed off from, and started again."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.core.errors import error_name

log = structlog.get_logger(__name__)

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 30.0
CALM_S = 60.0
"""A loop that ran this long has recovered; its next failure starts from the first pause."""


class Supervisor:
    """The loops of one process."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self.failures: dict[str, int] = {}
        """How often each loop has been started again."""

    def start(self, name: str, loop: Callable[[], Awaitable[None]]) -> None:
        """Run ``loop`` until it returns; it is called again whenever it raises."""
        self._tasks[name] = asyncio.create_task(self._keep(name, loop), name=name)

    async def ended(self, name: str, within_s: float) -> None:
        """Wait for a loop that was asked to end; cancel it when it takes longer than ``within_s`` seconds."""
        task = self._tasks.pop(name, None)
        if task is None:
            return
        _, late = await asyncio.wait({task}, timeout=within_s)
        for loop in late:
            log.warning("loop_cancelled", loop=name)
            loop.cancel()
            await asyncio.wait({loop})

    async def _keep(self, name: str, loop: Callable[[], Awaitable[None]]) -> None:
        pause = FIRST_PAUSE_S
        clock = asyncio.get_running_loop().time
        while True:
            started = clock()
            try:
                await loop()
                return
            except Exception as error:
                self.failures[name] = self.failures.get(name, 0) + 1
                if clock() - started > CALM_S:
                    pause = FIRST_PAUSE_S
                log.exception("loop_failed", loop=name, error=error_name(error), pause_s=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)
