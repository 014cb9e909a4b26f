"""Histories as Telegram Desktop exports them: one JSON document of a chat, or of an account with its chats."""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from bot.commands.history.moves import BROUGHT, CAME, WENT, Headcount, Move, Names
from bot.commands.history.spoken import SUPERGROUP_BASE, Notes, Place, Speaker, Spoken, Unreadable, cut
from bot.commands.history.stream import BOM, Stream
from bot.commands.history.times import EARLIEST, instant
from bot.core.event import MediaKind
from bot.sandbox.entities import utf16_length

GROUP_KINDS = ("private_group", "private_supergroup", "public_supergroup")


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
    actor: str | None = None
    actor_id: str | int | None = None
    members: list[str | None] = []
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
        self.ends_at: datetime | None = None
        self.moves, self.headcounts = self._looked_over()
        self._total = max(sum(len(chat.messages) for chat in chats), 1)
        self._read = 0

    @classmethod
    def parse(cls, path: Path, stream: Stream, zone: ZoneInfo, largest: int | None = None) -> "Export":
        """Read the whole file.

        Raises:
            Unreadable: it is cut off, too large, no export, or an export without a group.
        """
        with stream:
            content = stream.read(-1 if largest is None else largest + 1)
        if largest is not None and len(content) > largest:
            raise Unreadable(f"{path}: unpacks to more than {largest:,} bytes")
        content = content.removeprefix(BOM)
        try:
            file = msgspec.json.decode(content, type=_File)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
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
            except (msgspec.DecodeError, ValueError, RecursionError) as error:
                self.notes.bad(number, str(error))
                continue
            if message is None:
                continue
            if message.at < last:
                self.notes.skipped["out of order (taken as said at once)"] += 1
                message = replace(message, at=last)
            last = message.at
            yield message

    def _looked_over(self) -> tuple[Sequence[Move], Mapping[int, Headcount]]:
        """Who came and went, by time, and the headcounts of the groups of which the file tells that."""
        moves: list[Move] = []
        headcounts: dict[int, Headcount] = {}
        for place, chat in self._chats:
            names = Names()
            seen: list[tuple[datetime, int, bool | None]] = []
            told: list[tuple[datetime, _Message]] = []
            for at, row in self._dated(chat):
                self.ends_at = max(self.ends_at or at, at)
                if row.type != "message":
                    told.append((at, row))
                    names.learn(row.actor, _user_id(row.actor_id))
                elif (user_id := _user_id(row.from_id)) is not None:
                    seen.append((at, user_id, None))
                    names.learn(row.sender, user_id)
            moved = [move for at, row in told for move in _moves(row, at, place.chat_id, names)]
            if moved:
                seen += [(move.at, move.user_id, move.came) for move in moved]
                headcounts[place.chat_id] = Headcount(sorted(seen, key=lambda each: each[0]))
                moves += moved
        return sorted(moves, key=lambda move: move.at), headcounts

    def _dated(self, chat: _Chat) -> Iterator[tuple[datetime, _Message]]:
        """What can be read of it; the rest is counted when it is told."""
        decode = msgspec.json.Decoder(_Message).decode
        for raw in chat.messages:
            try:
                row = decode(raw)
                when = row.date_unixtime if row.date_unixtime is not None else row.date
                if when is not None:
                    yield instant(when, self._zone), row
            except (msgspec.DecodeError, ValueError, RecursionError):
                continue

    def _message(self, place: Place, bare_id: int, row: _Message) -> Spoken | None:
        if row.type != "message":
            self.notes.skipped[f"service message: {row.action or row.type}"] += 1
            return None
        text, entities = _written(row)
        text = cut(text, self.notes)
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


def _user_id(written: str | int | None) -> int | None:
    """The id of a person; None for channels and groups."""
    digits = str(written or "").removeprefix("user")
    return int(digits) if digits.isascii() and digits.isdecimal() else None


def _moves(row: _Message, at: datetime, chat_id: int, names: Names) -> Iterator[Move]:
    """Who came or went by a service message."""
    actor = _user_id(row.actor_id)
    if row.action in CAME and actor is not None:
        yield Move(at, chat_id, actor, row.actor or "Deleted Account", came=True)
    elif row.action in BROUGHT or row.action == WENT:
        for name in row.members:
            if name:
                yield Move(at, chat_id, names.id_of(name), name, came=row.action != WENT)


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
