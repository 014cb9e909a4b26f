"""The idioms (成语) of four characters: those that jieba's dictionary (MIT licence) marks as such, some 22,000."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

from bot.language.fold import fold_characters

LENGTH: Final = 4
_ENTRY: Final = re.compile(r"^([一-鿿]{4}) \d+ i$", re.MULTILINE)


class Idioms:
    """Knows which words are idioms, in whatever characters they are written. One string holds them all: 180 kB."""

    def __init__(self, found: Iterable[str]) -> None:
        folded = fold_characters(" ".join(found)).split()
        self._all: Final = "".join(sorted({word for word in folded if len(word) == LENGTH}))

    def __len__(self) -> int:
        return len(self._all) // LENGTH

    def __contains__(self, word: str) -> bool:
        folded = fold_characters(word).strip()
        at = bisect_left(range(len(self)), folded, key=self._at)
        return at < len(self) and self._at(at) == folded

    def _at(self, index: int) -> str:
        return self._all[LENGTH * index : LENGTH * (index + 1)]


@cache
def idioms() -> Idioms:
    """The idioms, once for the whole process. The first time reads a file of 5 MB, which takes a tenth of a second."""
    written = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    return Idioms(_ENTRY.findall(written))
