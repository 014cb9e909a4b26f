"""Who is behind it: one person again and again, or accounts that belong together; and what does not count. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.features.crisis.settings import CrisisSettings

SHORTEST_SHARED: Final = 6
"""Folded characters that a text must have to be the same by design: everybody says 退款 or +1."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One message about an incident's subject: who, when, its folded text, and when its author joined, if known."""

    person: int
    at: datetime
    folded: str
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """A time in which a subject does not count, because it was announced: an event, or ``/calm WORD 2h``.

    ``folded`` is the word, None for everything.
    """

    since: datetime
    until: datetime
    folded: str | None = None


def is_announced(folded: str, at: datetime, quiets: Iterable[Quiet]) -> bool:
    """Whether a hit on a word falls in an announced time."""
    return any(quiet.since <= at < quiet.until and quiet.folded in (None, folded) for quiet in quiets)


def coordinated(sayings: Sequence[Saying], settings: CrisisSettings) -> frozenset[int]:
    """The people who say the same folded text and joined close together; empty when there are too few.

    Of each text the largest company counts whose members all joined within ``joined_within_days`` of one another.
    Somebody whose joining was not seen is no evidence.
    """
    joined: defaultdict[str, dict[int, datetime]] = defaultdict(dict)
    for saying in sayings:
        if saying.joined_at is not None and len(saying.folded) >= SHORTEST_SHARED:
            joined[saying.folded].setdefault(saying.person, saying.joined_at)
    span = timedelta(days=settings.joined_within_days)
    found: frozenset[int] = frozenset()
    for people in joined.values():
        company = _closest(people, span)
        if len(company) >= settings.same_text_accounts:
            found |= company
    return found


def _closest(joined: Mapping[int, datetime], span: timedelta) -> frozenset[int]:
    """The most people whose joinings fit into a span."""
    ordered = sorted(joined.items(), key=lambda each: (each[1], each[0]))
    best: tuple[int, int] = (0, 0)
    first = 0
    for last, (_, at) in enumerate(ordered):
        while at - ordered[first][1] > span:
            first += 1
        if last + 1 - first > best[1] - best[0]:
            best = (first, last + 1)
    return frozenset(person for person, _ in ordered[best[0] : best[1]])


def repeats(sayings: Sequence[Saying], now: datetime, settings: CrisisSettings) -> int | None:
    """The person who keeps complaining while fewer than an incident needs do: matter for a ticket. None if nobody is.

    Messages of the last day count.
    """
    times: defaultdict[int, int] = defaultdict(int)
    for saying in sayings:
        if now - timedelta(days=1) < saying.at <= now:
            times[saying.person] += 1
    if not times or len(times) >= settings.rate_people:
        return None
    person = max(times, key=lambda who: (times[who], -who))
    return person if times[person] >= settings.repeat_messages else None
