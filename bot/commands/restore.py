"""Put a backup in the place of the database, while the bot is stopped; the old file is kept aside."""

import argparse
import asyncio
import sys
from pathlib import Path

from bot.app import SystemClock
from bot.commands.run import UNUSABLE, load
from bot.commands.run import add_arguments as add_config
from bot.core.errors import Unavailable
from storage.health import sqlite_file
from storage.lock import AlreadyRunning, Lock
from storage.restore import Restored, Unfit, restore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``weilu restore``."""
    add_config(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="a backup made by weilu backup")


def run(arguments: argparse.Namespace) -> int:
    """Restore; 2, with nothing changed, when the bot runs or the file does not fit."""
    config = load(arguments.config)
    if config is None:
        return UNUSABLE
    target = sqlite_file(config.database.url)
    if target is None:
        print("PostgreSQL is restored with its own tool: pg_restore --clean --if-exists FILE", file=sys.stderr)
        return UNUSABLE
    try:
        done = asyncio.run(_restore(config.database.url, arguments.file, target))
    except AlreadyRunning as error:
        print(f"the bot is running on this database ({error}); stop it first", file=sys.stderr)
        return UNUSABLE
    except (Unfit, Unavailable, OSError) as error:
        print(f"{arguments.file}: {error}; nothing has changed", file=sys.stderr)
        return UNUSABLE
    print(f"{target}: restored from {arguments.file}" + ("; the next start migrates it" if done.older else ""))
    if done.aside is not None:
        print(f"the former database is {done.aside}")
    print("what waited to be sent at the time of the backup is sent at the next start; see: weilu doctor")
    return 0


async def _restore(url: str, source: Path, target: Path) -> Restored:
    lock = Lock(url)
    await lock.acquire()
    try:
        return restore(source, target, SystemClock().now())
    finally:
        await lock.release()
