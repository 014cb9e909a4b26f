"""Copy the database into a file, also while the bot runs."""

import argparse
import sys
from pathlib import Path

from bot.commands.run import UNUSABLE, load
from bot.commands.run import add_arguments as add_config
from bot.core.errors import Unavailable
from storage.health import SchemaState, dump_command, faults, file_schema, sqlite_file
from storage.migrate import backup


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``weilu backup``."""
    add_config(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; an older backup there is replaced")


def run(arguments: argparse.Namespace) -> int:
    """Back up and check the copy; 2 when there is nothing to copy or nowhere to write."""
    config = load(arguments.config)
    if config is None:
        return UNUSABLE
    target: Path = arguments.file
    source = sqlite_file(config.database.url)
    if source is None:
        print("PostgreSQL is backed up with its own tool:", file=sys.stderr)
        print(dump_command(config.database.url, target))
        return UNUSABLE
    try:
        if file_schema(source).state is SchemaState.ABSENT:
            print(f"{source}: there is no database yet", file=sys.stderr)
            return UNUSABLE
        if target.exists() and target.samefile(source):
            print(f"{target}: this is the database itself", file=sys.stderr)
            return UNUSABLE
        target.parent.mkdir(parents=True, exist_ok=True)
        backup(source, target)
    except (Unavailable, OSError) as error:
        print(f"the backup failed: {error}", file=sys.stderr)
        return UNUSABLE
    wrong = faults(target)
    if wrong:
        print(f"{target}: the copy is damaged, as the database must be: {wrong[0]}", file=sys.stderr)
        return UNUSABLE
    print(f"{target}: {target.stat().st_size:,} bytes, checked")
    return 0
