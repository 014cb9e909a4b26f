"""Forms of names, such as ``城市(北京|上海)-昵称``: parts with separators between them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.core.errors import Refused
from bot.core.text import is_blank
from bot.language.fold import squeeze

SIGNS = "-–—‐‑−_·・•|丨/\\~:+"
"""What may stand between parts, whatever the form is written with; spaces too, when there is no sign."""
MOST_PARTS = 4
MOST_ALLOWED = 60
LONGEST_FORM = 300
KNOWN_NAMES = 20_000

_PART = re.compile(r"\s*(?P<label>[^()]*?)\s*(?:\((?P<allowed>[^()]*)\))?\s*")
_SIGN = re.compile(f"[{re.escape(SIGNS)}]")
_BETWEEN = re.compile(f"[{re.escape(SIGNS)}\\s]")
_OUTSIDE_BRACKETS = re.compile(f"[{re.escape(SIGNS)}](?![^()]*\\))")


@dataclass(frozen=True, slots=True)
class Part:
    """``label`` says what it is; ``allowed`` holds what it may be, squeezed; empty: anything."""

    label: str
    allowed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Form:
    """At least two parts, in order."""

    parts: tuple[Part, ...]


@lru_cache(maxsize=256)
def read_form(typed: str) -> Form:
    """Reads ``城市-昵称``, ``城市（北京、上海）－昵称``, ``City(Paris|Rome) - Name``.

    Raises:
        Refused: it has one part, too many, or an empty one.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    pieces = _OUTSIDE_BRACKETS.split(text)
    if len(pieces) == 1:
        pieces = re.split(r"\s+(?![^()]*\))", text)
    if not 2 <= len(pieces) <= MOST_PARTS or len(text) > LONGEST_FORM:
        raise Refused("nickname-bad-form", most=MOST_PARTS)
    return Form(tuple(_part(piece) for piece in pieces))


def _part(piece: str) -> Part:
    found = _PART.fullmatch(piece)
    if found is None or is_blank(found["label"]) or not squeeze(found["label"]):
        raise Refused("nickname-bad-form", most=MOST_PARTS)
    words = [squeeze(word) for word in re.split(r"[|/,、;]", found["allowed"] or "")]
    allowed = frozenset(word for word in words if word)
    if len(allowed) > MOST_ALLOWED or (found["allowed"] is not None and not allowed):
        raise Refused("nickname-bad-form", most=MOST_PARTS)
    return Part(found["label"], allowed)


@lru_cache(maxsize=KNOWN_NAMES)
def fits(form: Form, name: str) -> bool:
    """Whether a display name has the form: as many parts, none empty, each of them allowed.

    Signs count between parts before spaces do, so that "New York - Tom" has two; what is left over belongs to the
    last part. The form itself, copied, is nobody's name.
    """
    text = unicodedata.normalize("NFKC", name)
    for separator in (_SIGN, _BETWEEN):
        pieces = [squeezed for piece in separator.split(text) if (squeezed := squeeze(piece))]
        if len(pieces) < len(form.parts):
            continue
        given = [*pieces[: len(form.parts) - 1], "".join(pieces[len(form.parts) - 1 :])]
        if given == [squeeze(part.label) for part in form.parts]:
            return False
        return all(not part.allowed or word in part.allowed for part, word in zip(form.parts, given, strict=True))
    return False
