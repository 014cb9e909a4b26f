"""A group's stage of life, told from its weeks: with how sure that is, the evidence, and one suggestion. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import comb, log1p, sqrt
from statistics import mean, median
from typing import Final

LEAST_WEEKS: Final = 3
MOST_WEEKS: Final = 12
HALF: Final = 4
"""Weeks of the present that are compared with as many before."""
GROWS, FADES = 1.15, 0.75
"""The present over what was before: from where on it grows, and up to where it fades."""
SILENT_PEOPLE: Final = 2
"""Of the last two weeks, the most people a week who write in a silent group."""
SILENT_SHARE: Final = 0.15
"""Or so small a part of what the group has had in its best month."""
YOUNG_WEEKS: Final = 4
SMALL: Final = 12
"""People a week below which a young group is still sprouting."""


class Stage(StrEnum):
    """萌芽, 成长, 活跃, 衰退, 沉寂."""

    SPROUTING = "sprouting"
    GROWING = "growing"
    LIVELY = "lively"
    FADING = "fading"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Week:
    """A whole week: different people who wrote, messages, who joined and left."""

    people: int
    messages: int
    joined: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Life:
    """The stage; ``confidence`` from 0 to 1; ``now`` and ``before``: people a week, and how many weeks that rests on.

    ``advice``: the text ``stage-advice-<advice>``.
    """

    stage: Stage
    confidence: float
    now: int
    before: int
    weeks: int
    joined: int
    left: int
    advice: str


def stage(weeks: Sequence[Week], *, is_young: bool = False) -> Life | None:
    """The stage told by whole weeks, the oldest first; None with fewer than `LEAST_WEEKS`.

    ``is_young``: the group began with the first of these weeks. The trend is that of people who write, because a few
    can write much: the median of the last weeks over that of those before; it is the surer, the more the weeks agree
    on its direction (Kendall 1938), and the more of them there are.
    """
    weeks = list(weeks[-MOST_WEEKS:])
    if len(weeks) < LEAST_WEEKS:
        return None
    people = [week.people for week in weeks]
    half = min(HALF, len(weeks) // 2)
    now, before = median(people[-half:]), median(people[-2 * half : -half])
    trend = (now + 1) / (before + 1)
    best = max(mean(people[at : at + HALF]) for at in range(max(1, len(people) - HALF + 1)))
    agreement = _agreement(people)
    enough = sqrt(min(1.0, len(weeks) / 8))
    joined, left = sum(week.joined for week in weeks[-half:]), sum(week.left for week in weeks[-half:])
    found: Stage
    last = mean(people[-2:])
    if last <= max(SILENT_PEOPLE, 0.0) or (best >= SMALL and last <= SILENT_SHARE * best):
        found, sure = Stage.SILENT, 1.0 if last == 0 else 0.85
    elif is_young and len(weeks) <= YOUNG_WEEKS and now < SMALL:
        found, sure = Stage.SPROUTING, 0.8
    elif trend >= GROWS and (now - before) >= 2:
        found, sure = Stage.GROWING, 0.5 + agreement / 2
    elif trend <= FADES and (before - now) >= 2:
        found, sure = Stage.FADING, 0.5 + agreement / 2
    elif is_young and now < SMALL:
        found, sure = Stage.SPROUTING, 0.6
    else:
        # Near a border it could as well be told the other way.
        margin = min(abs(log1p(now) - log1p(before * GROWS)), abs(log1p(before * FADES) - log1p(now)))
        found, sure = Stage.LIVELY, 0.6 + min(0.4, margin * 2)
    return Life(
        found,
        round(min(0.95, sure * enough), 2),
        round(now),
        round(before),
        len(weeks),
        joined,
        left,
        _advice(found, joined, left, weeks),
    )


def _agreement(values: Sequence[int]) -> float:
    """How much the values agree on one direction, 0–1: the absolute value of Kendall's tau."""
    pairs = comb(len(values), 2)
    if not pairs:
        return 0.0
    ordered = [(a, b) for at, a in enumerate(values) for b in values[at + 1 :]]
    return abs(sum((b > a) - (b < a) for a, b in ordered)) / pairs


def _advice(found: Stage, joined: int, left: int, weeks: Sequence[Week]) -> str:
    """One thing to do: what the evidence points to before what the stage alone would."""
    if found in (Stage.FADING, Stage.LIVELY) and left > max(3, joined):
        return "leaving"
    if found is Stage.GROWING and joined > 2 * weeks[-1].people:
        return "silent_joiners"
    return found.value
