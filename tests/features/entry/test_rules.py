"""Who is asked, what an answer means, what a passed deadline means, and what becomes of whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.ids import ApplicationId, ChatId, UserId
from bot.features.entry.model import Answered, Application, Ending, State
from bot.features.entry.rules import (
    FRESH,
    Ahead,
    Judgement,
    Lapse,
    Meeting,
    Next,
    Reception,
    action_for,
    ending_of_silence,
    judge,
    lapse,
    next_step,
    receive,
)
from bot.features.entry.settings import Action, EntrySettings
from bot.features.entry.steps import Step, read_gate
from bot.features.entry.steps.captcha import Captcha
from bot.features.entry.steps.invite import Invite
from bot.features.entry.steps.passphrase import Passphrase, Phrase
from bot.features.entry.steps.question import Mark
from bot.features.entry.steps.quiz import Quiz
from bot.features.entry.steps.review import Review

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PHRASE = Passphrase((Phrase("芝麻开门"),))


def application(*steps: Step, ending: Ending | None = None, ended: timedelta = MINUTE, **more: Any) -> Application:
    """An application asked now, or ended some time ago."""
    return Application(
        id=ApplicationId(1),
        chat_id=ChatId(-100),
        user_id=UserId(7),
        user_chat_id=ChatId(7),
        name="小红",
        steps=steps or (PHRASE,),
        made_at=NOW,
        asked_at=NOW,
        deadline_at=NOW + 3 * MINUTE,
        state=State.ASKED if ending is None else State.CLOSED,
        ending=ending,
        decided_at=None if ending is None else NOW - ended,
        **more,
    )


@pytest.mark.parametrize(
    ("steps", "age", "meeting"),
    [
        ((), MINUTE, Meeting.STEPS),
        ((), 2 * FRESH, Meeting.STEPS),
        (("passphrase x",), MINUTE, Meeting.STEPS),
        (("passphrase x", "review"), FRESH, Meeting.STEPS),
        (("passphrase x",), FRESH + MINUTE, Meeting.MISSED),
        (("review",), MINUTE, Meeting.STEPS),
    ],
)
def test_meetings(steps: tuple[str, ...], age: timedelta, meeting: Meeting) -> None:
    assert receive(EntrySettings(steps=steps), None, NOW - age, NOW) == Reception(meeting)


FAILED = (Ending.WRONG, Ending.SILENT, Ending.NEVER_TRIED)


@pytest.mark.parametrize("ending", Ending)
def test_only_failing_cools_off(ending: Ending) -> None:
    settings = EntrySettings(steps=("passphrase x",), cooldown_s=600)
    met = receive(settings, application(ending=ending), NOW, NOW)
    too_soon = Reception(Meeting.TOO_SOON, until=NOW + 9 * MINUTE)
    assert met == (too_soon if ending in FAILED else Reception(Meeting.STEPS))
    later = receive(settings, application(ending=ending, ended=10 * MINUTE), NOW, NOW)
    assert later == Reception(Meeting.STEPS)


def test_taking_a_request_back_may_cool_off_too() -> None:
    settings = EntrySettings(steps=("passphrase x",), withdrawn_cools_off=True)
    met = receive(settings, application(ending=Ending.WITHDRAWN), NOW, NOW)
    assert met == Reception(Meeting.TOO_SOON_AGAIN, until=NOW + 9 * MINUTE)


def test_the_cool_off_is_that_of_the_step_that_was_failed() -> None:
    settings = EntrySettings.model_validate({"steps": ("captcha",), "by_step": {"captcha": {"cooldown_s": 60}}})
    earlier = application(Captcha(), ending=Ending.WRONG, ended=2 * MINUTE)
    assert receive(settings, earlier, NOW, NOW).meeting is Meeting.STEPS
    assert receive(settings, replace(earlier, steps=(PHRASE,)), NOW, NOW).meeting is Meeting.TOO_SOON


def test_an_open_gate_knows_no_cool_off() -> None:
    assert receive(EntrySettings(), application(ending=Ending.WRONG), NOW, NOW).meeting is Meeting.STEPS


@pytest.mark.parametrize(("used", "allowed", "carried"), [(0, 2, 0), (1, 2, 1), (2, 2, 1), (3, 2, 1), (1, 1, 0)])
def test_attempts_survive_taking_the_request_back(used: int, allowed: int, carried: int) -> None:
    settings = EntrySettings(steps=("passphrase x",), attempts=allowed)
    earlier = application(ending=Ending.WITHDRAWN, attempts=used)
    assert receive(settings, earlier, NOW, NOW) == Reception(Meeting.STEPS, carried)


@pytest.mark.parametrize(
    ("typed", "first", "is_invited", "expected"),
    [
        ("暗号 甲 + 问答 + 审核", 0, False, Next(Ahead.QUESTION, 0)),
        ("暗号 甲 + 问答 + 审核", 1, False, Next(Ahead.QUESTION, 1)),
        ("暗号 甲 + 问答 + 审核", 2, False, Next(Ahead.REVIEW, 2)),
        ("暗号 甲 + 问答", 2, False, Next(Ahead.PASSED, 1)),
        ("邀请 + 暗号 甲", 0, True, Next(Ahead.QUESTION, 1)),
        ("邀请 + 暗号 甲", 0, False, Next(Ahead.NOT_INVITED, 0)),
        ("邀请", 0, True, Next(Ahead.PASSED, 0)),
        ("暗号 甲 + 邀请", 1, False, Next(Ahead.NOT_INVITED, 1)),
        ("open", 0, False, Next(Ahead.PASSED, 0)),
    ],
)
def test_what_comes_next(typed: str, first: int, is_invited: bool, expected: Next) -> None:
    assert next_step(read_gate(typed), first, is_invited=is_invited) == expected


@pytest.mark.parametrize(
    ("step", "right", "mark", "attempts", "late", "judgement"),
    [
        (PHRASE, 0, Mark.RIGHT, 0, False, Judgement.STEP_PASSED),
        (PHRASE, 0, Mark.RIGHT, 1, False, Judgement.STEP_PASSED),
        (PHRASE, 0, Mark.WRONG, 0, False, Judgement.AGAIN),
        (PHRASE, 0, Mark.WRONG, 1, False, Judgement.FAILED),
        (PHRASE, 0, Mark.WRONG, 5, False, Judgement.FAILED),
        (PHRASE, 0, Mark.RIGHT, 0, True, Judgement.LATE),
        (PHRASE, 0, Mark.WRONG, 1, True, Judgement.LATE),
        (Quiz(2), 0, Mark.RIGHT, 0, False, Judgement.MORE),
        (Quiz(2), 1, Mark.RIGHT, 1, False, Judgement.STEP_PASSED),
        (Quiz(2), 1, Mark.NO_ANSWER, 1, False, Judgement.NO_ANSWER),
        (Review(), 0, Mark.NO_ANSWER, 0, False, Judgement.NO_ANSWER),
        (Invite(), 0, Mark.NO_ANSWER, 0, False, Judgement.NO_ANSWER),
    ],
)
def test_answers(step: Step, right: int, mark: Mark, attempts: int, late: bool, judgement: Judgement) -> None:
    answers = tuple(Answered(0, number, "", "", True) for number in range(right))
    written_at = NOW + (4 if late else 3) * MINUTE
    asked = application(step, answers=answers, attempts=attempts)
    assert judge(asked, mark, written_at, allowed=2) is judgement


@pytest.mark.parametrize(
    ("late", "started", "waited", "verdict"),
    [
        (timedelta(), -9 * MINUTE, False, Lapse.END),
        (FRESH, -9 * MINUTE, False, Lapse.END),
        (2 * MINUTE, MINUTE, False, Lapse.WAIT),
        (2 * MINUTE, MINUTE, True, Lapse.ASK_AGAIN),
        (FRESH, MINUTE, True, Lapse.ASK_AGAIN),
        (2 * FRESH, FRESH, False, Lapse.WAIT),
        (2 * FRESH, FRESH, True, Lapse.MISSED),
    ],
)
def test_deadlines(late: timedelta, started: timedelta, waited: bool, verdict: Lapse) -> None:
    pending = application()
    at = pending.deadline_at
    assert lapse(pending, at + late, at + started, waited=waited) is verdict


@pytest.mark.parametrize("state", [state for state in State if state is not State.ASKED])
def test_a_deadline_means_nothing_once_it_is_not_the_applicants_turn(state: State) -> None:
    assert lapse(replace(application(), state=state), NOW + FRESH, NOW, waited=False) is Lapse.NOTHING


def test_doing_nothing_giving_up_and_failing_are_different_endings() -> None:
    assert ending_of_silence(application()) is Ending.NEVER_TRIED
    assert ending_of_silence(application(begun=True)) is Ending.SILENT
    assert ending_of_silence(application(begun=True, attempts=1)) is Ending.WRONG
    assert ending_of_silence(application(attempts=1, carried=1)) is Ending.NEVER_TRIED


CHOSEN = {
    "on_passed": "review",
    "on_wrong": "ban",
    "on_silent": "review",
    "on_never_tried": "ban",
    "on_blocked": "review",
    "on_declined_by_admin": "ban",
}


@pytest.mark.parametrize(
    ("ending", "usual", "chosen"),
    [
        (Ending.PASSED, Action.ADMIT, Action.REVIEW),
        (Ending.WRONG, Action.KICK, Action.BAN),
        (Ending.SILENT, Action.KICK, Action.REVIEW),
        (Ending.NEVER_TRIED, Action.KICK, Action.BAN),
        (Ending.BLOCKED, Action.KICK, Action.REVIEW),
        (Ending.DECLINED_BY_ADMIN, Action.KICK, Action.BAN),
        (Ending.APPROVED_BY_ADMIN, Action.ADMIT, Action.ADMIT),
    ],
)
def test_every_ending_has_its_own_action(ending: Ending, usual: Action, chosen: Action) -> None:
    assert action_for(EntrySettings(), application(), ending) is usual
    assert action_for(EntrySettings.model_validate(CHOSEN), application(), ending) is chosen


def test_a_step_may_have_actions_of_its_own() -> None:
    settings = EntrySettings.model_validate({"on_wrong": "ban", "by_step": {"captcha": {"on_wrong": "review"}}})
    assert action_for(settings, application(Captcha()), Ending.WRONG) is Action.REVIEW
    assert action_for(settings, application(PHRASE), Ending.WRONG) is Action.BAN
