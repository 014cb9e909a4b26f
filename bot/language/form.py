"""The form of a text as numbers: how long it is, what it is dressed in, which contacts and lures it has.

What says nothing about the subject and so holds for adverts of kinds never seen before.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.language.contacts import ContactKind
from bot.language.fold import fold_characters
from bot.language.lures import Trade
from bot.language.reading import Reading

Floats = NDArray[np.float32]

_COMMON_PUNCTUATION: Final = "，。！？、：；（）“”‘’《》【】…—～·,.!?:;()'\"-~/%"
_CLASSES: Final = "hrtaAdclopqeixs"
"""Han of everyday use, less common, rare or traditional · Latin small, capital · digit, digit in costume · letter in
costume, of another script · usual punctuation, odd signs · emoji and symbols · invisible and marks · private or unknown
· space."""


class _Shapes(dict[int, str]):
    """Code point → the letter of its class, filled as characters are met; the first two planes are kept."""

    def __missing__(self, code: int) -> str:
        shape = _shape(chr(code))
        if code < 0x20000:
            self[code] = shape
        return shape


def _shape(character: str) -> str:
    if "\u4e00" <= character <= "\u9fff":
        try:
            lead = character.encode("gb2312")[0]
        except UnicodeEncodeError:
            return "t"
        return "h" if lead < 0xD8 else "r"  # GB 2312 orders its first 3,755 characters, the everyday ones, before D8
    if character.isascii() and character.isalnum():
        return "d" if character.isdecimal() else "a" if character.islower() else "A"
    if character in _COMMON_PUNCTUATION:
        return "p"
    if character.isspace():
        return "s"
    category = unicodedata.category(character)
    folded = fold_characters(character)
    if folded.isascii() and folded.strip().isalnum():
        return "c" if folded.strip().isdecimal() else "l"
    if category[0] == "L":
        return "t" if "\u3400" <= character <= "\u4dbf" or character >= "\U00020000" else "o"
    if category in ("Cf", "Cc", "Mn", "Me"):
        return "i"
    if category in ("So", "Sk"):
        return "e"
    return "x" if category[0] == "C" else "q"


_SHAPES: Final = _Shapes()
_DIGITS: Final = re.compile(r"[0-9]+")
_WORDS: Final = re.compile(r"[a-z0-9_]+")
_KINDS: Final = {kind: index for index, kind in enumerate(ContactKind)}
_TRADES: Final = {trade: index for index, trade in enumerate(Trade)}
_COLUMN: Final = np.zeros(128, np.intp)
_COLUMN[[ord(shape) for shape in _CLASSES]] = np.arange(len(_CLASSES))
_NOBODY: Final = (0,) * (len(_KINDS) + 1)
_NOTHING: Final = (0,) * (len(_TRADES) + 3)

NAMES: Final[Sequence[str]] = (
    *(f"share of {shape}" for shape in _CLASSES),
    *(f"count of {shape}" for shape in _CLASSES),
    "length",
    "distinct",
    "closed gaps",
    "longest number",
    "numbers",
    "longest word",
    "words",
    "changed",
    "links",
    "invite links",
    *(f"contact {kind.value}" for kind in ContactKind),
    "contacts",
    *(f"lures {trade.value}" for trade in Trade),
    "lures",
    "trades",
    "heard",
    "lures and addresses",
)
"""What the numbers of ``forms`` are, in order."""


def forms(readings: Sequence[Reading]) -> Floats:
    """Returns for each text the numbers named by ``NAMES``, each roughly between 0 and 5; some 8 µs for a short one."""
    shapes = [reading.text.translate(_SHAPES) for reading in readings]
    lengths = np.array([len(shape) for shape in shapes], np.float32)
    columns = _COLUMN[np.frombuffer("".join(shapes).encode("ascii"), np.uint8)]
    rows = np.repeat(np.arange(len(readings)) * len(_CLASSES), lengths.astype(np.intp))
    counts = np.bincount(rows + columns, minlength=len(readings) * len(_CLASSES)).astype(np.float32)
    counts = counts.reshape(len(readings), len(_CLASSES))
    long = np.maximum(lengths, 1)[:, None]
    found = np.array([_found(reading) for reading in readings], np.float32)
    folded, distinct, runs, rest = found[:, :1], found[:, 1:2], found[:, 2:6], found[:, 6:]
    contacts, lures = rest[:, _CONTACTS], rest[:, _LURES]
    addresses = np.minimum(contacts[:, -1:] + rest[:, 1:2], 2)
    return np.concatenate(
        (
            counts / long,
            np.log1p(counts),
            np.log1p(folded),
            distinct / np.maximum(folded, 1),
            (lengths[:, None] - folded) / long,
            np.log1p(runs),
            np.minimum(rest, _MOST),
            np.log1p(lures[:, :1]) * addresses,
        ),
        axis=1,
    )


_CONTACTS: Final = slice(3, 3 + len(_NOBODY))
_LURES: Final = slice(3 + len(_NOBODY) + len(_TRADES), 3 + len(_NOBODY) + len(_TRADES) + 1)
_MOST: Final = np.array([1, 3, 2, *(3 for _ in _KINDS), 4, *(3 for _ in _TRADES), 6, 5, 4], np.float32)


def _found(reading: Reading) -> list[int]:
    """Returns what is counted one text at a time: length, distinct, longest and number of runs, and ``_MOST``'s."""
    folded = reading.folded
    numbers = _DIGITS.findall(folded)
    words = _WORDS.findall(folded)
    contacts, lures = _NOBODY, _NOTHING
    if reading.contacts:
        kinds = [0] * len(_KINDS)
        for contact in reading.contacts:
            kinds[_KINDS[contact.kind]] += 1
        contacts = (*kinds, len(reading.contacts))
    if reading.lures:
        trades = [0] * len(_TRADES)
        for lure in reading.lures:
            trades[_TRADES[lure.trade]] += 1
        heard = sum(lure.heard for lure in reading.lures)
        lures = (*trades, len(reading.lures), sum(count > 0 for count in trades), heard)
    links = reading.links
    return [
        len(folded),
        len(set(folded)),
        max(map(len, numbers)) if numbers else 0,
        len(numbers),
        max(map(len, words)) if words else 0,
        len(words),
        folded != reading.text.lower(),
        len(links),
        sum(link.host in ("t.me", "telegram.me") for link in links) if links else 0,
        *contacts,
        *lures,
    ]
