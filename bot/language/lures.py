"""What adverts say, by trade: a list kept by hand, for adverts of kinds that no training text has shown."""

from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Final

from bot.language.keywords import Keywords
from bot.language.sounds import sound


class Trade(StrEnum):
    REACH = "reach"
    """calls to get in touch elsewhere"""
    TRADE = "trade"
    WORK = "work"
    GAMBLING = "gambling"
    CASH = "cash"
    CREDIT = "credit"
    ADULT = "adult"
    TECH = "tech"
    SALES = "sales"


@dataclass(frozen=True, slots=True)
class Lure:
    """A word of the list found in a text. ``heard``: it was found by its sound, the characters are others."""

    word: str
    trade: Trade
    heard: bool = False


def _listed() -> tuple[dict[str, Lure], dict[str, Lure], list[str]]:
    """Returns the words to be read and to be heard of ``lures.txt``, and those that only sound like one."""
    read: dict[str, Lure] = {}
    heard: dict[str, Lure] = {}
    traps: list[str] = []
    trade = Trade.REACH
    for line in files("bot.language").joinpath("lures.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            trade = Trade(line.strip("[]"))
        elif line.startswith("~"):
            for word in line.split():
                heard[word.lstrip("~")] = Lure(word.lstrip("~"), trade, heard=True)
        elif line.startswith("!"):
            traps += [word.lstrip("!") for word in line.split()]
        elif not line.startswith("#"):
            for word in line.replace("_", "\u00a0").split(" "):
                spaced = word.replace("\u00a0", " ")
                if spaced:
                    read.setdefault(spaced, Lure(spaced, trade))
    return read, heard, traps


class Lures:
    """Finds the listed words. Built once (some 10 ms) and shared; it only reads."""

    def __init__(self) -> None:
        read, heard, traps = _listed()
        self._traps: Final[Keywords[str]] = Keywords(traps)
        self._words: Final[Keywords[Lure]] = Keywords(read | {sound(word): lure for word, lure in heard.items()})

    def find(self, folded: str, sounds: str) -> list[Lure]:
        """Returns the lures in a folded text, each word once; ``sounds`` is what ``sound`` made of it.

        A word that is both read and heard counts as read.
        """
        hits = self._words.find(folded if folded == sounds else f"{folded}\n{sounds}")
        if not hits:
            return []
        found: dict[str, Lure] = {}
        heard_from = len(folded) + 1
        traps = [(trap.start + heard_from, trap.end + heard_from) for trap in self._traps.find(folded)]
        for hit in hits:  # in the order of the text: what is read comes first
            if not any(start < hit.end and hit.start < end for start, end in traps):
                found.setdefault(hit.value.word, hit.value)
        return list(found.values())
