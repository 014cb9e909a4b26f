"""Where a member belongs: each rule, its borders, and how slowly one leaves."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import UserId
from bot.features.members.segments import WEEKS, Activity, Segment, judge

TODAY = date(2026, 12, 1)


def member(*weeks: int, silent: int | None = 0, joined: int | None = None) -> Activity:
    """Days with words in each week, the present one first; silent for so many days."""
    return Activity(
        UserId(1),
        "小梅",
        None if joined is None else TODAY - timedelta(days=joined),
        None if silent is None else TODAY - timedelta(days=silent),
        (*weeks, *(0,) * (WEEKS - len(weeks))),
    )


@pytest.mark.parametrize(
    ("who", "before", "segment", "why"),
    [
        (member(1, joined=0), None, Segment.NEW, "new"),
        (member(1, 1, joined=13), Segment.ACTIVE, Segment.NEW, "new"),
        (member(1, 1, joined=14), None, Segment.ACTIVE, "active"),
        (member(1, 1, 1, 1, 1, 1), None, Segment.LOYAL, "loyal"),
        (member(1, 1, 1, 1, 1), None, Segment.ACTIVE, "active"),
        (member(1, 1, 1, 1, 1), Segment.LOYAL, Segment.LOYAL, "loyal"),
        (member(1, 1, 1, 1), Segment.LOYAL, Segment.ACTIVE, "active"),
        (member(1), None, Segment.QUIET, "quiet"),
        (member(1), Segment.ACTIVE, Segment.ACTIVE, "active"),
        (member(0, 0, 2, 1, 3, 1, silent=14), Segment.LOYAL, Segment.AT_RISK, "at_risk"),
        (member(0, 1, 2, 1, 3, 1, silent=13), Segment.LOYAL, Segment.LOYAL, "loyal"),
        (member(0, 0, 0, 0, 0, 0, 1, silent=42), Segment.AT_RISK, Segment.QUIET, "quiet"),
        (member(1, 0, 2, 1, 3, 1, silent=1), Segment.AT_RISK, Segment.AT_RISK, "at_risk_back"),
        (member(2, 0, 2, 1, 3, 1, silent=1), Segment.AT_RISK, Segment.ACTIVE, "active"),
        (member(0, 0, 0, 1, silent=22), None, Segment.QUIET, "quiet"),
        (member(silent=None), None, Segment.QUIET, "never"),
    ],
)
def test_every_rule_and_its_borders(who: Activity, before: Segment | None, segment: Segment, why: str) -> None:
    found = judge(who, before, TODAY, known_days=90)
    assert (found.segment, found.why) == (segment, why)


def test_what_takes_weeks_to_see_is_not_said_before() -> None:
    daily = member(7, 7, 7)
    assert judge(daily, None, TODAY, known_days=20).segment is Segment.ACTIVE
    assert judge(member(1), None, TODAY, known_days=5).segment is Segment.ACTIVE


@given(st.lists(st.integers(0, 7), min_size=WEEKS, max_size=WEEKS), st.sampled_from([None, *Segment]))
def test_judged_again_on_the_same_day_it_stays(weeks: list[int], before: Segment | None) -> None:
    silent = next((7 * at for at, days in enumerate(weeks) if days), None)
    who = member(*weeks, silent=silent)
    first = judge(who, before, TODAY, 90).segment
    assert judge(who, first, TODAY, 90).segment is first
