"""The bot's own process: the product as it runs in production, with a clock that follows the sandbox's."""

import asyncio
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import aiohttp

from bot.app import Surroundings, Weilu
from bot.commands.run import serve
from bot.config import load_config
from bot.core.clock import ManualClock
from bot.features import FEATURES
from bot.runtime import logs
from handlers.flood_control import UNLIMITED

CLOCK_PATIENCE_S = 40.0


def live(environ: Mapping[str, str], clock_url: str, start: datetime, log_file: Path) -> None:
    """Run the bot until SIGTERM; the entry point of the spawned process."""
    with log_file.open("w", buffering=1) as stream:
        sys.stderr = stream
        config = load_config(None, environ, FEATURES)
        logs.configure("INFO", "json", (config.telegram.token.get_secret_value(),))
        clock = ManualClock(start)
        # The play's minutes last seconds: Telegram's pace of real minutes would hold the bot's words back.
        weilu = Weilu(config, Surroundings(clock=clock, alarm=clock.alarm, rates=UNLIMITED))
        code = asyncio.run(_live(weilu, clock, clock_url))
    sys.exit(code)


async def _live(weilu: Weilu, clock: ManualClock, clock_url: str) -> int:
    following = asyncio.create_task(_follow(clock, clock_url))
    try:
        return await serve(weilu)
    finally:
        following.cancel()


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
