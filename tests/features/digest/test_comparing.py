"""Before and after an activity: which days are compared, and in which digest it is told."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.features.digest.comparing import Ran, compared, told_in
from bot.features.digest.model import Kind, Period, Stir

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 12, 1)


def at(day: int, hour: int) -> datetime:
    """A local hour of December 2026 as an instant."""
    return datetime(2026, 12, day, hour, tzinfo=ZONE).astimezone(UTC)


def daily(*messages: int, since: date = FIRST) -> dict[str, dict[str, int]]:
    """Counts of the days from 1 December on; half as many people as messages."""
    days = [(since + timedelta(days=n), amount) for n, amount in enumerate(messages)]
    return {day.isoformat(): {"messages": amount, "active": amount // 2} for day, amount in days}


def test_one_day_is_compared_with_the_day_before_and_the_day_after() -> None:
    ran = Ran("周五拼单", "list", at(2, 9), at(2, 20))
    found = compared(ran, ZONE, FIRST, daily(10, 40, 20, 99))
    assert (found.before, found.during, found.after, found.days) == (Stir(10, 5), Stir(40, 20), Stir(20, 10), 1)


def test_a_longer_one_with_the_mean_of_as_many_days() -> None:
    ran = Ran("春茶", "challenge", at(4, 9), at(6, 20))
    found = compared(ran, ZONE, FIRST, daily(10, 20, 30, 50, 60, 70, 40, 0, 20))
    assert (found.before, found.during, found.after) == (Stir(20, 10), Stir(60, 30), Stir(20, 10))
    assert compared(ran, ZONE, FIRST + timedelta(days=1), daily()).before is None


@pytest.mark.parametrize(
    ("first", "last", "until", "told"),
    [(2, 2, 24, False), (3, 3, 24, True), (3, 3, 15, False), (4, 4, 24, False), (1, 7, 24, True), (1, 4, 15, True)],
)
def test_it_is_told_once_the_days_after_are_known(first: int, last: int, until: float, told: bool) -> None:
    period = Period(Kind.SPAN, date(2026, 12, first), date(2026, 12, last), until)
    assert told_in(Ran("周五拼单", "list", at(2, 9), at(2, 20)), ZONE, period) is told
