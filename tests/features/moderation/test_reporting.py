"""Whose reports count, how many it takes, and when somebody may appeal again."""

from datetime import timedelta

import pytest

from bot.core.ids import CaseId, ChatId
from bot.features.members.model import Member
from bot.features.moderation.appeal import Appeal, AppealState, may_appeal
from bot.features.moderation.reporting import MISUSE, Reported, counts, is_enough
from tests.features.moderation.talk import NEWCOMER, NOON, REGULAR


@pytest.mark.parametrize(
    ("reporter", "unfounded", "expected"),
    [(REGULAR, 0, True), (REGULAR, MISUSE - 1, True), (REGULAR, MISUSE, False), (NEWCOMER, 0, False), (None, 0, False)],
)
def test_whose_reports_count(reporter: Member | None, unfounded: int, expected: bool) -> None:
    assert counts(reporter, unfounded, NOON) is expected


def test_only_those_who_count_reach_the_threshold() -> None:
    reported = Reported(None, frozenset(range(9)), frozenset((1, 2)))
    assert not is_enough(reported, 3)
    assert is_enough(reported, 2)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], True),
        ([AppealState.REFUSED], True),
        ([AppealState.OPEN], False),
        ([AppealState.GRANTED], False),
        ([AppealState.REFUSED, AppealState.REFUSED], False),
    ],
)
def test_two_tries_one_after_the_other(states: list[AppealState], expected: bool) -> None:
    earlier = [
        Appeal(number, CaseId(1), ChatId(-1), 77, "茶友", NOON + timedelta(hours=number), "不是广告", state)
        for number, state in enumerate(states)
    ]
    assert may_appeal(earlier) is expected
