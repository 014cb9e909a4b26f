"""A text as moderation reads it: everything that can be seen in it without a model, gathered once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.language.contacts import Contact, find_contacts
from bot.language.fold import fold
from bot.language.links import Link, find_links
from bot.language.lures import Lure, Lures
from bot.language.sounds import sound


@dataclass(frozen=True, slots=True)
class Reading:
    """``links`` are what ``find_links`` saw in ``text``; ``folded`` and ``sounds`` are as long as each other."""

    text: str
    folded: str
    sounds: str
    contacts: tuple[Contact, ...]
    links: tuple[Link, ...]
    lures: tuple[Lure, ...]


class Reader:
    """Reads texts. Built once and shared; it only reads."""

    def __init__(self) -> None:
        self._lures: Final = Lures()

    def read(self, text: str, folded: str | None = None) -> Reading:
        """Returns what is in the text; ``folded`` spares folding it again. Some 20 µs for a short message."""
        folded = fold(text) if folded is None else folded
        sounds = sound(folded)
        links = tuple(find_links(text))
        return Reading(
            text,
            folded,
            sounds,
            tuple(_outside(links, find_contacts(text, folded))),
            links,
            tuple(self._lures.find(folded, sounds)),
        )


def _outside(links: Sequence[Link], contacts: Iterable[Contact]) -> Iterable[Contact]:
    """Returns the contacts that are no part of an address (?id=12345678, /+AbCdEf123456)."""
    if not links:
        return contacts
    addresses = " ".join(link.url.lower() for link in links)
    return [contact for contact in contacts if contact.value.lower() not in addresses]


@lru_cache(maxsize=1)
def reader() -> Reader:
    """Returns the reader that the process shares."""
    return Reader()


@lru_cache(maxsize=8)
def read(text: str, folded: str) -> Reading:
    """Returns what is in the text. The last few are remembered: several signals ask about the same message."""
    return reader().read(text, folded)
