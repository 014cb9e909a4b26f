"""What is forgiven and what is at stake: make-up cards, teams, deposits, and accounts that check in like one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Final

from bot.core.errors import Refused
from bot.core.period import ONE_DAY
from bot.features.checkin.model import Participant, Programme

TWIN_WITHIN: Final = timedelta(seconds=20)
TWIN_DAYS: Final = 5
"""Days on which two accounts check in within moments of each other before that looks odd."""
CROWD: Final = 8
"""Check-ins within the same moments from which on they are a rush, in which nobody is anybody's twin."""


@dataclass(frozen=True, slots=True)
class Forgiven:
    """A day that may be made up. ``cost``: points it costs; ``catches_up``: it takes no card."""

    cost: int = 0
    catches_up: bool = False


def forgiven(
    programme: Programme, day: date, today: date, participant: Participant | None, cards_used: int, balance: int
) -> Forgiven:
    """Whether somebody may make up a day of their own, and for what.

    Raises:
        Refused: there are no cards, none left, it is too long ago or outside the programme, or the points do not do.
    """
    terms = programme.terms
    outside = (
        day < programme.started_on or day >= today or (programme.last_day is not None and day > programme.last_day)
    )
    if outside:
        raise Refused("makeup-outside", name=programme.name)
    joined = participant.joined_on if participant is not None else today
    if terms.catch_up and day < joined and today < joined + timedelta(days=terms.catch_up):
        return Forgiven(catches_up=True)
    if not terms.makeups:
        raise Refused("makeup-no-cards", name=programme.name)
    if cards_used >= terms.makeups:
        raise Refused("makeup-cards-gone", most=terms.makeups)
    if day < today - timedelta(days=terms.makeup_days):
        raise Refused("makeup-too-late", days=terms.makeup_days)
    if terms.makeup_cost > balance:
        raise Refused("makeup-too-poor", cost=terms.makeup_cost, balance=balance)
    return Forgiven(cost=terms.makeup_cost)


def cards_used(days: Mapping[date, bool], participant: Participant | None) -> int:
    """The make-up cards behind somebody's days (day: made up); catching up with the days before joining takes none."""
    return sum(made_up for day, made_up in days.items() if participant is None or day >= participant.joined_on)


def missed(programme: Programme, own: Set[date], today: date) -> list[date]:
    """The days of a programme up to yesterday without a check-in of this person, the newest first."""
    last = min(today - ONE_DAY, programme.last_day or today)
    days = []
    day = last
    while day >= programme.started_on:
        if day not in own:
            days.append(day)
        day -= ONE_DAY
    return days


def team_for(teams: int, members: Iterable[Participant]) -> int:
    """The place of the team a newcomer joins: the smallest, the first of equals."""
    sizes = Counter(member.team for member in members)
    return min(range(teams), key=lambda team: (sizes[team], team))


def payouts(deposits: Mapping[int, int], complete: Set[int]) -> dict[int, int]:
    """What comes back of the deposits, by user id: who has every day gets their own, and an equal share, rounded down,
    of what the others put down. When nobody has every day, everybody gets theirs back."""
    winners = [user for user in deposits if user in complete]
    if not winners:
        return dict(deposits)
    lost = sum(amount for user, amount in deposits.items() if user not in complete)
    return {user: deposits[user] + lost // len(winners) for user in winners}


def twins(checkins: Sequence[tuple[int, datetime]]) -> dict[frozenset[int], int]:
    """Pairs of accounts that check in within moments of each other day after day, and on how many days.

    ``checkins``: user ids and instants of some weeks, in any order. Moments in which a crowd checks in say nothing.
    """
    ordered = sorted(checkins, key=lambda one: one[1])
    met: Counter[frozenset[int]] = Counter()
    start = 0
    while start < len(ordered):
        end = start + 1
        while end < len(ordered) and ordered[end][1] - ordered[end - 1][1] <= TWIN_WITHIN:
            end += 1
        together = sorted({user for user, _ in ordered[start:end]})
        if 2 <= len(together) < CROWD:
            met.update(frozenset(pair) for pair in combinations(together, 2))
        start = end
    return {pair: times for pair, times in met.items() if times >= TWIN_DAYS}
