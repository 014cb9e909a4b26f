"""One person again and again, accounts that belong together, and announced times."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.features.crisis.people import Quiet, Saying, coordinated, is_announced, repeats
from bot.features.crisis.settings import CrisisSettings

SETTINGS = CrisisSettings()
NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)
TEXT = "这家店卖假货大家快退款"


def saying(person: int, text: str = TEXT, joined_days_ago: float | None = 2, minutes_ago: float = 5) -> Saying:
    joined = None if joined_days_ago is None else NOON - timedelta(days=joined_days_ago)
    return Saying(person, NOON - timedelta(minutes=minutes_ago), text, joined)


def test_the_same_text_from_fresh_accounts_is_coordinated() -> None:
    assert coordinated([saying(1), saying(2, joined_days_ago=5), saying(3, joined_days_ago=1)], SETTINGS) == {1, 2, 3}


def test_old_accounts_are_so_too_when_they_joined_together() -> None:
    assert coordinated([saying(n, joined_days_ago=300 + n) for n in range(3)], SETTINGS) == {0, 1, 2}


@pytest.mark.parametrize(
    "sayings",
    [
        [],
        [saying(1), saying(2)],
        [saying(1), saying(1), saying(1)],
        [saying(1), saying(2), saying(3, "另外一句完全不同的话")],
        [saying(1, joined_days_ago=1), saying(2, joined_days_ago=40), saying(3, joined_days_ago=90)],
        [saying(1, joined_days_ago=None), saying(2, joined_days_ago=None), saying(3)],
        [saying(n, "退款") for n in range(9)],
    ],
)
def test_other_companies_are_not(sayings: list[Saying]) -> None:
    assert coordinated(sayings, SETTINGS) == frozenset()


def test_a_bystander_who_repeats_them_long_a_member_is_not_among_them() -> None:
    assert coordinated([saying(1), saying(2), saying(3), saying(9, joined_days_ago=200)], SETTINGS) == {1, 2, 3}


def test_one_person_repeating_is_matter_for_a_ticket() -> None:
    assert repeats([saying(7)] * 5, NOON, SETTINGS) == 7
    assert repeats([saying(7)] * 5 + [saying(8)], NOON, SETTINGS) == 7
    assert repeats([saying(7)] * 4, NOON, SETTINGS) is None
    assert repeats([saying(7, minutes_ago=1_500)] * 5, NOON, SETTINGS) is None
    assert repeats([*[saying(7)] * 5, saying(8), saying(9)], NOON, SETTINGS) is None, "that is an incident"
    assert repeats([], NOON, SETTINGS) is None


def test_announced_times_do_not_count() -> None:
    sale = Quiet(NOON, NOON + timedelta(hours=2))
    calm = Quiet(NOON, NOON + timedelta(hours=2), "退款")
    assert is_announced("过敏", NOON, [sale])
    assert is_announced("退款", NOON + timedelta(hours=1), [calm])
    assert not is_announced("过敏", NOON, [calm])
    assert not is_announced("退款", NOON + timedelta(hours=2), [calm, sale])
