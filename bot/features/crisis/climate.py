"""The mood of a community in an hour: the share of people in a bad mood, and how far it can be trusted. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Final

from bot.language.mood import Label

_Z: Final = 1.96
"""For 95 %."""


@dataclass(frozen=True, slots=True)
class Climate:
    """Of ``senders`` whose mood is known, ``gloomy`` are in a bad one. ``low`` and ``high`` bound the true share, 95 %."""

    senders: int
    gloomy: int
    share: float
    low: float
    high: float


def climate(moods: Iterable[tuple[int, Label]]) -> Climate:
    """From (person, label) of an hour's messages; unsure ones do not count, and a person counts once.

    Somebody is in a bad mood when at least half of their sure messages are. The bounds are Wilson's score interval
    (1927, "Probable inference", JASA 22), which is honest for few people.
    """
    sure: dict[int, list[bool]] = {}
    for person, label in moods:
        if label is not Label.UNSURE:
            sure.setdefault(person, []).append(label is Label.NEGATIVE)
    return share_of(sum(2 * sum(each) >= len(each) for each in sure.values()), len(sure))


def share_of(gloomy: int, senders: int) -> Climate:
    """The climate in which ``gloomy`` of ``senders`` are in a bad mood."""
    if not senders:
        return Climate(0, 0, 0.0, 0.0, 1.0)
    share = gloomy / senders
    weight = 1 + _Z * _Z / senders
    middle = (share + _Z * _Z / (2 * senders)) / weight
    reach = _Z * sqrt(share * (1 - share) / senders + _Z * _Z / (4 * senders * senders)) / weight
    return Climate(senders, gloomy, share, max(middle - reach, 0.0), min(middle + reach, 1.0))
