"""Make-up cards, teams, deposits, and accounts that check in like one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refused
from bot.core.ids import ProgrammeId, UserId
from bot.features.checkin.fairness import CROWD, TWIN_DAYS, Forgiven, forgiven, missed, payouts, team_for, twins
from bot.features.checkin.model import Participant, Programme
from bot.features.checkin.terms import Terms
from tests.features.checkin.test_rules import DAY, START

TODAY = START + 10 * DAY
CARDS = Terms(makeups=2, makeup_days=3, makeup_cost=5)
LATE = Participant(UserId(7), TODAY)


@pytest.mark.parametrize(
    ("terms", "ago", "participant", "used", "balance", "expected"),
    [
        (CARDS, 1, None, 0, 5, Forgiven(5)),
        (CARDS, 3, None, 1, 5, Forgiven(5)),
        (CARDS, 4, None, 0, 5, "makeup-too-late"),
        (CARDS, 1, None, 2, 5, "makeup-cards-gone"),
        (CARDS, 1, None, 0, 4, "makeup-too-poor"),
        (CARDS, 0, None, 0, 5, "makeup-outside"),
        (CARDS, 11, None, 0, 5, "makeup-outside"),
        (Terms(), 1, None, 0, 5, "makeup-no-cards"),
        (Terms(catch_up=3), 9, LATE, 0, 0, Forgiven(catches_up=True)),
        (Terms(catch_up=3), 9, Participant(UserId(7), TODAY - 3 * DAY), 0, 0, "makeup-no-cards"),
        (Terms(catch_up=3), 1, Participant(UserId(7), TODAY - 2 * DAY), 0, 0, "makeup-no-cards"),
    ],
)
def test_what_is_forgiven(
    terms: Terms, ago: int, participant: Participant | None, used: int, balance: int, expected: Forgiven | str
) -> None:
    programme = Programme(ProgrammeId(2), "读书", START, 21, terms=terms)
    try:
        found: Forgiven | str = forgiven(programme, TODAY - ago * DAY, TODAY, participant, used, balance)
    except Refused as refused:
        found = refused.key
    assert found == expected


def test_missed_days_are_those_before_today() -> None:
    programme = Programme(ProgrammeId(2), "读书", START, 21)
    own = {START, START + 2 * DAY}
    assert missed(programme, own, START + 4 * DAY) == [START + 3 * DAY, START + DAY]
    assert missed(programme, own, START) == []


def test_newcomers_join_the_smallest_team() -> None:
    members = [Participant(UserId(n), START, team) for n, team in enumerate((0, 0, 1, 2))]
    assert team_for(3, members) == 1
    assert team_for(3, []) == 0


@given(st.dictionaries(st.integers(1, 50), st.integers(1, 1000), max_size=20), st.sets(st.integers(1, 50)))
def test_deposits_are_never_more_than_was_put_down(deposits: dict[int, int], complete: set[int]) -> None:
    shares = payouts(deposits, complete)
    winners = set(deposits) & complete
    assert sum(shares.values()) <= sum(deposits.values())
    assert set(shares) == (winners or set(deposits))
    assert all(share >= deposits[user] for user, share in shares.items())
    assert sum(deposits.values()) - sum(shares.values()) < max(len(winners), 1)


def test_two_accounts_that_always_come_together_are_seen_and_a_rush_is_not() -> None:
    eight = datetime(2026, 12, 1, 0, tzinfo=UTC)
    days = [eight + n * timedelta(days=1) for n in range(TWIN_DAYS)]
    pair = [(user, day + timedelta(hours=3, seconds=4 * user)) for day in days for user in (1, 2)]
    alone = [(3, day + timedelta(hours=5)) for day in days]
    crowd = [(user, day + timedelta(seconds=user % 7)) for day in days for user in range(10, 10 + CROWD)]
    assert twins(pair + alone + crowd) == {frozenset((1, 2)): TWIN_DAYS}
    assert twins(pair[2:]) == {}
