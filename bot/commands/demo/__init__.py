"""Play a day of a tea brand's group on a Telegram of our own, and show what the bot does.

Nothing leaves this machine: the sandbox stands for Telegram, the bot runs as in production, as a process of its own
with long polling and a SQLite file. The database, the log and the digest's picture stay in the output folder.
"""

import argparse
import asyncio
import shutil
from pathlib import Path

from bot.commands.demo.play import play

OUTPUT = Path("demo-output")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``weilu demo``."""
    parser.add_argument("--lang", choices=("zh-CN", "en"), default="zh-CN", help="the language of the play")
    parser.add_argument(
        "--output", type=Path, default=OUTPUT, help=f"folder for what it leaves behind; default {OUTPUT}"
    )


def run(arguments: argparse.Namespace) -> int:
    """Play it; 0 when everything the play expects has happened."""
    folder: Path = arguments.output
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return asyncio.run(play(arguments.lang, folder))
