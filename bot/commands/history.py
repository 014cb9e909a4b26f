"""Histories of groups, read from files: a Telegram Desktop export or JSON lines, gzipped or not."""

import gzip
import heapq
import io
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import msgspec

from bot.core.event import MediaKind
from bot.sandbox.entities import detected, utf16_length

GZIP_MAGIC = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"
HEAD_BYTES = 65_536
LONGEST_LINE = 4_000_000
"""Bytes of one JSON line; what is longer is no message."""
LONGEST_TEXT = 4096
"""Characters; Telegram takes no longer message."""
SUPERGROUP_BASE = -1_000_000_000_000
"""The Bot API's id of a supergroup or channel is this minus the bare id that exports use."""
GROUP_KINDS = ("private_group", "private_supergroup", "public_supergroup")
FIRST_USER_ID = 5_000_000_001
"""Names without ids get ids from here on."""
FIRST_MESSAGE_ID = 1_000
SPACING = timedelta(seconds=4)
"""Between two messages of which the file does not say when they were written."""
UNDATED_START = datetime(2026, 1, 5, 9, 0)  # noqa: DTZ001
"""Local time at which a history without any times begins: a Monday morning."""
EARLIEST, LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
MILLISECONDS_FROM = 100_000_000_000
"""An epoch beyond this (the year 5138 in seconds) counts milliseconds."""
BAD_LINES_KEPT = 10
LOOKED_AT = 200
"""Messages by which it is judged whether a file knows seconds."""
ONE_MINUTE = timedelta(minutes=1)


Stream = io.BufferedReader | gzip.GzipFile


class Unreadable(Exception):
    """The file holds no history; the message says why in one line."""


class Speaker(StrEnum):
    """Who a message is from."""

    USER = "user"
    CHANNEL = "channel"
    LINKED_CHANNEL = "linked_channel"
    GROUP = "group"
    """an anonymous administrator"""


@dataclass(frozen=True, slots=True)
class Place:
    """A group of the history, with its Bot API id."""

    chat_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message. ``reply_to`` is a message id of the same group; ``entities`` are Telegram's, offsets in UTF-16."""

    at: datetime
    place: Place
    message_id: int
    user_id: int
    name: str
    text: str
    speaker: Speaker = Speaker.USER
    reply_to: int | None = None
    media: MediaKind | None = None
    entities: Sequence[Mapping[str, Any]] = ()
    forwarded_from: str | None = None
    via_bot: str | None = None
    buttons: Sequence[Sequence[Mapping[str, Any]]] = ()
    label: str | None = None


@dataclass(slots=True)
class Notes:
    """What could not be used, and why: counts by reason, and the first unreadable lines by number."""

    skipped: Counter[str] = field(default_factory=Counter)
    bad_lines: list[tuple[int, str]] = field(default_factory=list)
    spread: bool = False
    """Whether only minutes were known, and messages were spread over them."""

    def bad(self, line: int, reason: str) -> None:
        """A line (or message, counted from 1) that is not what it should be."""
        self.skipped["unreadable"] += 1
        if len(self.bad_lines) < BAD_LINES_KEPT:
            self.bad_lines.append((line, reason))


class History(Protocol):
    """An open history. Iterate `spoken` once; messages come by time."""

    notes: Notes

    @property
    def places(self) -> Sequence[Place]:
        """Its groups."""
        ...

    @property
    def exporter_id(self) -> int | None:
        """The Telegram id of whoever exported it, where the file says so."""
        ...

    def spoken(self) -> Iterator[Spoken]: ...

    def fraction(self) -> float:
        """How much has been read, 0–1."""
        ...

    def close(self) -> None: ...


def open_history(path: Path, zone: ZoneInfo) -> History:
    """The history in a file. Times without a zone are read as local times of ``zone``.

    Raises:
        Unreadable: no such file, or nothing in it that this understands.
    """
    if path.is_dir() and (path / "result.json").exists():
        path = path / "result.json"
    try:
        raw = path.open("rb")
    except OSError as error:
        raise Unreadable(f"{path}: cannot be read: {(error.strerror or 'unknown reason').lower()}") from None
    stream = _unzipped(raw)
    try:
        head = stream.peek(HEAD_BYTES)[:HEAD_BYTES].removeprefix(BOM).lstrip()
        if _is_export(head):
            return Export.parse(path, stream, zone)
        return Lines(path, raw, stream, zone)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(f"{path}: cannot be unpacked: {error}") from None


def _unzipped(raw: io.BufferedReader) -> Stream:
    # A further buffer around gzip would lose what comes before the place where a file is cut off.
    return gzip.GzipFile(fileobj=raw) if raw.peek(2)[:2] == GZIP_MAGIC else raw


def _is_export(head: bytes) -> bool:
    """Whether a file that begins like this is one JSON document rather than one a line."""
    first, newline, _ = head.partition(b"\n")
    if newline and first.strip() == b"{":
        return True
    whole = first if newline else head
    return head.startswith(b"{") and any(name in whole for name in (b'"messages"', b'"chats"'))


# --- JSON lines ---------------------------------------------------------------------------------------------------


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
        self._place = Place(SUPERGROUP_BASE - 1, path.name.split(".", 1)[0] or path.name)
        self.places = (self._place,)
        self._raw = raw
        self._stream = stream
        self._zone = zone
        self._size = max(path.stat().st_size, 1)
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
            except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
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
        text = _cut(row.text, self.notes)
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


# --- Telegram Desktop ---------------------------------------------------------------------------------------------


class _Chat(msgspec.Struct):
    messages: list[msgspec.Raw] = []
    name: str | None = None
    type: str = ""
    id: int = 0


class _Chats(msgspec.Struct, rename={"chats": "list"}):
    chats: list[_Chat] = []


class _Owner(msgspec.Struct):
    user_id: int | None = None


class _File(msgspec.Struct):
    """Either form of result.json: one chat, or the account with its chats."""

    messages: list[msgspec.Raw] | None = None
    name: str | None = None
    type: str = ""
    id: int = 0
    chats: _Chats | None = None
    left_chats: _Chats | None = None
    personal_information: _Owner | None = None


class _Message(msgspec.Struct, rename={"sender": "from"}):
    id: int
    type: str = "message"
    date: str | None = None
    date_unixtime: str | int | None = None
    sender: str | None = None
    from_id: str | int | None = None
    action: str | None = None
    text: str | list[str | dict[str, Any]] = ""
    text_entities: list[dict[str, Any]] = []
    reply_to_message_id: int | None = None
    forwarded_from: str | None = None
    via_bot: str | None = None
    photo: str | None = None
    file: str | None = None
    media_type: str | None = None
    contact_information: Any = None
    location_information: Any = None
    poll: Any = None
    inline_bot_buttons: list[Any] = []


MEDIA_TYPES = {
    "sticker": MediaKind.STICKER,
    "animation": MediaKind.ANIMATION,
    "video_file": MediaKind.VIDEO,
    "video_message": MediaKind.VIDEO_NOTE,
    "voice_message": MediaKind.VOICE,
    "audio_file": MediaKind.AUDIO,
}
ENTITY_TYPES = {
    "link": "url",
    "phone": "phone_number",
    "mention_name": "text_mention",
    **{
        name: name
        for name in (
            "mention", "hashtag", "cashtag", "bot_command", "email", "bold", "italic", "underline", "strikethrough",
            "spoiler", "blockquote", "code", "pre", "text_link",
        )
    },
}  # fmt: skip


class Export:
    """A Telegram Desktop export. Groups are replayed side by side; other chats are counted and left out."""

    def __init__(self, chats: Sequence[_Chat], exporter_id: int | None, zone: ZoneInfo, notes: Notes) -> None:
        self.notes = notes
        self.exporter_id = exporter_id
        self._zone = zone
        self._chats = [(Place(_bot_api_id(chat.id), chat.name or str(chat.id)), chat) for chat in chats]
        self.places = [place for place, _ in self._chats]
        self._total = max(sum(len(chat.messages) for chat in chats), 1)
        self._read = 0

    @classmethod
    def parse(cls, path: Path, stream: Stream, zone: ZoneInfo) -> "Export":
        """Read the whole file.

        Raises:
            Unreadable: it is cut off, no export, or an export without a group.
        """
        with stream:
            content = stream.read().removeprefix(BOM)
        try:
            file = msgspec.json.decode(content, type=_File)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Unreadable(f"{path}: is no whole Telegram export: {error}") from None
        if file.messages is not None:
            chats = [_Chat(file.messages, file.name, file.type, file.id)]
        else:
            chats = [chat for part in (file.chats, file.left_chats) if part is not None for chat in part.chats]
        groups = [chat for chat in chats if chat.type in GROUP_KINDS]
        if not groups:
            kinds = ", ".join(sorted({chat.type or "unknown" for chat in chats})) or "nothing"
            raise Unreadable(f"{path}: holds no group, only {kinds.replace('_', ' ')}; export a group as JSON")
        notes = Notes()
        for chat in chats:
            if chat.type not in GROUP_KINDS:
                notes.skipped[f"in a {chat.type.replace('_', ' ') or 'chat'}"] += len(chat.messages)
        owner = file.personal_information
        return cls(groups, owner.user_id if owner is not None else None, zone, notes)

    def fraction(self) -> float:
        return self._read / self._total

    def close(self) -> None:
        self._chats.clear()

    def spoken(self) -> Iterator[Spoken]:
        return heapq.merge(*(self._of(place, chat) for place, chat in self._chats), key=lambda message: message.at)

    def _of(self, place: Place, chat: _Chat) -> Iterator[Spoken]:
        decode = msgspec.json.Decoder(_Message).decode
        last = EARLIEST
        for number, raw in enumerate(chat.messages, start=1):
            self._read += 1
            try:
                message = self._message(place, chat.id, decode(raw))
            except (msgspec.DecodeError, ValueError) as error:
                self.notes.bad(number, str(error))
                continue
            if message is None:
                continue
            if message.at < last:
                self.notes.skipped["out of order (taken as said at once)"] += 1
                message = replace(message, at=last)
            last = message.at
            yield message

    def _message(self, place: Place, bare_id: int, row: _Message) -> Spoken | None:
        if row.type != "message":
            self.notes.skipped[f"service message: {row.action or row.type}"] += 1
            return None
        text, entities = _written(row)
        text = _cut(text, self.notes)
        media = _media(row)
        if not text and media is None:
            self.notes.skipped["empty"] += 1
            return None
        speaker, user_id = _speaker(row, bare_id)
        when = row.date_unixtime if row.date_unixtime is not None else row.date
        if when is None:
            raise ValueError("has no date")
        return Spoken(
            at=instant(when, self._zone),
            place=place,
            message_id=row.id,
            user_id=user_id,
            name=row.sender or "Deleted Account",
            text=text,
            speaker=speaker,
            reply_to=row.reply_to_message_id,
            media=media,
            entities=entities,
            forwarded_from=None if speaker is Speaker.LINKED_CHANNEL else row.forwarded_from,
            via_bot=row.via_bot.removeprefix("@") if row.via_bot else None,
            buttons=[buttons for line in row.inline_bot_buttons if (buttons := _buttons(line))],
        )


def _bot_api_id(bare: int) -> int:
    return bare if bare < 0 else SUPERGROUP_BASE - bare


def _speaker(row: _Message, bare_chat_id: int) -> tuple[Speaker, int]:
    """Who wrote it, by ``from_id``: ``user1``, ``channel1``, ``chat1``, or a bare number in old exports."""
    written = str(row.from_id or "")
    digits = written.lstrip("abcdefghijklmnopqrstuvwxyz_")
    if not digits.isdigit():
        raise ValueError("does not say who wrote it")
    number = int(digits)
    if not written.startswith(("channel", "chat")):
        return Speaker.USER, number
    if number == bare_chat_id:
        return Speaker.GROUP, _bot_api_id(number)
    # The posts of a linked channel arrive as forwards of themselves.
    linked = row.forwarded_from is not None and row.forwarded_from == row.sender
    return (Speaker.LINKED_CHANNEL if linked else Speaker.CHANNEL), _bot_api_id(number)


def _written(row: _Message) -> tuple[str, list[dict[str, Any]]]:
    """The text in one piece, with its entities."""
    parts: Sequence[str | dict[str, Any]] = [row.text] if isinstance(row.text, str) else row.text
    text, offset = "", 0
    entities: list[dict[str, Any]] = []
    for written in row.text_entities or parts:
        part = {"text": written} if isinstance(written, str) else written
        piece = str(part.get("text", ""))
        length = utf16_length(piece)
        kind = ENTITY_TYPES.get(str(part.get("type")))
        if kind == "text_mention":
            person = {"id": part.get("user_id") or 0, "is_bot": False, "first_name": piece or "?"}
            entities.append({"type": kind, "offset": offset, "length": length, "user": person})
        elif kind == "text_link":
            entities.append({"type": kind, "offset": offset, "length": length, "url": str(part.get("href", ""))})
        elif kind is not None and length:
            entities.append({"type": kind, "offset": offset, "length": length})
        text, offset = text + piece, offset + length
    return text, entities


def _media(row: _Message) -> MediaKind | None:
    if row.photo is not None:
        return MediaKind.PHOTO
    if row.media_type is not None:
        return MEDIA_TYPES.get(row.media_type, MediaKind.DOCUMENT)
    if row.contact_information is not None:
        return MediaKind.CONTACT
    if row.poll is not None:
        return MediaKind.POLL
    if row.location_information is not None:
        return MediaKind.LOCATION
    return MediaKind.DOCUMENT if row.file is not None else None


def _buttons(line: Any) -> list[dict[str, Any]]:
    """The buttons of one row: their words, and where they lead."""
    found: list[dict[str, Any]] = []
    for button in line if isinstance(line, list) else ():
        if isinstance(button, dict):
            leads = {"url": str(button["data"])} if button.get("type") == "url" and button.get("data") else {}
            found.append({"text": str(button.get("text", "")), **(leads or {"callback_data": "x"})})
    return found


# --- both ---------------------------------------------------------------------------------------------------------


def instant(written: int | float | str, zone: ZoneInfo) -> datetime:
    """The UTC instant of an epoch (seconds, or milliseconds) or an ISO time; local to ``zone`` if it names none.

    Raises:
        ValueError: neither, or not between 1980 and 2200.
    """
    number = _number(written)
    if number is not None:
        seconds = number / 1000 if abs(number) >= MILLISECONDS_FROM else number
        try:
            at = datetime.fromtimestamp(seconds, UTC)
        except (OverflowError, OSError, ValueError):
            raise ValueError(f"the time {written!r} is out of range") from None
    else:
        try:
            at = datetime.fromisoformat(str(written).strip())
        except ValueError:
            raise ValueError(f"{str(written)[:40]!r} is no time; ISO or seconds since 1970 are") from None
        at = (at if at.tzinfo is not None else at.replace(tzinfo=zone)).astimezone(UTC)
    if not EARLIEST <= at <= LATEST:
        raise ValueError(f"the time {written!r} is out of range")
    return at


def _number(written: int | float | str) -> float | None:
    if isinstance(written, (int, float)):
        return float(written)
    try:
        # A bare year would be a number as well; nobody counts seconds of 1970 in four digits.
        return float(written) if len(written.strip()) > 8 else None
    except ValueError:
        return None


def _cut(text: str, notes: Notes) -> str:
    if len(text) <= LONGEST_TEXT:
        return text
    notes.skipped[f"longer than {LONGEST_TEXT} characters (cut)"] += 1
    return text[:LONGEST_TEXT]
