"""The blocklist: whom a community does not want, before anything is asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.errors import Refused
from bot.features.entry.model import Hurdle
from bot.language.fold import squeeze

SHORTEST, LONGEST = 2, 64
"""Folded characters of a pattern: one alone would be found in half of all names."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What speaks against somebody, with the pattern or the group's title for administrators."""

    hurdle: Hurdle
    detail: str = ""


def read_pattern(typed: str) -> str:
    """The folded spelling of a pattern, by which it is kept and found.

    Raises:
        Refused: too little is left of it, or too much.
    """
    folded = squeeze(typed)
    if len(folded) < SHORTEST:
        raise Refused("blocklist-short")
    if len(folded) > LONGEST:
        raise Refused("blocklist-long", longest=LONGEST)
    return folded


def find(patterns: Mapping[str, str], name: str, bio: str) -> Obstacle | None:
    """The first pattern (folded spelling → as typed) that stands in the name or in the bio, however dressed up."""
    for hurdle, text in ((Hurdle.NAME, squeeze(name)), (Hurdle.BIO, squeeze(bio))):
        for folded, typed in patterns.items():
            if folded in text:
                return Obstacle(hurdle, typed)
    return None
