"""Whom an alert goes to, and when the next is asked."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.ids import UserId
from bot.features.crisis.escalation import asked, reminder
from bot.features.crisis.model import Level
from bot.features.crisis.settings import CrisisSettings, Recipients

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
BOSS, ANN, BOB = UserId(1), UserId(2), UserId(3)


def test_reminders_come_after_5_15_and_30_minutes() -> None:
    settings = CrisisSettings()
    at, due = NOON, []
    for step in (1, 2, 3):
        instant = reminder(step, Level.YELLOW, settings, at)
        assert instant is not None
        due.append(instant - NOON)
        at = instant
    assert due == [timedelta(minutes=m) for m in (5, 15, 30)]
    assert reminder(4, Level.YELLOW, settings, at) is None
    assert reminder(1, Level.BLUE, settings, NOON) is None
    assert reminder(1, Level.RED, CrisisSettings(red_remind_minutes=(2,)), NOON) == NOON + timedelta(minutes=2)


@pytest.mark.parametrize(
    ("step", "duty", "level", "reachable", "expected"),
    [
        (0, (), Level.YELLOW, (BOSS, ANN, BOB), (BOSS, ANN, BOB)),
        (0, (ANN, BOB), Level.YELLOW, (BOSS, ANN, BOB), (ANN,)),
        (1, (ANN, BOB), Level.YELLOW, (BOSS, ANN, BOB), (BOB,)),
        (2, (ANN, BOB), Level.YELLOW, (BOSS, ANN, BOB), (BOSS, ANN, BOB)),
        (3, (ANN, BOB), Level.YELLOW, (BOSS, ANN, BOB), (BOSS,)),
        (3, (ANN, BOB), Level.YELLOW, (ANN, BOB), (ANN, BOB)),
        (0, (ANN, BOB), Level.YELLOW, (BOSS, BOB), (BOB,)),
        (0, (ANN,), Level.YELLOW, (BOSS,), (BOSS,)),
        (0, (ANN,), Level.ORANGE, (BOSS, ANN, BOB), (BOSS, ANN, BOB)),
        (0, (99,), Level.YELLOW, (BOSS, 99), (BOSS,)),
        (0, (ANN,), Level.YELLOW, (), ()),
    ],
)
def test_the_next_on_duty_then_everybody_at_last_the_owners(
    step: int, duty: tuple[int, ...], level: Level, reachable: tuple[int, ...], expected: tuple[UserId, ...]
) -> None:
    settings = CrisisSettings(duty=duty)
    found = asked(step, level, settings, staff=(BOSS, ANN, BOB), owners={BOSS}, reachable=reachable)
    assert found == expected


def test_a_level_may_be_for_the_owners_alone() -> None:
    settings = CrisisSettings(red_to=Recipients.OWNERS)
    assert asked(0, Level.RED, settings, staff=(BOSS, ANN), owners={BOSS}, reachable=(BOSS, ANN)) == (BOSS,)
