"""Histories as JSON lines."""

import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, groupby, islice
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from bot.commands.history.moves import Headcount, Move
from bot.commands.history.spoken import SUPERGROUP_BASE, Notes, Place, Spoken, cut
from bot.commands.history.stream import BOM, Stream, unzipped
from bot.commands.history.times import instant
from bot.sandbox.entities import detected

LONGEST_LINE = 4_000_000
"""Bytes of one JSON line; what is longer is no message."""
FIRST_USER_ID = 5_000_000_001
"""Names without ids get ids from here on."""
FIRST_MESSAGE_ID = 1_000
SPACING = timedelta(seconds=4)
"""Between two messages of which the file does not say when they were written."""
UNDATED_START = datetime(2026, 1, 5, 9, 0)  # noqa: DTZ001
"""Local time at which a history without any times begins: a Monday morning."""
LOOKED_AT = 200
"""Messages by which it is judged whether a file knows seconds."""
CHUNK_BYTES, TAIL_BYTES = 1 << 20, 65_536
"""Of the end of a file that is looked at for its last line."""
ONE_MINUTE = timedelta(minutes=1)


class _Line(msgspec.Struct):
    text: str
    ts: int | float | str | None = None
    user: int | str | None = None
    reply_to: int | str | None = None
    id: int | str | None = None
    label: str | int | None = None


class Lines:
    """JSON lines ``{"ts", "user", "text"[, "reply_to", "id", "label"]}``, read as they come.

    ``reply_to`` is the ``id`` of an earlier line, or its number (from 1) where lines have no ids. Without ``ts`` the
    time goes on by a few seconds a line; without ``user`` each line is somebody new. Times in whole minutes are spread
    over their minute, or everybody who says three things in one would be flooding.
    """

    exporter_id: int | None = None

    def __init__(self, path: Path, raw: io.BufferedReader, stream: Stream, zone: ZoneInfo) -> None:
        self.notes = Notes()
        self.moves: Sequence[Move] = ()
        self.headcounts: Mapping[int, Headcount] = {}
        self._place = Place(SUPERGROUP_BASE - 1, path.name.split(".", 1)[0] or path.name)
        self.places = (self._place,)
        self._raw = raw
        self._stream = stream
        self._zone = zone
        self._size = max(path.stat().st_size, 1)
        self.ends_at = _end_of(path, zone)
        self._decode = msgspec.json.Decoder(_Line).decode
        self._users: dict[str, int] = {}
        self._ids: dict[int | str, int] = {}
        self._last: datetime | None = None

    def fraction(self) -> float:
        return min(self._raw.tell() / self._size, 1.0)

    def close(self) -> None:
        self._stream.close()
        self._raw.close()

    def spoken(self) -> Iterator[Spoken]:
        messages = self._messages()
        first = list(islice(messages, LOOKED_AT))
        together = chain(first, messages)
        if len(first) > 2 and all(message.at.second == 0 == message.at.microsecond for message in first):
            self.notes.spread = True
            return self._spread(together)
        return together

    def _spread(self, messages: Iterator[Spoken]) -> Iterator[Spoken]:
        for minute, inside in groupby(messages, key=lambda message: message.at):
            said = list(inside)
            for position, message in enumerate(said):
                yield replace(message, at=minute + ONE_MINUTE * position / len(said))

    def _messages(self) -> Iterator[Spoken]:
        for number, line in self._numbered():
            if not line.strip():
                continue
            try:
                row = self._decode(line)
                message = self._message(number, row)
            except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as error:
                self.notes.bad(number, str(error))
                continue
            if message is not None:
                yield message

    def _numbered(self) -> Iterator[tuple[int, bytes]]:
        number = 0
        while True:
            number += 1
            try:
                line = self._stream.readline(LONGEST_LINE)
                if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                    self.notes.bad(number, f"longer than {LONGEST_LINE:,} bytes")
                    while line and not line.endswith(b"\n"):
                        line = self._stream.readline(LONGEST_LINE)
                    continue
            except (OSError, EOFError, zlib.error) as error:
                self.notes.bad(number, f"the file ends here: {error}")
                return
            if not line:
                return
            yield number, line.removeprefix(BOM) if number == 1 else line

    def _message(self, number: int, row: _Line) -> Spoken | None:
        text = cut(row.text, self.notes)
        if not text.strip():
            self.notes.skipped["empty"] += 1
            return None
        message_id = FIRST_MESSAGE_ID + number
        self._ids[number if row.id is None else row.id] = message_id
        user_id, name = self._author(row.user, number)
        return Spoken(
            at=self._time(row.ts),
            place=self._place,
            message_id=message_id,
            user_id=user_id,
            name=name,
            text=text,
            reply_to=None if row.reply_to is None else self._ids.get(row.reply_to),
            entities=detected(text),
            label=None if row.label is None else str(row.label),
        )

    def _author(self, user: int | str | None, number: int) -> tuple[int, str]:
        if isinstance(user, int) and user > 0:
            return user, str(user)
        name = f"#{number}" if user is None or user == "" else str(user)
        known = self._users.get(name)
        if known is None:
            known = FIRST_USER_ID + len(self._users)
            self._users[name] = known
        return known, name

    def _time(self, ts: int | float | str | None) -> datetime:
        """The row's instant, never before the one ahead of it: a chat is read from top to bottom."""
        if ts is None:
            before = self._last or UNDATED_START.replace(tzinfo=self._zone).astimezone(UTC)
            at = before + SPACING
        else:
            at = instant(ts, self._zone)
            if self._last is not None and at < self._last:
                self.notes.skipped["out of order (taken as said at once)"] += 1
                at = self._last
        self._last = at
        return at


def _end_of(path: Path, zone: ZoneInfo) -> datetime | None:
    """When the last line that can be read was written; None where it does not say, or the file is cut off."""
    try:
        with path.open("rb") as raw, unzipped(raw) as stream:
            if stream is raw:
                raw.seek(max(path.stat().st_size - TAIL_BYTES, 0))
            tail = b""
            while chunk := stream.read(CHUNK_BYTES):
                tail = (tail + chunk)[-TAIL_BYTES:]
    except (OSError, EOFError, zlib.error):
        return None
    for line in reversed(tail.splitlines()):
        try:
            row = msgspec.json.decode(line, type=_Line)
            return None if row.ts is None else instant(row.ts, zone)
        except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError):
            continue
    return None
