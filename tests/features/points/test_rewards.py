"""Rewards, levels and badges: pure rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refused
from bot.core.ids import ProgrammeId, UserId
from bot.features.points.model import Badge, Bonus, Deeds, Entry, Reason
from bot.features.points.rewards import Offer, Removal, Restock, parse_reward
from bot.features.points.rules import badges, is_thanks, level, level_after, unfounded, within_cap
from tests.features.checkin.test_rules import DAY, START


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ('add "蓝莓茶 50g" 300 stock 20', Offer("蓝莓茶 50g", 300, 20)),
        ("上架 “茶杯” 100分 库存 3份", Offer("茶杯", 100, 3)),
        ("add 茶杯 100", Offer("茶杯", 100, 1)),
        ("stock 2 30", Restock(2, 30)),
        ("del #2", Removal(2)),
        ("下架 2", Removal(2)),
        ("add 茶杯", None),
        ("茶杯 100", None),
    ],
)
def test_what_administrators_write(text: str, asked: object) -> None:
    assert parse_reward(text) == asked


@pytest.mark.parametrize("text", ["add 茶杯 0", "add 茶杯 9999999", "add 茶杯 10 stock 999999", f"add {'长' * 41} 10"])
def test_out_of_bounds(text: str) -> None:
    with pytest.raises(Refused):
        parse_reward(text)


@pytest.mark.parametrize(
    ("amounts", "reached"),
    [([], 0), ([49], 0), ([50], 1), ([50, -5], 1), ([50, -6], 0), ([200], 2), ([200, -20], 2), ([200, -21], 1)],
)
def test_a_level_is_lost_only_well_below_its_threshold(amounts: list[int], reached: int) -> None:
    assert level_after(amounts, [0, 50, 200]) == reached


@given(st.lists(st.integers(0, 100)))
def test_without_losses_the_level_is_that_of_the_sum(amounts: list[int]) -> None:
    assert level_after(amounts, [0, 50, 200, 600]) == level(sum(amounts), [0, 50, 200, 600])


def test_badges() -> None:
    assert badges(Deeds()) == []
    assert badges(Deeds(longest_streak=30, days=120, complete=1, thanks=10, won=2)) == [
        Badge.STREAK_21,
        Badge.COMPLETE,
        Badge.HUNDRED,
        Badge.KIND,
        Badge.WINNER,
    ]


@pytest.mark.parametrize("text", ["谢谢", "谢谢！太有用了", "太感谢了", "👍", "thanks a lot", "多谢老师🙏"])
def test_thanks(text: str) -> None:
    assert is_thanks(text)


@pytest.mark.parametrize("text", ["谢谢，那八十度呢？", "不谢", "我说谢谢", "谢" * 2 + "长" * 40])
def test_no_thanks(text: str) -> None:
    assert not is_thanks(text)


@given(st.lists(st.integers(1, 20)), st.integers(0, 60), st.integers(1, 60))
def test_a_cap_is_never_passed(amounts: list[int], earned: int, cap: int) -> None:
    entries = [Entry(UserId(1), amount, Reason.CHECKIN, str(n)) for n, amount in enumerate(amounts)]
    kept = within_cap(entries, earned, cap)
    assert sum(entry.amount for entry in kept) == min(sum(amounts), max(cap - earned, 0))
    assert all(entry.amount > 0 for entry in kept)
    assert within_cap(entries, earned, 0) == entries


def test_a_bonus_stands_on_the_days_it_was_given_for() -> None:
    bonus = Bonus(ProgrammeId(1), 3, START)
    days = {START + n * DAY for n in range(4)}
    assert unfounded([bonus], days) == []
    assert unfounded([bonus], days - {START + 3 * DAY}) == []
    assert unfounded([bonus], days - {START + DAY}) == [bonus]
    assert unfounded([bonus], days - {START}) == [bonus]
