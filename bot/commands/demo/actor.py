"""The bot's own process: the product as it runs in production, with a clock that follows the sandbox's."""

import asyncio
import multiprocessing
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import aiohttp

from bot.app import Surroundings, Weilu
from bot.commands.run import serve
from bot.config import load_config
from bot.core.clock import ManualClock, from_micros, to_micros
from bot.features import FEATURES
from bot.runtime import logs
from handlers.flood_control import UNLIMITED

CLOCK_PATIENCE_S = 40.0
BEAT_S = 0.01


class Pulse:
    """What the play sees of the bot from outside: its clock, and whether it still has something to do."""

    def __init__(self) -> None:
        self._values = multiprocessing.get_context("spawn").Array("q", 3)

    def beat(self, waiting: int, now: datetime) -> None:
        """Say how much waits, and what time it is."""
        with self._values.get_lock():
            self._values[:] = [self._values[0] + 1, waiting, to_micros(now)]

    def seen(self) -> tuple[int, int, datetime]:
        """Number of the beat, how much waits, the bot's time."""
        with self._values.get_lock():
            number, waiting, now = self._values[:]
        return number, waiting, from_micros(now)


def live(environ: Mapping[str, str], clock_url: str, start: datetime, log_file: Path, pulse: Pulse) -> None:
    """Run the bot until SIGTERM; the entry point of the spawned process."""
    with log_file.open("w", buffering=1) as stream:
        sys.stderr = stream
        config = load_config(None, environ, FEATURES)
        logs.configure("INFO", "json", (config.telegram.token.get_secret_value(),))
        clock = ManualClock(start)
        # The play's minutes last seconds: Telegram's pace of real minutes would hold the bot's words back.
        weilu = Weilu(config, Surroundings(clock=clock, alarm=clock.alarm, rates=UNLIMITED))
        code = asyncio.run(_live(weilu, clock, clock_url, pulse))
    sys.exit(code)


async def _live(weilu: Weilu, clock: ManualClock, clock_url: str, pulse: Pulse) -> int:
    beside = [asyncio.create_task(_follow(clock, clock_url)), asyncio.create_task(_beat(weilu, clock, pulse))]
    try:
        return await serve(weilu)
    finally:
        for task in beside:
            task.cancel()


async def _beat(weilu: Weilu, clock: ManualClock, pulse: Pulse) -> None:
    while True:
        await asyncio.sleep(BEAT_S)
        if weilu.is_listening:
            pulse.beat(weilu.mailboxes.backlog + weilu.outbox.waiting, clock.now())


async def _follow(clock: ManualClock, url: str) -> None:
    """Move our clock whenever the sandbox's has moved."""
    timeout = aiohttp.ClientTimeout(total=CLOCK_PATIENCE_S)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        while True:
            try:
                async with session.get(url, params={"after": clock.now().isoformat()}) as answer:
                    clock.set(datetime.fromisoformat((await answer.json())["now"]))
            except (aiohttp.ClientError, TimeoutError):
                await asyncio.sleep(0.1)
