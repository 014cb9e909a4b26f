"""Do a lottery's draw again from its published file, and say whether it was held as promised."""

import argparse
import sys
from pathlib import Path

from bot.features.activities.draw import Record

UNUSABLE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and what was published before, to be compared."""
    parser.add_argument("file", type=Path, help="the draw-N.txt that was published with the result")
    parser.add_argument("--commitment", help="the SHA-256 that was published before the draw")


def run(arguments: argparse.Namespace) -> int:
    """Verify; 1 when something is wrong with the draw, 2 when the file cannot be read."""
    try:
        record = Record.read(arguments.file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        print(f"{arguments.file}: {error}", file=sys.stderr)
        return UNUSABLE
    faults = record.faults()
    if arguments.commitment is not None and arguments.commitment.strip().lower() != record.commitment:
        faults.append("the commitment in the file is not the one that was published before")
    for fault in faults:
        print(f"WRONG: {fault}")
    if faults:
        return 1
    print(f"right: {record.title}: {len(record.winners)} of {len(record.entrants)} won, as the seed chooses")
    print(f"commitment: {record.commitment}")
    return 0
