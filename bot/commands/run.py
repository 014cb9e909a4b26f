"""Run the bot until SIGTERM or Ctrl-C."""

import argparse
import asyncio
import gc
import os
import signal
import sys
from pathlib import Path

from bot.app import TokenRefused, Weilu
from bot.config import Config, ConfigError, load_config
from bot.features import FEATURES
from bot.runtime import logs
from storage.lock import AlreadyRunning
from storage.migrate import NewerSchema

SWITCH_INTERVAL_S = 0.001
COLLECTED_AFTER = (20_000, 20, 50)
"""Thresholds of the three generations of the garbage collector."""
DEFAULT_FILE = Path("config.toml")
UNUSABLE = 2
"""Exit code for a configuration, token or database that cannot be used: restarting does not help."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``weilu run``."""
    parser.add_argument("--config", type=Path, help=f"TOML file; default {DEFAULT_FILE} where it exists")


def run(arguments: argparse.Namespace) -> int:
    """Run until told to stop."""
    config = load(arguments.config)
    if config is None:
        return UNUSABLE
    logs.configure(config.log.level, config.log.format, (config.telegram.token.get_secret_value(),))
    weilu = Weilu(config)
    # A thread that has waited for the disk asks for the interpreter back; the usual 5 ms is a long time on this path.
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    return asyncio.run(serve(weilu))


def load(path: Path | None) -> Config | None:
    """The configuration, or None after saying on standard error what is wrong with it."""
    try:
        return load_config(path or (DEFAULT_FILE if DEFAULT_FILE.exists() else None), os.environ, FEATURES)
    except ConfigError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return None


async def serve(weilu: Weilu) -> int:
    """Run a bot until a signal; returns the exit code."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    try:
        await weilu.open()
    except AlreadyRunning as error:
        print(f"this database is already in use by {error}; one bot per database", file=sys.stderr)
        return UNUSABLE
    except NewerSchema as error:
        print(f"{error}; install the newer version again, or restore an older backup", file=sys.stderr)
        return UNUSABLE
    # What has been loaded by now (models, dictionaries, handlers) stays for good, and an update leaves hardly a cycle:
    # the collector need not look so often, nor through all of it.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)
    starting = asyncio.create_task(_start(weilu))
    stop = asyncio.create_task(stopping.wait())
    await asyncio.wait({starting, stop}, return_when=asyncio.FIRST_COMPLETED)
    refused = starting.done() and isinstance(starting.exception(), TokenRefused)
    if refused:
        print(
            "Telegram does not know this token; get the right one from @BotFather and set telegram.token "
            "in the configuration or WEILU_TELEGRAM__TOKEN",
            file=sys.stderr,
        )
    else:
        if starting.done():
            starting.result()
        await stop
        starting.cancel()
        await asyncio.wait({starting})
    stop.cancel()
    await weilu.stop()
    return UNUSABLE if refused else 0


async def _start(weilu: Weilu) -> None:
    await weilu.start()
    await weilu.listen()
