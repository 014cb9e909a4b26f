"""Who is asked, what an answer means, and what a passed deadline means."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.ids import ApplicationId, ChatId, UserId
from bot.features.entry.model import Application, Ending, State
from bot.features.entry.rules import (
    FRESH,
    Door,
    Judgement,
    Lapse,
    Reception,
    ending_of_silence,
    judge,
    lapse,
    receive,
)
from bot.features.entry.settings import EntrySettings
from bot.features.entry.steps import Step
from bot.features.entry.steps.passphrase import Passphrase
from bot.features.entry.steps.review import Review

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PHRASE = Passphrase("芝麻开门")


def application(*steps: Step, ending: Ending | None = None, ended: timedelta = MINUTE, **more: int) -> Application:
    """An application asked now, or ended some time ago."""
    return Application(
        id=ApplicationId(1),
        chat_id=ChatId(-100),
        user_id=UserId(7),
        user_chat_id=ChatId(7),
        name="小红",
        steps=steps or (PHRASE,),
        asked_at=NOW,
        deadline_at=NOW + 3 * MINUTE,
        state=State.ASKED if ending is None else State.CLOSED,
        ending=ending,
        decided_at=None if ending is None else NOW - ended,
        **more,
    )


@pytest.mark.parametrize(
    ("steps", "age", "door"),
    [
        ((), MINUTE, Door.OPEN),
        ((), 2 * FRESH, Door.OPEN),
        (("passphrase x",), MINUTE, Door.ASK),
        (("passphrase x", "review"), FRESH, Door.ASK),
        (("passphrase x",), FRESH + MINUTE, Door.MISSED),
        (("review",), MINUTE, Door.REVIEW),
    ],
)
def test_doors(steps: tuple[str, ...], age: timedelta, door: Door) -> None:
    assert receive(EntrySettings(steps=steps), None, NOW - age, NOW) == Reception(door)


@pytest.mark.parametrize("ending", Ending)
def test_only_failing_cools_off(ending: Ending) -> None:
    settings = EntrySettings(steps=("passphrase x",), cooldown_s=600)
    met = receive(settings, application(ending=ending), NOW, NOW)
    too_soon = Reception(Door.TOO_SOON, until=NOW + 9 * MINUTE)
    assert met == (too_soon if ending in (Ending.WRONG, Ending.SILENT) else Reception(Door.ASK))
    later = receive(settings, application(ending=ending, ended=10 * MINUTE), NOW, NOW)
    assert later == Reception(Door.ASK)


def test_an_open_gate_knows_no_cool_off() -> None:
    assert receive(EntrySettings(), application(ending=Ending.WRONG), NOW, NOW).door is Door.OPEN


@pytest.mark.parametrize(("used", "allowed", "carried"), [(0, 2, 0), (1, 2, 1), (2, 2, 1), (3, 2, 1), (1, 1, 0)])
def test_attempts_survive_taking_the_request_back(used: int, allowed: int, carried: int) -> None:
    settings = EntrySettings(steps=("passphrase x",), attempts=allowed)
    earlier = application(ending=Ending.WITHDRAWN, attempts=used)
    assert receive(settings, earlier, NOW, NOW) == Reception(Door.ASK, carried)


@pytest.mark.parametrize(
    ("steps", "answer", "attempts", "late", "judgement"),
    [
        ((PHRASE,), "芝麻开门", 0, False, Judgement.PASSED),
        ((PHRASE,), "芝麻开门", 1, False, Judgement.PASSED),
        ((PHRASE,), "芝麻", 0, False, Judgement.AGAIN),
        ((PHRASE,), "芝麻", 1, False, Judgement.FAILED),
        ((PHRASE,), "芝麻", 5, False, Judgement.FAILED),
        ((PHRASE,), "芝麻开门", 0, True, Judgement.LATE),
        ((PHRASE,), "芝麻", 1, True, Judgement.LATE),
        ((PHRASE, Review()), "芝麻开门", 0, False, Judgement.REVIEW),
        ((PHRASE, Passphrase("茶")), "芝麻开门", 0, False, Judgement.NEXT_QUESTION),
    ],
)
def test_answers(steps: tuple[Step, ...], answer: str, attempts: int, late: bool, judgement: Judgement) -> None:
    written_at = NOW + (4 if late else 3) * MINUTE
    assert judge(application(*steps, attempts=attempts), answer, written_at, allowed=2) is judgement


@pytest.mark.parametrize(
    ("late", "started", "waited", "verdict"),
    [
        (timedelta(), -9 * MINUTE, False, Lapse.DECLINE),
        (FRESH, -9 * MINUTE, False, Lapse.DECLINE),
        (2 * MINUTE, MINUTE, False, Lapse.WAIT),
        (2 * MINUTE, MINUTE, True, Lapse.DECLINE),
        (2 * FRESH, FRESH, False, Lapse.WAIT),
        (2 * FRESH, FRESH, True, Lapse.HAND_OVER),
    ],
)
def test_deadlines(late: timedelta, started: timedelta, waited: bool, verdict: Lapse) -> None:
    pending = application()
    at = pending.deadline_at
    assert lapse(pending, at + late, at + started, waited=waited) is verdict


@pytest.mark.parametrize("state", [state for state in State if state is not State.ASKED])
def test_a_deadline_means_nothing_once_it_is_not_the_applicants_turn(state: State) -> None:
    assert lapse(replace(application(), state=state), NOW + FRESH, NOW, waited=False) is Lapse.NOTHING


def test_silence_and_failure_are_different_endings() -> None:
    assert ending_of_silence(application()) is Ending.SILENT
    assert ending_of_silence(application(attempts=1)) is Ending.WRONG
