"""What points are given for, levels, and what people type."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refused
from bot.core.ids import ProgrammeId
from bot.features.points.model import Bonus, Grant, Period
from bot.features.points.rules import beginning, level, parse_grant, parse_period
from bot.features.points.settings import PointsSettings
from bot.features.settings.rules import resolve

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "grant"),
    [
        ("+10 主持分享会", Grant(10, "主持分享会")),
        ("10 主持", Grant(10, "主持")),
        ("＋10分 主持，谢谢", Grant(10, "主持，谢谢")),
        ("-5 重复\n计分", Grant(-5, "重复 计分")),
        ("－5 重复", Grant(-5, "重复")),
        ("+10", None),
        ("", None),
        ("很多 因为", None),
        ("+1.5 半分", None),
    ],
)
def test_grants(text: str, grant: Grant | None) -> None:
    assert parse_grant(text) == grant


@pytest.mark.parametrize("text", ["0 没事", "100001 太多", "-999999999 太多"])
def test_grants_out_of_bounds(text: str) -> None:
    with pytest.raises(Refused):
        parse_grant(text)


@pytest.mark.parametrize(
    ("points", "expected"), [(-10, 0), (0, 0), (49, 0), (50, 1), (199, 1), (200, 2), (1499, 3), (99_999, 4)]
)
def test_levels(points: int, expected: int) -> None:
    assert level(points, PointsSettings().levels) == expected


@given(st.integers(-100, 5_000), st.integers(-100, 5_000), st.lists(st.integers(0, 5_000), min_size=1))
def test_more_points_are_never_a_lower_level(some: int, other: int, thresholds: list[int]) -> None:
    low, high = sorted((some, other))
    assert level(low, thresholds) <= level(high, thresholds) < len(thresholds)


def test_leaderboards_begin_at_local_midnight() -> None:
    now = datetime(2026, 12, 2, 16, 30, tzinfo=UTC)  # Thursday 00:30 in Shanghai
    assert beginning(Period.WEEK, now, SHANGHAI) == datetime(2026, 11, 29, 16, tzinfo=UTC)
    assert beginning(Period.MONTH, now, SHANGHAI) == datetime(2026, 11, 30, 16, tzinfo=UTC)
    assert beginning(Period.ALL, now, SHANGHAI) is None


@given(st.integers(0, 100 * 365 * 24 * 60), st.sampled_from([Period.WEEK, Period.MONTH]))
def test_a_leaderboard_covers_now_and_not_too_much(minute: int, period: Period) -> None:
    now = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    since = beginning(period, now, ZoneInfo("America/New_York"))
    assert since is not None
    assert timedelta() <= now - since <= timedelta(days=7 if period is Period.WEEK else 31, hours=1)


def test_periods() -> None:
    words = ("", "week", "本月", "总榜", "decade")
    assert [parse_period(word) for word in words] == [Period.ALL, Period.WEEK, Period.MONTH, Period.ALL, None]


def test_a_bonus_is_found_again_by_its_key() -> None:
    bonus = Bonus(ProgrammeId(12), 21, date(2026, 12, 1))
    assert Bonus.of(bonus.key(99)) == bonus
    with pytest.raises(ValueError, match="checkin"):
        Bonus.of("checkin:1:2:2026-12-01:x")


def test_settings_from_an_overlay() -> None:
    found = resolve(PointsSettings, [{"checkin": 2}, {"streaks": {"30": 50}, "checkin": -1}])
    assert (found.checkin, found.streaks) == (2, {30: 50})
