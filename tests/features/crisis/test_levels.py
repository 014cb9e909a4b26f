"""How bad it is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.crisis.levels import Signs, grade, steadied
from bot.features.crisis.model import Level, Tier
from bot.features.crisis.settings import CrisisSettings

SETTINGS = CrisisSettings()
NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)
URGENT, RATE = Tier.URGENT, Tier.RATE


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (Signs(URGENT, 0), Level.BLUE),
        (Signs(URGENT, 0, groups=9, coordinated=True), Level.BLUE),
        (Signs(URGENT, 1), Level.YELLOW),
        (Signs(URGENT, 2), Level.ORANGE),
        (Signs(URGENT, 9), Level.ORANGE),
        (Signs(URGENT, 10), Level.RED),
        (Signs(URGENT, 2, groups=3), Level.RED),
        (Signs(RATE, 2), Level.BLUE),
        (Signs(RATE, 2, groups=5), Level.BLUE),
        (Signs(RATE, 3), Level.YELLOW),
        (Signs(RATE, 5, groups=5), Level.ORANGE),
        (Signs(RATE, 3, gloomy=0.8, senders=9), Level.YELLOW),
        (Signs(RATE, 3, gloomy=0.8, senders=10), Level.ORANGE),
        (Signs(RATE, 4, growth=50), Level.ORANGE),
        (Signs(URGENT, 1, growth=50), Level.YELLOW),
        (Signs(RATE, 6), Level.ORANGE),
        (Signs(RATE, 20), Level.RED),
        (Signs(RATE, 500, groups=9, growth=99), Level.RED),
        (Signs(RATE, 1, coordinated=True), Level.ORANGE),
    ],
)
def test_the_level_follows_people_groups_growth_and_mood(signs: Signs, expected: Level) -> None:
    assert grade(signs, SETTINGS) is expected


@given(
    st.sampled_from(Tier), st.integers(0, 40), st.integers(1, 5), st.floats(1, 30), st.floats(0, 1), st.integers(0, 30)
)
def test_more_is_never_less_bad(
    tier: Tier, people: int, groups: int, growth: float, gloomy: float, senders: int
) -> None:
    rank = grade(Signs(tier, people, groups, growth, gloomy, senders), SETTINGS).rank
    assert grade(Signs(tier, people + 1, groups, growth, gloomy, senders), SETTINGS).rank >= rank
    assert grade(Signs(tier, people, groups + 1, growth, gloomy, senders), SETTINGS).rank >= rank


def test_it_rises_at_once_and_falls_only_after_calm() -> None:
    soon, later = NOON + timedelta(minutes=59), NOON + timedelta(minutes=60)
    assert steadied(Level.RED, Level.YELLOW, None, NOON, SETTINGS) is Level.RED
    assert steadied(Level.YELLOW, Level.RED, None, NOON, SETTINGS) is Level.RED
    assert steadied(Level.YELLOW, Level.RED, NOON, soon, SETTINGS) is Level.RED
    assert steadied(Level.YELLOW, Level.RED, NOON, later, SETTINGS) is Level.YELLOW
