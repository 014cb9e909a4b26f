"""The chance of so many people, against sums that can be done by hand."""

from math import comb, exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.crisis.surprise import Expected, Moments, expected, pooled, tail


def by_hand(count: int, mean: float, size: int) -> float:
    """1 less the sum of the first terms, for a whole size."""
    q = mean / (mean + size)
    return 1 - sum(comb(n + size - 1, n) * q**n * (1 - q) ** size for n in range(count))


@pytest.mark.parametrize(("count", "mean", "size"), [(1, 1.0, 1), (3, 0.5, 2), (5, 2.0, 3), (20, 10.0, 5), (2, 4.0, 1)])
def test_the_tail_is_that_of_the_negative_binomial(count: int, mean: float, size: int) -> None:
    assert tail(count, Expected(mean, float(size))) == pytest.approx(by_hand(count, mean, size), rel=1e-6)


def test_with_a_great_size_it_is_nearly_poisson() -> None:
    poisson = 1 - sum(exp(-0.5) * 0.5**n / factorial(n) for n in range(4))
    assert tail(4, Expected(0.5, 1e6)) == pytest.approx(poisson, rel=1e-3)


@given(
    st.integers(1, 3_000),
    st.floats(0.001, 1_000),
    st.floats(0.3, 50),
)
def test_more_people_are_never_less_surprising(count: int, mean: float, size: float) -> None:
    normal = Expected(mean, size)
    assert 0 < tail(count + 1, normal) <= tail(count, normal) + 1e-9 <= 1 + 1e-9


@given(st.integers(1, 200), st.floats(0.01, 100), st.floats(0.3, 50), st.floats(1.01, 10))
def test_where_more_is_normal_the_same_is_less_surprising(count: int, mean: float, size: float, times: float) -> None:
    normal = Expected(mean, size)
    assert tail(count, normal) <= tail(count, normal.scaled(times)) + 1e-9


def test_nobody_is_no_surprise() -> None:
    assert tail(0, Expected(0.01, 1)) == 1


def test_flurries_make_many_people_less_surprising() -> None:
    steady = expected(Moments(100, 2, 6), floor=0.1)
    wild = expected(Moments(100, 2, 24), floor=0.1)
    assert steady.size > wild.size
    assert tail(10, wild) > 10 * tail(10, steady)


def test_little_knowledge_makes_the_same_people_less_surprising() -> None:
    known, hardly = expected(Moments(1000, 1, 2), 0.1), expected(Moments(2, 1, 2), 0.1)
    assert tail(6, hardly) > 4 * tail(6, known)


def test_what_never_was_is_expected_a_little() -> None:
    assert expected(Moments(1000, 0, 0), floor=0.02).mean == 0.02


def test_pooling_weighs_the_parts_and_leaves_out_the_unknown() -> None:
    both = pooled([(1, Moments(10, 2, 5)), (3, Moments(30, 6, 41)), (5, Moments())])
    assert both == Moments(40, 5, 32)
    assert pooled([(1, Moments())]) == Moments()
