"""Telegram's rates: what is shown is paced, what protects is not."""

from datetime import UTC, datetime

import pytest

from bot.core.effect import (
    AnswerPress,
    ApproveJoin,
    Ban,
    Call,
    CreateInvite,
    DeclineJoin,
    DeleteMessages,
    DeleteOwn,
    EditMessage,
    Effect,
    Lane,
    Repeat,
    Restrict,
    SendMessage,
    Unban,
)
from bot.core.ids import EffectId, chat_mailbox
from handlers.flood_control import URGENT_PER_S, FloodControl, Rates

GROUP, PERSON = -1001, 51


def effect(call: Call, lane: Lane = Lane.NORMAL) -> Effect:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    return Effect(EffectId(1), chat_mailbox(1), call, Repeat.SAFE, lane, now)


def instants(control: FloodControl, calls: list[Call], now: float = 100.0, lane: Lane = Lane.NORMAL) -> list[float]:
    """When each call is made, if each is made as early as it may."""
    made = []
    for call in calls:
        now = max(now, control.earliest(effect(call, lane), now))
        control.took(effect(call, lane), now)
        made.append(round(now - 100.0, 3))
    return made


def test_a_person_gets_a_burst_and_then_one_a_second() -> None:
    assert instants(FloodControl(), [SendMessage(PERSON, "x")] * 6) == [0, 0, 1, 2, 3, 4]
    assert instants(FloodControl(), [SendMessage(PERSON, "x")] * 6, lane=Lane.URGENT) == [0, 0, 0, 1, 2, 3]


def test_an_alert_finds_a_place_that_chatter_has_left_free() -> None:
    control, a_second = FloodControl(), Rates().overall_per_s - URGENT_PER_S
    made = instants(control, [SendMessage(-n, "x") for n in range(1, 2 * a_second + 1)])
    now = 100.0 + max(made)
    assert control.earliest(effect(SendMessage(PERSON, "!"), Lane.URGENT), now) <= now
    assert control.earliest(effect(SendMessage(PERSON, "…"), Lane.BULK), now) > now


def test_a_group_gets_twenty_a_minute() -> None:
    made = instants(FloodControl(), [SendMessage(GROUP, "x")] * 43)
    for at, later in zip(made, made[20:], strict=False):
        assert later - at >= 60


def test_all_chats_together_get_thirty_a_second() -> None:
    made = instants(FloodControl(), [SendMessage(-n, "x") for n in range(1, 100)])
    for at, later in zip(made, made[30:], strict=False):
        assert later - at >= 1


@pytest.mark.parametrize(
    "call",
    [
        DeleteMessages(GROUP, (1,)),
        Restrict(GROUP, 5),
        Ban(GROUP, 5),
        Unban(GROUP, 5),
        ApproveJoin(GROUP, 5),
        DeclineJoin(GROUP, 5),
        AnswerPress(GROUP, "q"),
        DeleteOwn(GROUP),
    ],
    ids=lambda call: type(call).__name__,
)
def test_protection_is_never_paced(call: Call) -> None:
    control = FloodControl()
    instants(control, [SendMessage(GROUP, "x")] * 20)
    control.took(effect(call), 100.0)
    assert all(control.earliest(effect(call), 100.0) <= 100.0 for _ in range(100))


@pytest.mark.parametrize("call", [EditMessage(GROUP, "x"), CreateInvite(GROUP, "x")], ids=lambda c: type(c).__name__)
def test_edits_and_links_are_paced_like_messages(call: Call) -> None:
    control = FloodControl(Rates(burst=1))
    instants(control, [SendMessage(GROUP, "x")])
    assert control.earliest(effect(call), 100.0) == 101.0


def test_a_429_closes_its_own_chat_for_everything_but_answers() -> None:
    control = FloodControl()
    control.refused(effect(SendMessage(GROUP, "x")), 100.0, 30)
    assert control.earliest(effect(SendMessage(GROUP, "x")), 100.0) == 130.0
    assert control.earliest(effect(Ban(GROUP, 5)), 100.0) == 130.0
    assert control.earliest(effect(AnswerPress(GROUP, "q")), 100.0) <= 100.0
    assert control.earliest(effect(SendMessage(PERSON, "x")), 100.0) <= 100.0


def test_quiet_chats_are_forgotten() -> None:
    control = FloodControl()
    for number in range(1, 10_050):
        control.took(effect(SendMessage(number, "x")), 100.0 + number)
    assert len(control._chats) < 200
