"""From findings to decisions."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.event import Sender, SenderKind
from bot.features.moderation.model import Action, Finding, FindingKind, Past
from bot.features.moderation.rules import FAMILIES, PIECES_TO_REMOVE, decide, escalate, is_exempt, judge, within_limits
from bot.features.moderation.settings import ModerationSettings, Strictness
from bot.features.moderation.signals import SIGNALS
from bot.features.settings.model import BotStatus, Group
from tests.features.moderation.talk import NEWCOMER, NOON, REGULAR, SETTINGS, TRUSTED, facts, heard, message

LENIENT, STANDARD, STRICT = (ModerationSettings(strictness=one) for one in Strictness)
FLOOD = [heard(f"话{number}", 1, number) for number in range(8)]


def evidence(signal: str, weight: float, order: Action | None = None) -> Finding:
    return Finding(signal, weight, FindingKind.EVIDENCE, "k", order=order)


def person(weight: float) -> Finding:
    return Finding("standing", weight, FindingKind.PERSON, "k")


TRUST = Finding("standing", 0.5, FindingKind.TRUST, "k")
FINDINGS = st.lists(
    st.builds(
        Finding,
        signal=st.sampled_from([signal.NAME for signal in SIGNALS]),
        weight=st.floats(0, 1),
        kind=st.sampled_from(FindingKind),
        key=st.just("k"),
    ),
    max_size=8,
)


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        ("今天泡什么茶", {"member": NEWCOMER}, Action.OBSERVE),
        ("看 https://example.com", {"member": REGULAR}, Action.OBSERVE),
        ("看 https://example.com", {"member": NEWCOMER}, Action.DELETE),
        ("看 https://example.com", {"member": TRUSTED}, Action.OBSERVE),
        ("进 t.me/+AbCdEf123456", {"member": REGULAR}, Action.ASK),
        ("进 t.me/+AbCdEf123456", {"member": NEWCOMER}, Action.DELETE),
        ("又一条", {"own": FLOOD}, Action.DELETE),
        ("办证", {"words": [("办证", Action.DELETE)]}, Action.DELETE),
        ("办证", {"words": [("办证", Action.BAN)]}, Action.BAN),
        ("办证", {"words": [("办证", Action.BAN)], "member": TRUSTED}, Action.DELETE),
    ],
)
def test_at_install(text: str, more: dict[str, Any], expected: Action) -> None:
    said = message(text)
    verdict = judge(said, facts(said, **more), SETTINGS)
    assert verdict.action is expected
    assert {finding.signal for finding in verdict.findings} == {signal.NAME for signal in SIGNALS}


@pytest.mark.parametrize(
    ("findings", "lenient", "standard", "strict"),
    [
        ([], Action.OBSERVE, Action.OBSERVE, Action.OBSERVE),
        ([person(0.5)], Action.OBSERVE, Action.OBSERVE, Action.OBSERVE),
        ([person(5.0)], Action.ASK, Action.ASK, Action.ASK),
        ([evidence("flood", 1.0)], Action.DELETE, Action.MUTE, Action.MUTE),
        ([evidence("flood", 1.0), evidence("repetition", 0.8)], Action.DELETE, Action.MUTE, Action.MUTE),
        ([evidence("links", 0.6), person(0.5)], Action.DELETE, Action.DELETE, Action.DELETE),
        ([evidence("links", 0.6), evidence("flood", 1.0)], Action.DELETE, Action.BAN, Action.BAN),
        ([evidence("links", 0.6), evidence("flood", 1.0), TRUST], Action.DELETE, Action.DELETE, Action.DELETE),
        ([evidence("links", 3.0)], Action.DELETE, Action.MUTE, Action.MUTE),
        ([evidence("repetition", 0.8)], Action.DELETE, Action.DELETE, Action.WARN),
        (
            [evidence("forwards", 0.4), evidence("rich", 0.4), evidence("media", 0.6)],
            *[Action.ASK, Action.DELETE, Action.WARN],
        ),
        ([evidence("links", 0.3), evidence("edits", 0.4), person(0.5)], Action.DELETE, Action.DELETE, Action.WARN),
        ([evidence("abuse", 1.0, Action.ASK)], Action.ASK, Action.ASK, Action.ASK),
        ([evidence("abuse", 1.0, Action.ASK), evidence("flood", 1.0)], Action.DELETE, Action.MUTE, Action.MUTE),
        ([evidence("words", 1.0, Action.DELETE), evidence("classifier", 0.8)], Action.DELETE, Action.MUTE, Action.MUTE),
        ([evidence("first_words", 0.1), person(0.5)], Action.OBSERVE, Action.OBSERVE, Action.OBSERVE),
    ],
)
def test_by_strictness(findings: list[Finding], lenient: Action, standard: Action, strict: Action) -> None:
    assert [decide(findings, one).action for one in (LENIENT, STANDARD, STRICT)] == [lenient, standard, strict]


@given(FINDINGS, st.sampled_from([LENIENT, STANDARD, STRICT]))
def test_removal_takes_two_independent_pieces_of_evidence(
    findings: list[Finding], settings: ModerationSettings
) -> None:
    verdict = decide(findings, settings)
    said = {FAMILIES.get(f.signal, f.signal) for f in findings if f.is_evidence} - {"question"}
    if verdict.action.removes:
        assert len(said) >= PIECES_TO_REMOVE
    if not said:
        assert verdict.action <= Action.ASK
    if any(finding.kind is FindingKind.TRUST for finding in findings):
        assert verdict.action <= Action.DELETE
    if settings is LENIENT:
        assert verdict.action <= Action.DELETE


@given(FINDINGS, FINDINGS)
def test_more_evidence_never_leads_to_less(findings: list[Finding], more: list[Finding]) -> None:
    added = [finding for finding in more if finding.kind is not FindingKind.TRUST]
    for settings in (LENIENT, STANDARD, STRICT):
        assert decide([*findings, *added], settings).action >= decide(findings, settings).action


@given(st.lists(st.builds(Past, st.sampled_from(list(Action)[3:]), st.just(NOON))), st.sampled_from(list(Action)))
def test_the_ladder_is_monotone_and_history_alone_removes_nobody(past: list[Past], action: Action) -> None:
    first, again = (escalate(action, history, STANDARD, NOON) for history in ([], past))
    assert again.action >= first.action
    if first.until is not None and again.until is not None:
        assert again.until >= first.until
    if not action.removes:
        assert not again.action.removes


def test_warnings_reach_their_limit_and_fade() -> None:
    warnings = [Past(Action.WARN, NOON), Past(Action.WARN, NOON)]
    assert escalate(Action.WARN, warnings[:1], STANDARD, NOON).action is Action.WARN
    muted = escalate(Action.WARN, warnings, STANDARD, NOON)
    assert muted.action is Action.MUTE and muted.until == NOON + timedelta(hours=24)
    assert escalate(Action.WARN, warnings, STANDARD, NOON + timedelta(days=31)).action is Action.WARN


@pytest.mark.parametrize(
    ("before", "minutes"),
    [
        ([], 10),
        ([Action.WARN], 10),
        ([Action.MUTE], 60),
        ([Action.MUTE, Action.KICK], 360),
        ([Action.MUTE] * 3, 24 * 60),
        ([Action.MUTE] * 9, 24 * 60),
    ],
)
def test_each_repeated_mute_lasts_longer_up_to_a_day(before: list[Action], minutes: int) -> None:
    past = [Past(action, NOON) for action in before]
    assert escalate(Action.MUTE, past, STANDARD, NOON).until == NOON + timedelta(minutes=minutes)
    later = NOON + timedelta(days=31)
    assert escalate(Action.MUTE, past, STANDARD, later).until == later + timedelta(minutes=10)


def test_machine_bans_are_timed() -> None:
    assert escalate(Action.BAN, [], STANDARD, NOON).until == NOON + timedelta(days=30)


def test_lengths_mean_the_same_to_telegram() -> None:
    assert within_limits(None) is None
    assert within_limits(timedelta(seconds=5)) == timedelta(seconds=60)
    assert within_limits(timedelta(days=400)) is None
    assert within_limits(timedelta(hours=2)) == timedelta(hours=2)


@pytest.mark.parametrize(
    ("kind", "sender_id", "exempt"),
    [
        (SenderKind.USER, 77, False),
        (SenderKind.USER, 5, True),
        (SenderKind.ANONYMOUS_ADMIN, -1001, True),
        (SenderKind.LINKED_CHANNEL, -100300, True),
        (SenderKind.FOREIGN_CHANNEL, -100300, True),
        (SenderKind.FOREIGN_CHANNEL, -100400, False),
        (SenderKind.SERVICE, 777000, True),
        (SenderKind.BOT, 88, False),
    ],
)
def test_who_is_judged_at_all(kind: SenderKind, sender_id: int, exempt: bool) -> None:
    group = Group(
        chat_id=-1001, community_id=1, title="", kind="supergroup", username=None, is_forum=False, usual_language="zh-CN",  # type: ignore[arg-type]
        usual_timezone="UTC", bot_status=BotStatus.ADMINISTRATOR, bot_rights=frozenset(), admins={},
        owners=frozenset((5,)), layers=(), added_by=None, added_at=NOON, inspected_at=NOON,  # type: ignore[arg-type]
    )  # fmt: skip
    settings = ModerationSettings(linked_channel=-100300)
    assert is_exempt(message("x", sender=Sender(kind, sender_id, "")), group, settings) is exempt
