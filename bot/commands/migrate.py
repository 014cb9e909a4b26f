"""Bring the database to the newest schema, with a copy of the old file first; `weilu run` does the same by itself."""

import argparse
import asyncio
import sys

from bot.commands.run import UNUSABLE, load
from bot.commands.run import add_arguments as add_arguments
from bot.core.errors import Unavailable
from storage.health import schema, shown
from storage.lock import AlreadyRunning, Lock
from storage.migrate import Migration, NewerSchema, migrate


def run(arguments: argparse.Namespace) -> int:
    """Migrate; 2 when the database is in use, newer than this version, or cannot be reached."""
    config = load(arguments.config)
    if config is None:
        return UNUSABLE
    try:
        done = asyncio.run(_migrate(config.database.url))
    except AlreadyRunning as error:
        print(f"the bot is running on this database ({error}); stop it first", file=sys.stderr)
        return UNUSABLE
    except NewerSchema as error:
        print(f"{error}; install the newer version again, or restore an older backup", file=sys.stderr)
        return UNUSABLE
    except (Unavailable, OSError) as error:
        print(f"{shown(config.database.url)}: cannot be used: {error}", file=sys.stderr)
        return UNUSABLE
    if not done.changed:
        print(f"nothing to do: the database is at revision {done.after}")
    elif done.before is None:
        print(f"created at revision {done.after}")
    else:
        print(f"migrated from revision {done.before} to {done.after}; the old file is {done.copy or 'not copied'}")
    return 0


async def _migrate(url: str) -> Migration:
    lock = Lock(url)
    await lock.acquire()
    try:
        await schema(url)
        return await migrate(url)
    finally:
        await lock.release()
