"""What the mood model looks at: the text without dress, its grams, the words with a mood, and its shape.

Training and judging use this one file, so that both see the same.
"""

import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log2, sqrt, tanh
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.language.fold import fold_characters
from bot.language.mood_words import BUT, Word
from bot.language.ngrams import grams

CHINESE_GRAM: Final = 3
ENGLISH_GRAM: Final = 5
"""Longest gram of a text, in characters."""
BITS: Final = 20
"""The table of a script has 2**BITS weights for grams; that of English as many again for ``pieces``."""
_SHIFT: Final = np.array(32 - BITS, np.uint32)

# --- plain text -----------------------------------------------------------------------------------------------------

_EMOJI: Final[Mapping[str, str]] = {
    "😀😃😄😁😆😊🙂😇☺🤗😋😸😺": "[嘻嘻]",
    "😂🤣😹": "[笑cry]",
    "😍🥰😘😻😚😙": "[爱你]",
    "❤💕💖💗💓💞💘💝♥💛💚💙💜🧡🤍🖤💐🌹": "[心]",
    "👍💯👏🙌✌🤝💪🎉🎊🥳🏆🔥": "[good]",
    "🙏": "[祈祷]",
    "😭😢😿🥺": "[泪]",
    "😞😔😟🙁☹😣😖😫😩😥😓💔": "[伤心]",
    "😡😠🤬👿😤😾": "[怒]",
    "🤮🤢💩": "[吐]",
    "👎🖕": "[弱]",
    "😱😨😰😧😦🙀": "[吃惊]",
    "🙄😒😑🤷": "[鄙视]",
}
"""Emoji stand for the tags of the same mood that people typed in the texts the model learned from."""

_LINK: Final = re.compile(r"https?://\S+|www\.\S+", re.ASCII)
_ESCAPED: Final = re.compile(r"\\u([0-9a-f]{4})")
_SOMEBODY: Final = re.compile(r"@[\w-]{1,30}")
_DRAWN_OUT: Final = re.compile(r"([^\d\s])\1{2,}")
_THREE_OF_A_KIND: Final = re.compile(r"(\S)\1\1")
"""Looks twice as fast whether there is anything to shorten; digits are not."""
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_LATIN: Final = re.compile("[a-z]{2}")
_TAG: Final = re.compile(r"\[[^\[\]\s]{1,5}\]")


class _Plain(dict[int, str]):
    """Code point → its plain form: lower case, simplified, half width; emoji as tags. Planes 0 and 1 are kept."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character).lower()
        if character.isalpha() and code >= 0x3400:
            plain = fold_characters(character) or plain
        elif unicodedata.category(character) in ("Cf", "Mn", "Me", "Cs"):
            plain = ""
        if code < 0x20000:
            self[code] = plain
        return plain


_PLAIN: Final = _Plain(
    {ord(emoji): tag for group, tag in _EMOJI.items() for emoji in group}
    | {ord("’"): "'", ord("\n"): " ", ord("…"): "...", ord("。"): "。"}
)


def plain(text: str) -> str:
    """Returns the text in lower case, simplified, with @ for people, without links; three or more of a kind are two."""
    text = _without_others(text, link=" ", somebody="@").translate(_PLAIN)
    if _THREE_OF_A_KIND.search(text):
        text = _DRAWN_OUT.sub(r"\1\1", text)
    return " ".join(text.split())


def _without_others(text: str, *, link: str, somebody: str) -> str:
    """The text as it was typed, with other words for what is nobody's wording: addresses and people's names."""
    if "\\u" in text:
        text = _unescaped(text)
    if "http" in text or "www." in text:
        text = _LINK.sub(link, text)
    if "@" in text:
        text = _SOMEBODY.sub(somebody, text)
    return text


def _unescaped(text: str) -> str:
    """The text with characters for what an export wrote as \\u2019 or \\ud83d\\ude00."""
    text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def is_chinese(text: str) -> bool:
    """Whether the Chinese model judges a plain text: it has a Han character, or no Latin word either (「……」, 😭).

    The tags that stand for emoji do not count: "thanks 😍" is English.
    """
    if "[" in text:
        text = _TAG.sub("", text)
    return _HAN.search(text) is not None or _LATIN.search(text) is None


# --- features -------------------------------------------------------------------------------------------------------


def shape(text: str, raw: str, words: Sequence[Word], chinese: bool) -> list[tuple[int, float]]:
    """The features that are few: what the moody words come to, and how the text looks; (number, value) of those not 0.

    News and notices are known by their looks more than by their words: length, digits, brackets, a closing full stop.
    """
    good = bad = after = 0.0
    for word in words:
        if word.value > 0:
            good += word.value
        else:
            bad -= word.value
    found = [_ALWAYS, _LENGTH[min(len(text), len(_LENGTH) - 1)]]
    if words:
        net = good - bad
        if chinese and BUT.search(text):
            turn = max(match.end() for match in BUT.finditer(text))
            after = tanh(sum(word.value for word in words if word.start >= turn))
        found += [
            (1, sqrt(good)),
            (2, sqrt(bad)),
            (3, tanh(net)),
            (4, net / sqrt(len(text) + 4)),
            (5, after),
            (6, words[-1].value),
        ]
    else:
        found.append(_UNMOVED)
    if _MARK.search(text):
        digits = len(_DIGIT.findall(text))
        if digits:
            found.append((8 + min(digits // 3, 5), 1.0))
        for number, sign, most in _SIGNS:
            if sign in text:
                found.append((number, min(text.count(sign), most) / most))
    if text.endswith(("。", ".")):
        found.append((14, 1.0))
    if "http" in raw:
        found.append((15, 1.0))
    if not chinese:
        found += _dress(raw)
    return found


def _dress(raw: str) -> list[tuple[int, float]]:
    """How an English text is written: in capitals, as a headline, with quotation marks, with an hour or a date."""
    raw = _without_others(raw, link="", somebody="")
    words = _WORD.findall(raw)
    loud = sum(len(word) > 1 and word.isupper() for word in words)
    named = sum(len(word) > 1 and word[0].isupper() and not word.isupper() for word in words[1:])
    most = max(len(words), 1)
    figures = (
        min(loud, 4) / 4,
        loud > 0,
        loud / most > 0.5,
        named / most,
        named / most > 0.3,
        named / most > 0.5,
        min(named, 6) / 6,
        not named,
        " i " in raw,
        '"' in raw,
        ":" in raw,
        _WHEN.search(raw) is not None,
        min(raw.count(","), 4) / 4,
    )
    return [(SHAPES + at, float(figure)) for at, figure in enumerate(figures) if figure]


ALWAYS: Final = 0
_SIGNS: Final = (
    (16, "@", 3),
    (17, "#", 4),
    (18, "[", 4),
    (19, "?", 3),
    (20, "!", 3),
    (21, "我", 1),
    (22, "...", 1),
    (23, "//@", 1),
    (24, "【", 1),
    (25, "《", 1),
)
_LENGTHS: Final = 26
_LONGEST: Final = 20
_LENGTH: Final = [(_LENGTHS + min(int(2 * log2(length + 1)), _LONGEST), 1.0) for length in range(1 << _LONGEST // 2)]
_ALWAYS: Final = (ALWAYS, 1.0)
_UNMOVED: Final = (7, 1.0)
SHAPES: Final = _LENGTHS + _LONGEST + 1
"""How many features of shape a Chinese text has."""
ENGLISH_SHAPES: Final = SHAPES + 13
"""An English one has those of its dress as well."""
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z']*")
_WHEN: Final = re.compile(r"\d ?(?:am|pm|st|nd|rd|th)\b", re.IGNORECASE)
_DIGIT: Final = re.compile(r"\d")
_MARK: Final = re.compile(r"[@#\[?!我.【《\d]")
"""Most short texts have none of the signs, which is seen faster than looking for each."""


def indices(text: str, chinese: bool) -> NDArray[np.uint32]:
    """Where a plain text's grams stand in the table of weights; of an English one its ``pieces`` as well, first."""
    if chinese:
        return places(grams(text, CHINESE_GRAM))
    return np.concatenate((places_of_pieces(pieces(text)), places(grams(text, ENGLISH_GRAM))))


def places(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Where hashes stand in a table of weights."""
    return hashes >> _SHIFT


def places_of_pieces(found: Sequence[str]) -> NDArray[np.uint32]:
    """Where English pieces stand in the table: behind the grams, so that no gram is taken for a word."""
    return places(np.array([zlib.crc32(piece.encode()) for piece in found], np.uint32)) + _BEHIND


_BEHIND: Final = np.array(1 << BITS, np.uint32)
_TOKEN: Final = re.compile(r"[a-z']+|[^\w\s]+")


def pieces(text: str) -> list[str]:
    """What an English text is looked at for in words: words and signs, pairs of neighbours, beginnings of long words."""
    found = tokens(text)
    pairs = [f"{left} {right}" for left, right in pairwise(found)]
    return found + pairs + [f"{token[:5]}-" for token in found if len(token) > 5]


def tokens(text: str) -> list[str]:
    """The words and signs of an English text."""
    return _TOKEN.findall(text)


DAMPING: Final = 0.25
"""A text of n grams counts each n**-DAMPING: long texts say more than short ones, but not in proportion."""
