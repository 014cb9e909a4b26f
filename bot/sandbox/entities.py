"""Entities that Telegram finds in plain text by itself, with offsets in UTF-16 units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

Entity = dict[str, Any]

_TOP_LEVEL = (
    "com|net|org|info|biz|io|me|cn|hk|tw|jp|kr|sg|uk|de|fr|ru|us|eu|in|co|cc|tv|app|dev|xyz|top|vip|club|shop|site|"
    "online|store|live|link|pro|fun|icu|work|ltd|wang|ink|gg|ai|so|to|im|la|ws|example|test|中国|公司|网络"
)
_PATTERNS = (
    (
        "url",
        re.compile(
            r"(?:(?:https?|ftp|tg|ton)://(?:[^\s<>\"«»/?#@]+@)?[^\s<>\"«»/?#]+|"
            rf"(?<![\w@./-])(?:[\w-]+\.)+(?:{_TOP_LEVEL})(?![\w@.-]*@)(?![A-Za-z0-9_-])(?::\d{{1,5}})?)"
            r"(?:[/?#][^\s<>\"«»]*)?",
            re.IGNORECASE,
        ),
    ),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}(?![\w@])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("hashtag", re.compile(r"(?<![\w·])#(?=[\w·]*[^\W\d_])[\w·]{1,256}(?!#)")),
    ("cashtag", re.compile(r"(?<!\w)\$(?:[A-Z]{1,8}|1INCH)(?!\w)")),
    ("phone_number", re.compile(r"(?<![\w+])\+\d[\d -]{6,17}\d(?!\w)")),
)
_HINTS = re.compile(r"[@#/$+.]")
_ASTRAL = re.compile(r"[\U00010000-\U0010FFFF]")


def utf16_length(text: str) -> int:
    """Length of `text` in the units Telegram counts in."""
    return len(text) if text.isascii() else len(text) + len(_ASTRAL.findall(text))


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of `text` an entity covers."""
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def detected(text: str) -> list[Entity]:
    """Urls, addresses, mentions, commands, tags and numbers in `text`, in order, never overlapping.

    Mentions of three letters count here (the real server wants four), so that test people may have short names.
    """
    if not _HINTS.search(text):
        return []
    found: list[tuple[int, int, str]] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if kind == "url":
                end = start + len(match.group().rstrip(".:;,('?!`，。！？；：）"))
            if all(end <= other_start or start >= other_end for other_start, other_end, _ in found):
                found.append((start, end, kind))
    found.sort()
    plain = _ASTRAL.search(text) is None
    return [
        {
            "offset": start if plain else utf16_length(text[:start]),
            "length": end - start if plain else utf16_length(text[start:end]),
            "type": kind,
        }
        for start, end, kind in found
    ]


def merged(text: str, given: Iterable[Entity]) -> list[Entity]:
    """`given` together with what is detected outside links and code, ordered as the server orders them."""
    explicit = [dict(entity) for entity in given]
    opaque = [entity for entity in explicit if entity["type"] in _OPAQUE]
    extra = [entity for entity in detected(text) if not any(_overlap(entity, other) for other in opaque)]
    return sorted([*explicit, *extra], key=lambda entity: (entity["offset"], -entity["length"]))


_OPAQUE = frozenset({"text_link", "text_mention", "code", "pre", "url", "mention", "custom_emoji", "bot_command"})


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])


def trimmed(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """`text` without white space at its ends, and the entities moved and cut accordingly."""
    body = text.strip()
    if body == text:
        return text, list(entities)
    cut = utf16_length(text[: len(text) - len(text.lstrip())])
    whole = utf16_length(body)
    kept: list[Entity] = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] + entity["length"] - cut, whole)
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return body, kept
