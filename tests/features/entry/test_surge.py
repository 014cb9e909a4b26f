"""When a surge begins and is over, and who may have everybody banned."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import UserId
from bot.features.entry.arrivals import Arrival, Stand
from bot.features.entry.surge import PREVIEW, PROPOSAL_LASTS, Crowd, Surge, SurgeId, Vote, tally, vote, window_of

NOW = datetime(2026, 12, 1, tzinfo=UTC)
MINUTE = timedelta(seconds=60)
BOSS, DEPUTY, THIRD = UserId(1), UserId(2), UserId(3)
SURGE = Surge(SurgeId(5), NOW, NOW)


def came(user: int, seconds: float, stand: Stand = Stand.HELD, surge: int | None = 5) -> Arrival:
    return Arrival(UserId(user), f"人{user}", NOW + timedelta(seconds=seconds), stand, surge=surge)


def test_those_within_the_window_are_counted_once_each() -> None:
    crowd = Crowd()
    counts = [crowd.add(UserId(n % 3), NOW + timedelta(seconds=10 * n), MINUTE) for n in range(8)]
    assert counts == [1, 2, 3, 3, 3, 3, 3, 3]
    assert crowd.add(UserId(9), NOW + timedelta(minutes=10), MINUTE) == 1
    assert crowd.people == [9]


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 30)), max_size=60))
def test_a_crowd_known_again_counts_on_as_if_it_had_never_been_forgotten(moves: list[tuple[int, int]]) -> None:
    steps = sorted(moves)
    whole, again = Crowd(), Crowd()
    last: dict[int, Arrival] = {}
    for seconds, user in steps:
        at = NOW + timedelta(seconds=seconds)
        again = Crowd(window_of(last.values(), at - MINUTE))
        assert whole.add(UserId(user), at, MINUTE) == again.add(UserId(user), at, MINUTE)
        last[user] = came(user, seconds)


def test_a_surge_is_over_when_it_has_been_calm() -> None:
    assert SURGE.ends_at(timedelta(minutes=10)) == NOW + timedelta(minutes=10)
    assert SURGE.is_on and not SURGE.is_tight
    tight = replace(SURGE, tightened_by=BOSS)
    assert tight.is_tight
    assert not replace(tight, ended_at=NOW).is_tight


def test_the_numbers_are_those_of_this_surge_alone() -> None:
    numbers = tally(
        SURGE, [came(1, 0), came(2, 1), came(3, 2, Stand.PASSED), came(4, 3, surge=None), came(5, 3, surge=4)]
    )
    assert numbers == {Stand.HELD: 2, Stand.PASSED: 1}


@pytest.mark.parametrize(
    ("surge", "by", "reachable", "after", "expected"),
    [
        (SURGE, BOSS, {BOSS, DEPUTY}, timedelta(), Vote.PROPOSED),
        (replace(SURGE, proposed_by=BOSS, proposed_at=NOW), DEPUTY, {BOSS, DEPUTY}, timedelta(), Vote.CONFIRMED),
        (replace(SURGE, proposed_by=BOSS, proposed_at=NOW), DEPUTY, {BOSS}, timedelta(), Vote.CONFIRMED),
        (replace(SURGE, proposed_by=BOSS, proposed_at=NOW), BOSS, {BOSS, DEPUTY}, PREVIEW, Vote.ANOTHER_NEEDED),
        (replace(SURGE, proposed_by=BOSS, proposed_at=NOW), BOSS, {DEPUTY}, PREVIEW, Vote.ANOTHER_NEEDED),
        (replace(SURGE, proposed_by=BOSS, proposed_at=NOW), BOSS, {BOSS}, timedelta(seconds=59), Vote.PREVIEW),
        (replace(SURGE, proposed_by=BOSS, proposed_at=NOW), BOSS, {BOSS}, PREVIEW, Vote.CONFIRMED_ALONE),
        (replace(SURGE, proposed_by=BOSS, proposed_at=NOW), BOSS, set(), PREVIEW, Vote.CONFIRMED_ALONE),
        (replace(SURGE, proposed_by=BOSS, proposed_at=NOW), DEPUTY, {BOSS, DEPUTY}, PROPOSAL_LASTS * 2, Vote.PROPOSED),
        (replace(SURGE, banned_by=(BOSS, DEPUTY), banned_at=NOW), THIRD, {THIRD}, timedelta(), Vote.DONE),
    ],
)
def test_two_administrators_ban_a_surge_or_one_who_is_alone_after_a_look(
    surge: Surge, by: UserId, reachable: set[UserId], after: timedelta, expected: Vote
) -> None:
    assert vote(surge, by, reachable, NOW + after) is expected
