"""When a group is reminded of its rules, and how that is asked for."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import Refused
from bot.features.house_rules.model import Pace
from bot.features.house_rules.rules import Reminding, is_due, read_reminding
from bot.features.house_rules.settings import HouseRulesSettings

NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "reminding"),
    [
        ("7d", Reminding(days=7)),
        ("每 7 天", Reminding(days=7)),
        ("300", Reminding(messages=300)),
        ("300条", Reminding(messages=300)),
        ("every 50 messages", Reminding(messages=50)),
        ("off", Reminding()),
        ("不提醒", Reminding()),
        ("大家不要发广告", None),
        ("", None),
    ],
)
def test_reminders_as_typed(typed: str, reminding: Reminding | None) -> None:
    assert read_reminding(typed) == reminding


@pytest.mark.parametrize("typed", ["91d", "10001", "00条"])
def test_reminders_out_of_range(typed: str) -> None:
    with pytest.raises(Refused):
        read_reminding(typed)


@pytest.mark.parametrize(
    ("days", "messages", "passed", "talked", "due"),
    [
        (7, 0, 6.9, 9_999, False),
        (7, 0, 7, 1, True),
        (0, 300, 90, 299, False),
        (0, 300, 0, 300, True),
        (7, 300, 1, 300, True),
        (0, 0, 90, 9_999, False),
    ],
)
def test_when_it_is_due(days: int, messages: int, passed: float, talked: int, due: bool) -> None:
    settings = HouseRulesSettings(remind_days=days, remind_messages=messages)
    assert is_due(settings, Pace(True, NOW - timedelta(days=passed), talked), NOW) is due
    assert not is_due(settings, Pace(False, NOW - timedelta(days=passed), talked), NOW)
