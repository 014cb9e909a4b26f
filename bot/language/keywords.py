"""Many words sought at once in folded text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, cast

import ahocorasick

from bot.language.fold import fold

T = TypeVar("T")

_LAST_SPACED_LETTER: Final = "\u058f"
"""The end of the scripts that put spaces between words and endings on none of them: Latin, Greek, Cyrillic, Armenian."""


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A word found: the word and its value as they were given, and ``folded[start:end]``, where it stands."""

    word: str
    value: T
    start: int
    end: int


class Keywords(Generic[T]):
    """A set of words that never changes after it is built (10,000 words: some 50 ms); it may be shared by threads.

    Words are folded here, so that a word added as 「加V信」 finds 「加 ｖ 信」. A word that begins or ends with a Latin
    letter must not continue in letters there, one with a digit not in digits: ``sb`` is not found in "usb", ``vx`` is
    found in "加vx123".
    """

    def __init__(self, words: Mapping[str, T] | Iterable[str]) -> None:
        """``words`` maps each word to what the finder wants to know about it; of plain words the value is the word.

        Two words that fold alike are both found.
        """
        values = words if isinstance(words, Mapping) else {word: cast(T, word) for word in words}
        spellings: dict[str, list[tuple[str, T]]] = {}
        for word, value in values.items():
            spellings.setdefault(fold(word), []).append((word, value))
        self.unmatchable: Final = tuple(word for word, _ in spellings.pop("", []))
        """Words of which folding leaves nothing, such as one emoji: no text can contain them."""
        self._count: Final = sum(map(len, spellings.values()))
        self._automaton: Final[Any] = ahocorasick.Automaton()
        for folded, entries in spellings.items():
            pattern = _in_bytes(folded)
            self._automaton.add_word(pattern, (len(pattern), tuple(entries)))
        self._automaton.make_automaton()

    def __len__(self) -> int:
        """Returns how many words can be found."""
        return self._count

    def find(self, folded: str) -> list[Hit[T]]:
        """Returns every hit in a text that ``fold`` has returned, overlapping ones too, ordered by where they end."""
        return list(self._hits(folded)) if self._count else []

    def _hits(self, folded: str) -> Iterator[Hit[T]]:
        units = _in_bytes(folded)
        simple = len(units) == 2 * len(folded)
        for last, (length, entries) in self._automaton.iter(units):
            first, stop = last - length + 1, last + 1
            if first % 2:
                continue
            start, end = (first // 2, stop // 2) if simple else (_characters(units[:first]), _characters(units[:stop]))
            if not _is_torn_out(folded, start, end):
                for word, value in entries:
                    yield Hit(word, value, start, end)


def _in_bytes(text: str) -> str:
    """Returns the text's UTF-16 as one character a byte.

    The automaton tries the branches of a node one after the other. Thousands of Han words begin with thousands of
    different characters but with 82 different bytes: ten thousand words are searched four times as fast.
    """
    return text.encode("utf-16-be", "surrogatepass").decode("latin-1")


def _characters(units: str) -> int:
    return len(units.encode("latin-1").decode("utf-16-be", "surrogatepass"))


def _is_torn_out(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is a piece of a longer word or number."""
    return (start > 0 and _continues(text[start - 1], text[start])) or (
        end < len(text) and _continues(text[end - 1], text[end])
    )


def _continues(left: str, right: str) -> bool:
    if left.isdecimal() or right.isdecimal():
        return left.isdecimal() and right.isdecimal()
    return left <= _LAST_SPACED_LETTER and right <= _LAST_SPACED_LETTER and left.isalpha() and right.isalpha()
