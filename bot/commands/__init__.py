"""The operator's command line. Each command is one file with ``add_arguments`` and ``run``."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Protocol

from bot.commands import backup, check_config, demo, digest, doctor, judge, migrate, restore, run, simulate, verify_draw


class OperatorCommand(Protocol):
    """What a command's module offers. Its docstring's first line is its help."""

    __doc__: str | None

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it; returns the exit code."""
        ...


COMMANDS: Mapping[str, OperatorCommand] = {
    "run": run,
    "demo": demo,
    "check-config": check_config,
    "migrate": migrate,
    "doctor": doctor,
    "backup": backup,
    "restore": restore,
    "simulate": simulate,
    "judge": judge,
    "digest": digest,
    "verify-draw": verify_draw,
}
"""In the order of ``weilu --help``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="weilu", description="Weilu 围炉: keeps chat communities warm and safe.")
    parser.add_argument("--version", action="version", version=f"weilu {version('weilu')}")
    choices = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        first_line = (command.__doc__ or "").partition("\n")[0]
        command.add_arguments(choices.add_parser(name, help=first_line, description=command.__doc__))
    parsed = parser.parse_args(arguments)
    try:
        return COMMANDS[parsed.command].run(parsed)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
