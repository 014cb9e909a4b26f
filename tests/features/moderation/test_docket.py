"""Cases in hand: who joins which, and when cards are shared."""

from dataclasses import replace
from datetime import timedelta

from bot.core.event import SenderKind
from bot.core.ids import CaseId, ChatId, CommunityId
from bot.features.moderation.docket import Docket
from bot.features.moderation.model import Action, Case, CaseState, Subject, Told
from tests.features.moderation.talk import NOON


def case(number: int, subject: int = 77) -> Case:
    return Case(
        CaseId(number), CommunityId(1), number, ChatId(-1001), Subject(SenderKind.USER, subject, "茶友"), NOON, NOON,
        Action.DELETE,
    )  # fmt: skip


def test_what_comes_within_ten_minutes_joins() -> None:
    docket = Docket.of([case(1)])
    assert docket.open_for(77, NOON + timedelta(minutes=9)) is not None
    assert docket.open_for(77, NOON + timedelta(minutes=11)) is None
    assert docket.open_for(78, NOON) is None


def test_an_undone_or_human_case_takes_in_nothing_more() -> None:
    docket = Docket.of([case(1)])
    docket.put(replace(case(1), state=CaseState.UNDONE))
    assert docket.open_for(77, NOON) is None
    docket.put(replace(case(2), actor_id=5))
    assert docket.open_for(77, NOON) is None


def test_after_three_cards_in_a_minute_they_are_shared() -> None:
    docket = Docket()
    for number in range(3):
        assert not docket.is_raid(NOON + timedelta(seconds=number))
        docket.shown_at.append(NOON + timedelta(seconds=number))
    assert docket.is_raid(NOON + timedelta(seconds=3))
    assert not docket.is_raid(NOON + timedelta(seconds=61))


def test_a_raid_survives_a_restart() -> None:
    told = (Told(5, "zh-CN"),)
    docket = Docket.of([replace(case(4), card="raid:4", told=told), replace(case(5, 78), card="raid:4")])
    assert docket.raid is not None and docket.raid.told == told and docket.behind == {"raid:4"}


def test_pruning_lets_go_of_what_is_over() -> None:
    docket = Docket.of([case(1)])
    docket.albums["a"] = CaseId(1)
    docket.prune(NOON + timedelta(minutes=11))
    assert not docket.cases and not docket.by_subject and not docket.albums
