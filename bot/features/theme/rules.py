"""How near talk is to a theme. Pure: it sees a stretch of talk, never who should be blamed for it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.errors import Refused
from bot.features.moderation.rituals import is_checkin, is_ritual
from bot.features.theme.settings import LONGEST_WORD, MOST_WORDS, ThemeSettings
from bot.language.fold import fold
from bot.language.keywords import Keywords

REACH: Final = 4
"""Messages before and after one with a word of the theme that belong to the same talk: few sentences name their subject."""
FEWEST_TEXTS: Final = 20
FEWEST_PEOPLE: Final = 3
"""Less talk, or that of fewer people, has no direction to drift off from."""
_BETWEEN: Final = re.compile(r"[\s,，、;；|]+")


@dataclass(frozen=True, slots=True)
class Talk:
    """How many texts of a stretch of talk there are, of how many people, and how many of them are near the theme."""

    texts: int
    people: int
    near: int

    @property
    def percent(self) -> int | None:
        """How much of the talk is near the theme; None when there is too little of it to say."""
        if self.texts < FEWEST_TEXTS or self.people < FEWEST_PEOPLE:
            return None
        return round(100 * self.near / self.texts)


def read_words(typed: str) -> list[str]:
    """The words of a theme as an admin writes them, each once.

    Raises:
        Refused: too many, too long, or one of which nothing is left to look for.
    """
    words = list(dict.fromkeys(word for word in _BETWEEN.split(typed) if word))
    if len(words) > MOST_WORDS:
        raise Refused("theme-too-many", most=MOST_WORDS)
    for word in words:
        if len(word) > LONGEST_WORD or not fold(word).strip():
            raise Refused("theme-odd-word", word=word[:LONGEST_WORD], most=LONGEST_WORD)
    return words


def listen(said: Sequence[tuple[int, str]], words: Sequence[str]) -> Talk:
    """How near talk is to a theme; ``said`` are people and their texts, in the order in which they were said.

    Check-ins, greetings, commands and mere sounds are no talk.
    """
    theme: Keywords[str] = Keywords(words)
    people, near_until, near, pending = set(), -1, 0, 0
    texts = 0
    for person, text in said:
        folded = fold(text)
        if text.startswith("/") or is_ritual(folded) or is_checkin(folded):
            continue
        people.add(person)
        texts += 1
        if theme.find(folded):
            near += 1 + min(pending, REACH)
            pending, near_until = 0, texts + REACH
        elif texts <= near_until:
            near += 1
        else:
            pending += 1
    return Talk(texts, len(people), near)


def has_drifted(talk: Talk, settings: ThemeSettings) -> bool:
    """Whether a stretch of talk is worth a gentle word."""
    return talk.percent is not None and talk.percent < settings.least_percent
