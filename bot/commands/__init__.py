"""The operator's command line. Each command is one file with ``add_arguments`` and ``run``."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Protocol, cast


class OperatorCommand(Protocol):
    """What a command's module offers. Its docstring's first line is its help."""

    __doc__: str | None

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it; returns the exit code."""
        ...


COMMANDS = (
    "run",
    "demo",
    "check-config",
    "migrate",
    "doctor",
    "backup",
    "restore",
    "simulate",
    "judge",
    "digest",
    "verify-draw",
)
"""In the order of ``weilu --help``."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="weilu", description="Weilu 围炉: keeps chat communities warm and safe.")
    parser.add_argument("--version", action="version", version=f"weilu {version('weilu')}")
    choices = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands = {name: _command(name) for name in _asked(sys.argv[1:] if arguments is None else arguments)}
    for name, command in commands.items():
        first_line = (command.__doc__ or "").partition("\n")[0]
        command.add_arguments(choices.add_parser(name, help=first_line, description=command.__doc__))
    parsed = parser.parse_args(arguments)
    try:
        return commands[parsed.command].run(parsed)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130


def _asked(arguments: Sequence[str]) -> Sequence[str]:
    """The command that is named, else all: a bot that starts need not load what the others rest on."""
    first = next(iter(arguments), None)
    return (first,) if first in COMMANDS else COMMANDS


def _command(name: str) -> OperatorCommand:
    return cast(OperatorCommand, import_module(f"bot.commands.{name.replace('-', '_')}"))
