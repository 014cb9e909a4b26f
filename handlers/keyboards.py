"""Buttons: callback data is packed, versioned, at most 64 bytes, and holds the whole intent."""

from collections.abc import Sequence
from dataclasses import dataclass

import telegram

from bot.core.effect import Button, Buttons
from bot.core.errors import Bug
from bot.core.event import Person

VERSION = "v1"
LONGEST = 64
"""Bytes of callback data (Bot API)."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What a press means: ``case undo 418``. Ids in it are global row ids."""

    noun: str
    verb: str
    arguments: tuple[str, ...] = ()

    def number(self, index: int = 0) -> int:
        """An argument that must be a whole number.

        Raises:
            ValueError: it is missing or something else; the data was not made by us.
        """
        if index >= len(self.arguments):
            raise ValueError(f"{self.noun}:{self.verb} lacks argument {index}")
        return int(self.arguments[index])


@dataclass(frozen=True, slots=True)
class Press:
    """A pressed button. ``message`` is None when Telegram no longer shows it."""

    intent: Intent
    presser: Person
    query_id: str
    chat_id: int
    message_id: int | None
    thread_id: int | None = None


def pack(noun: str, verb: str, *arguments: object) -> str:
    """Callback data for an intent."""
    data = ":".join([VERSION, noun, verb, *(str(argument) for argument in arguments)])
    if len(data.encode()) > LONGEST:
        raise Bug(f"callback data of {noun}:{verb} is longer than {LONGEST} bytes")
    return data


def unpack(data: str) -> Intent | None:
    """The intent in callback data; None for data of another version or making."""
    version, *parts = data.split(":")
    if version != VERSION or len(parts) < 2:
        return None
    return Intent(parts[0], parts[1], tuple(parts[2:]))


def button(text: str, noun: str, verb: str, *arguments: object) -> Button:
    """A button that carries an intent. ``text`` is plain, not markup."""
    return Button(text, data=pack(noun, verb, *arguments))


def markup(rows: Buttons | Sequence[Sequence[Button]]) -> telegram.InlineKeyboardMarkup | None:
    """The client's keyboard, or None for no buttons."""
    if not rows:
        return None
    return telegram.InlineKeyboardMarkup(
        [[telegram.InlineKeyboardButton(b.text, callback_data=b.data, url=b.url) for b in row] for row in rows]
    )
