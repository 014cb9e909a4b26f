"""Texts that are read together, before anybody asks about each.

One text between two pieces of other work takes twice as long to read as one among its like. Nothing but time depends
on it: what is not known here is read when it is asked about, and comes to the same.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from bot.language import mood
from bot.language.mood import Mood
from bot.language.reading import Reading, reader

MOST: Final = 2_000
"""Texts that are known; a new one takes the place of the oldest. Some 4 MB."""
FEW: Final = 4
"""Fewer are not worth it."""
LONGEST: Final = 500
"""Characters of a text that is read before its turn: long ones are few, and of these a mood takes only so much."""


class Read(NamedTuple):
    """What is seen in a text by itself."""

    reading: Reading
    mood: Mood


_known: Final[dict[str, Read]] = {}


def read_ahead(texts: Iterable[str]) -> None:
    """Read texts that will be asked about soon."""
    new = [text for text in dict.fromkeys(texts) if 0 < len(text) <= LONGEST and text not in _known]
    if len(new) < FEW:
        return
    read = reader().read
    for text, its_mood in zip(new, mood.read_all(new), strict=True):
        _known[text] = Read(read(text), its_mood)
    for oldest in list(_known)[: max(len(_known) - MOST, 0)]:
        del _known[oldest]


def reading_of(text: str) -> Reading:
    """What is in a text."""
    known = _known.get(text)
    return reader().read(text) if known is None else known.reading


def mood_of(text: str) -> Mood:
    """How a text sounds."""
    known = _known.get(text)
    return mood.read(text) if known is None else known.mood
