"""Words that carry a mood whatever the subject, with what stands before them: negation, degree, and 但是 after them."""

import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any, Final, NamedTuple

import ahocorasick

NOT_BAD: Final = 0.5
"""Value of negated blame."""
_PRAISE: Final = "还可以"


class Word(NamedTuple):
    """A word that carries a mood: ``text[start:end]`` of the plain text; above 0 is good. 1 is plain, 1.3 strong."""

    start: int
    end: int
    value: float


def _sections() -> Mapping[str, Sequence[str]]:
    """The word list by section."""
    found: dict[str, list[str]] = {}
    section: list[str] = []
    for line in files("bot.language").joinpath("mood_words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            section += line.split()
    return found


def _automaton(positive: Sequence[str], negative: Sequence[str]) -> Any:
    automaton = ahocorasick.Automaton()
    for words, value in ((positive, 1.0), (negative, -1.0)):
        for word in words:
            automaton.add_word(word, (len(word), value))
    automaton.make_automaton()
    return automaton


_SECTIONS: Final = _sections()
_CHINESE: Final = _automaton(_SECTIONS["positive zh"], _SECTIONS["negative zh"])
_ENGLISH: Final = dict.fromkeys(_SECTIONS["positive en"], 1.0) | dict.fromkeys(_SECTIONS["negative en"], -1.0)
"""The value of each English word, emoticon, tag of an emoji, and of each two words that follow each other (``fed_up``)."""

_NOT: Final = re.compile(
    r"(?:(?<!是)不|没|没有|无|别|未|难|并不|毫不|不是|不太|不够|不怎么|谈不上|算不上|不会|不能|毫无|没什么|不算)"
    r"(?:很|太|是|那么|这么|特别|怎么|够|能|会|再|有|得|让人|觉得|什么){0,2}$"
)
_VERY: Final = re.compile(r"(?:太|很|非常|超|超级|特别|极其|极|真|好|贼|巨|最|无比|简直|完全|十分)$")
_SLIGHTLY: Final = re.compile(r"(?:有点|有些|稍微|略|还算|不太|比较|一点)$")
_HINGES: Final = frozenset("不没有无别未难是够么上能会什很太那这特怎再得人觉算非超级极真好贼巨最比直全分点些微略还较")
"""Characters that a negation or degree word can end with; most words have another before them."""
BUT: Final = re.compile(r"但是|但|可是|不过|然而|就是|只是|却")
_SHORT: Final = 60
"""Characters of a text that makes one point."""
_TURN: Final = re.compile(r"但是|但(?!愿|凡)|可是|不过(?!敏|期|来|去|瘾)|然而")
_ENGLISH_WORD: Final = re.compile(r"[a-z']+|\[\w+\]|</?3|[:;=]'?-?[()dp/](?![/\w])|[.,!?;:]")
_ENGLISH_NOT: Final = frozenset(
    "never nobody nothing no not none cannot dont don't can't cant won't wont doesn't doesnt isn't isnt wasn't wasnt "  # noqa: SIM905
    "didn't didnt couldn't couldnt shouldn't wouldn't wouldnt haven't hasn't hadn't ain't aint aren't arent weren't "
    "without neither nor hardly".split()
)
_ENDS: Final = frozenset(".,!?;:")
"""What no negation reaches over."""
_REACH: Final = 3
"""English words over which a negation holds."""


def moody_words(text: str, chinese: bool) -> list[Word]:
    """The words with a mood in a plain text, in reading order, not overlapping.

    Negated praise counts as blame; negated blame counts half as praise (不难吃 is not 好吃). A degree word before it
    makes a word stronger or weaker.
    """
    if not chinese:
        return _english_words(text)
    found = []
    for last, (length, value) in _CHINESE.iter_long(text):
        start = last - length + 1
        if start and text[start - 1] in _HINGES:
            value = _weighed(value, text[max(start - 5, 0) : start])
        found.append(Word(start, last + 1, value))
    return found


def _weighed(value: float, before: str) -> float:
    negation = _NOT.search(before)
    if negation is not None:
        if value > 0:
            return -value
        return value if negation[0] == "别" else NOT_BAD  # 别骗人了 denies nothing
    if _VERY.search(before):
        return value * 1.3
    return value * 0.7 if _SLIGHTLY.search(before) else value


def softened(text: str, words: Sequence[Word]) -> str:
    """The Chinese text with every denied blame (不难吃) put as faint praise, since its grams alone say the opposite."""
    for word in reversed(words):
        if word.value == NOT_BAD:
            negation = negation_before(text, word.start)
            text = text[: word.start if negation is None else negation] + _PRAISE + text[word.end :]
    return text


def after_but(text: str) -> str | None:
    """What a short Chinese text says after its last 但是, if it says something before and after it.

    None for a long one: a review of many sentences does not hang on its last.
    """
    if len(text) > _SHORT or not _TURN.search(text):
        return None
    turns = [match for match in _TURN.finditer(text) if match.start() >= 2 and len(text) - match.end() >= 2]
    return text[turns[-1].end() :] if turns else None


def _english_words(text: str) -> list[Word]:
    found: list[Word] = []
    negated, before, start = 0, "", 0
    for match in _ENGLISH_WORD.finditer(text):
        word = match[0]
        value = _ENGLISH.get(f"{before}_{word}")
        if value is not None:
            if found and found[-1].start == start:
                found.pop()
            found.append(Word(start, match.end(), value))
            negated, before = 0, ""
            continue
        before, start = word, match.start()
        if word in _ENGLISH_NOT:
            negated = _REACH
        elif word in _ENDS:
            negated = 0
        else:
            value = _ENGLISH.get(word)
            if value is not None:
                if negated and word[0].isalpha():
                    value = -value if value > 0 else 0.3
                found.append(Word(start, match.end(), value))
            negated -= negated > 0
    return found


def negation_before(text: str, start: int) -> int | None:
    """Where the negation begins that ends right before ``start``, if there is one."""
    found = _NOT.search(text[max(start - 5, 0) : start])
    return None if found is None else max(start - 5, 0) + found.start()
