"""Whose doing a case is."""

import pytest

from bot.core.event import SenderKind
from bot.core.ids import CaseId, ChatId, CommunityId
from bot.features.moderation.model import REPORTS, Action, Case, Finding, FindingKind, Subject
from tests.features.moderation.talk import NOON

ADVERT = Finding("links", 0.8, FindingKind.EVIDENCE, "finding-links-plain")
INNOCENT = Finding("words", 0.0, FindingKind.EVIDENCE, "finding-words-none")
REPORTED = Finding(REPORTS, 0.5, FindingKind.EVIDENCE, "reported-by")
TRUSTED = Finding("standing", 0.0, FindingKind.TRUST, "trusted-by")


def case(*findings: Finding, actor_id: int | None = None) -> Case:
    return Case(
        CaseId(1), CommunityId(1), 1, ChatId(-1001), Subject(SenderKind.USER, 77, "茶友"), NOON, NOON, Action.ASK,
        findings=findings, actor_id=actor_id,
    )  # fmt: skip


@pytest.mark.parametrize("actor_id", [None, 5])
@pytest.mark.parametrize(
    ("findings", "judged"),
    [
        ((ADVERT, INNOCENT), True),
        ((ADVERT, INNOCENT, REPORTED, TRUSTED), True),
        ((REPORTED,), False),
        ((REPORTED, TRUSTED), False),
    ],
)
def test_members_who_report_and_staff_who_trust_are_not_the_machine(
    findings: tuple[Finding, ...], judged: bool, actor_id: int | None
) -> None:
    assert case(*findings, actor_id=actor_id).was_judged is judged


def test_without_findings_it_is_of_who_is_named() -> None:
    assert case().was_judged and case().began_by_machine
    by_hand, trusted = case(actor_id=5), case(TRUSTED, actor_id=5)
    assert not any(one.was_judged or one.began_by_machine for one in (by_hand, trusted))
