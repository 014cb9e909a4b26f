"""Tags by rule: how they are written, and who carries them."""

from datetime import date

import pytest

from bot.core.ids import UserId
from bot.features.members.segments import Activity, Segment
from bot.features.members.tags import Measure, TagRule, carries, tag_rule

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("忠实", TagRule(Segment.LOYAL)),
        ("Risk", TagRule(Segment.AT_RISK)),
        ("领袖", TagRule(None)),
        ("打卡 20", TagRule(Measure.CHECKINS, 20)),
        ("days 365", TagRule(Measure.DAYS, 365)),
        ("打卡", None),
        ("打卡 0", None),
        ("打卡 很多", None),
        ("打卡 ٣", None),
        ("messages 100001", None),
        ("", None),
    ],
)
def test_a_rule_is_a_segment_the_leaders_or_a_measure(typed: str, rule: TagRule | None) -> None:
    assert tag_rule(typed) == rule
    assert rule is None or tag_rule(str(rule)) == rule


@pytest.mark.parametrize(
    ("rule", "already", "does"),
    [
        ("loyal", False, True),
        ("quiet", False, False),
        ("leaders", False, True),
        ("messages 10", False, True),
        ("messages 11", False, False),
        ("messages 12", True, True),
        ("messages 13", True, False),
        ("days 30", False, True),
        ("days 31", False, False),
    ],
)
def test_who_has_a_tag_keeps_it_a_little_longer(rule: str, already: bool, does: bool) -> None:
    member = Activity(UserId(7), "小梅", date(2026, 11, 1), TODAY, (1,) * 8, messages=10)
    meant = tag_rule(rule)
    assert meant is not None
    assert carries(meant, member, Segment.LOYAL, TODAY, is_leader=True, already=already) is does
