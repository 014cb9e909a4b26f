"""How activities are typed: a title in quotation marks, then clauses that begin with a word."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.errors import Refused
from bot.core.period import parse_moment
from bot.core.text import clip

OPENING: Final = '"“”„«「『'
CLOSING: Final = '"“”»」』'
LONGEST_TITLE: Final = 80
_TITLED: Final = re.compile(
    rf"[{OPENING}](?P<title>[^{OPENING}{CLOSING}\n]+)[{CLOSING}][ \t　]*(?P<rest>.*)", re.DOTALL
)

ENDS: Final = ("ends", "until", "截止", "结束", "到")
"""Words before the moment at which an activity ends."""


def titled(text: str) -> tuple[str, str] | None:
    """The title and what follows it; None without a title in quotation marks."""
    found = _TITLED.fullmatch(text.strip())
    if found is None or not found["title"].strip():
        return None
    return clip(" ".join(found["title"].split()), LONGEST_TITLE), found["rest"].rstrip()


def clauses(text: str, words: Mapping[str, Sequence[str]]) -> dict[str, str] | None:
    """The clauses of one line by name, and what stands before the first under ``""``.

    ``words``: what each clause may begin with. A Chinese word needs no space after it. None when one comes twice.
    """
    names = {word: name for name, forms in words.items() for word in forms}
    forms = sorted(names, key=len, reverse=True)
    word = "|".join(rf"{re.escape(f)}(?=[\s:：]|$)" if f.isascii() else re.escape(f) for f in forms)
    found = list(re.finditer(rf"(?:(?<=\s)|^)(?:{word})[:：]?\s*", text, re.IGNORECASE))
    parts = {"": text[: found[0].start()].strip() if found else text.strip()}
    for index, match in enumerate(found):
        name = names[match[0].strip().rstrip(":：").lower()]
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        if name in parts:
            return None
        parts[name] = text[match.end() : end].strip()
    return parts


def ending(parts: Mapping[str, str], zone: ZoneInfo, now: datetime) -> datetime | None:
    """When it ends, by the clause ``ends``; None without one. Raises NotUnderstood."""
    return parse_moment(parts["ends"], zone, now) if "ends" in parts else None


def number(text: str, *, most: int, key: str) -> int:
    """A whole number from 1 to ``most``; raises Refused with ``key`` for anything else."""
    digits = re.fullmatch(r"(\d{1,6})\s*(?:人|份|个|名|位|places?|people|prizes?)?", text.strip(), re.IGNORECASE)
    if digits is None or not 1 <= int(digits[1]) <= most:
        raise Refused(key, most=most)
    return int(digits[1])
