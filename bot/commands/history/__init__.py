"""Histories of groups, read from files: a Telegram Desktop export or JSON lines, gzipped or not."""

import zlib
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.commands.history.export import Export
from bot.commands.history.lines import SPACING, Lines
from bot.commands.history.moves import Headcount, Move
from bot.commands.history.spoken import History, Notes, Place, Speaker, Spoken, Unreadable
from bot.commands.history.stream import BOM, unzipped
from bot.commands.history.times import instant

__all__ = [
    "SPACING",
    "Export",
    "Headcount",
    "History",
    "Lines",
    "Move",
    "Notes",
    "Place",
    "Speaker",
    "Spoken",
    "Unreadable",
    "instant",
    "open_history",
]

HEAD_BYTES = 65_536


def open_history(path: Path, zone: ZoneInfo, largest: int | None = None) -> History:
    """The history in a file. Times without a zone are read as local times of ``zone``.

    ``largest``: bytes of an export, unpacked, that are read at most; None for what memory holds.

    Raises:
        Unreadable: no such file, or nothing in it that this understands.
    """
    if path.is_dir() and (path / "result.json").exists():
        path = path / "result.json"
    try:
        raw = path.open("rb")
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read: {(error.strerror or 'unknown reason').lower()}") from None
    stream = unzipped(raw)
    try:
        head = stream.peek(HEAD_BYTES)[:HEAD_BYTES].removeprefix(BOM).lstrip()
        if _is_export(head):
            return Export.parse(path, stream, zone, largest)
        return Lines(path, raw, stream, zone)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(f"{path}: cannot be unpacked: {error}") from None


def _is_export(head: bytes) -> bool:
    """Whether a file that begins like this is one JSON document rather than one a line."""
    first, newline, _ = head.partition(b"\n")
    if newline and first.strip() == b"{":
        return True
    whole = first if newline else head
    return head.startswith(b"{") and any(name in whole for name in (b'"messages"', b'"chats"'))
