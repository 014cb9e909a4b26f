"""When the one message about the door is posted, edited, replaced and taken away."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.entry.notice import FRESH, Notice, Turn, turn

NOW = datetime(2026, 12, 1, tzinfo=UTC)
NONE = Notice()
STANDS = Notice(1, "ask:1:1", NOW)
RESTS = Notice(1, "ask:1:1", NOW, NOW + timedelta(seconds=3))


@pytest.mark.parametrize(
    ("notice", "wanted", "after", "newcomer", "expected"),
    [
        (NONE, "", 0, False, Turn.NOTHING),
        (NONE, "ask:1:1", 0, True, Turn.POST),
        (STANDS, "ask:1:1", 0, True, Turn.NOTHING),
        (STANDS, "ask:2:2", 0, True, Turn.EDIT),
        (RESTS, "ask:2:2", 2, True, Turn.WAIT),
        (RESTS, "ask:2:2", 3, True, Turn.EDIT),
        (RESTS, "", 0, False, Turn.REMOVE),
        (Notice(1, "", None, NOW + timedelta(seconds=3)), "ask:2:1", 0, True, Turn.WAIT),
        (STANDS, "ask:2:2", FRESH.total_seconds(), True, Turn.REPLACE),
        (STANDS, "ask:2:2", FRESH.total_seconds(), False, Turn.EDIT),
        (Notice(1, "", None, None, is_busy=True), "ask:2:2", 0, True, Turn.NOTHING),
        (Notice(1, "ask:1:1", NOW, None, is_busy=True), "", 0, False, Turn.NOTHING),
    ],
)
def test_what_to_do_about_the_notice(notice: Notice, wanted: str, after: float, newcomer: bool, expected: Turn) -> None:
    assert turn(notice, wanted, NOW + timedelta(seconds=after), newcomer=newcomer) is expected


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(0, 4)), max_size=80))
def test_whatever_happens_it_is_never_shown_twice_within_three_seconds(steps: list[tuple[float, int]]) -> None:
    notice, now, shown = Notice(), NOW, []
    for pause, count in steps:
        now += timedelta(seconds=pause)
        wanted = f"ask:{count}" if count else ""
        match turn(notice, wanted, now, newcomer=True):
            case Turn.POST | Turn.EDIT | Turn.REPLACE:
                shown.append(now)
                notice = Notice(1, wanted, now, now + timedelta(seconds=3))
            case Turn.REMOVE:
                notice = Notice(1, "", None, now + timedelta(seconds=3))
    assert all(later - earlier >= timedelta(seconds=3) for earlier, later in pairwise(shown))
