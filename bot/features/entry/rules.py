"""Who is asked what, who is let in, and what silence means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from bot.features.entry.model import Application, Door, Ending, State
from bot.features.entry.settings import Action, EntrySettings
from bot.features.entry.steps import Step
from bot.features.entry.steps.question import Mark, Who

FRESH = timedelta(minutes=15)
"""What the bot missed while it was away is made up for within this time; after it the group's policy decides."""


class Meeting(StrEnum):
    """What a join request meets."""

    STEPS = "steps"
    TOO_SOON = "too_soon"
    TOO_SOON_AGAIN = "too_soon_again"
    """they took a request back, and the gate counts that"""
    MISSED = "missed"
    """the request is so old that asking makes no sense any more"""


@dataclass(frozen=True, slots=True)
class Reception:
    """``attempts``: wrong answers that already count. ``until``: when somebody who came too soon may come again."""

    meeting: Meeting
    attempts: int = 0
    until: datetime | None = None


def receive(settings: EntrySettings, earlier: Application | None, requested_at: datetime, now: datetime) -> Reception:
    """How to meet a request made at ``requested_at``. ``earlier`` is the person's last application to this group.

    Taking a request back and asking again neither gives new attempts nor ends the cool-off.
    """
    if not settings.gate:
        return Reception(Meeting.STEPS)
    attempts = 0
    if earlier is not None:
        limits = settings.limits(earlier.current if earlier.steps else None)
        until = (earlier.decided_at or now) + limits.cooldown
        if requested_at < until:
            if earlier.ending in (Ending.WRONG, Ending.SILENT, Ending.NEVER_TRIED):
                return Reception(Meeting.TOO_SOON, until=until)
            if earlier.ending is Ending.WITHDRAWN and settings.withdrawn_cools_off:
                return Reception(Meeting.TOO_SOON_AGAIN, until=until)
            if earlier.ending is Ending.WITHDRAWN:
                attempts = min(earlier.attempts, limits.attempts - 1)
    if now - requested_at > FRESH:
        return Reception(Meeting.MISSED, attempts)
    return Reception(Meeting.STEPS, attempts)


class Ahead(StrEnum):
    """What an application comes to next."""

    QUESTION = "question"
    REVIEW = "review"
    PASSED = "passed"
    NOT_INVITED = "not_invited"


@dataclass(frozen=True, slots=True)
class Next:
    """``step``: the index of the step that it stands at."""

    ahead: Ahead
    step: int


def next_step(steps: Sequence[Step], first: int, *, is_invited: bool) -> Next:
    """What comes at step number ``first``; steps that wait for nobody are passed, or not, on the way."""
    for index in range(first, len(steps)):
        match steps[index].who:
            case Who.APPLICANT:
                return Next(Ahead.QUESTION, index)
            case Who.ADMIN:
                return Next(Ahead.REVIEW, index)
            case Who.NOBODY:
                if not is_invited:
                    return Next(Ahead.NOT_INVITED, index)
            case who:
                assert_never(who)
    return Next(Ahead.PASSED, max(len(steps) - 1, 0))


class Judgement(StrEnum):
    """What a reply means for an application."""

    STEP_PASSED = "step_passed"
    MORE = "more"
    """right, and the step needs more right answers"""
    AGAIN = "again"
    FAILED = "failed"
    NO_ANSWER = "no_answer"
    LATE = "late"
    """written after the deadline, whose own event decides"""


def judge(application: Application, mark: Mark, written_at: datetime, allowed: int) -> Judgement:
    """Judge a marked reply to the current step. ``allowed``: wrong answers that fail it."""
    if written_at > application.deadline_at:
        return Judgement.LATE
    match mark:
        case Mark.NO_ANSWER:
            return Judgement.NO_ANSWER
        case Mark.WRONG:
            return Judgement.FAILED if application.attempts + 1 >= allowed else Judgement.AGAIN
        case Mark.RIGHT:
            right = 1 + sum(answer.right for answer in application.given)
            return Judgement.STEP_PASSED if right >= application.current.needed else Judgement.MORE


class Lapse(StrEnum):
    """What a passed deadline means."""

    NOTHING = "nothing"
    WAIT = "wait"
    """the bot has only just come back: an answer given in time may still be on its way"""
    ASK_AGAIN = "ask_again"
    """it passed while the bot was away, a moment ago"""
    MISSED = "missed"
    """it passed while the bot was away, long ago"""
    END = "end"


def lapse(application: Application, now: datetime, started_at: datetime, *, waited: bool) -> Lapse:
    """What to do about a deadline. ``started_at``: since when the bot has been running; ``waited``: after a `WAIT`."""
    if application.state is not State.ASKED:
        return Lapse.NOTHING
    if application.deadline_at >= started_at:
        return Lapse.END
    if not waited:
        return Lapse.WAIT
    if application.door is Door.OPEN:
        return Lapse.ASK_AGAIN  # Inside and silenced: nobody is worse off for a fresh chance, however late.
    return Lapse.MISSED if now - application.deadline_at > FRESH else Lapse.ASK_AGAIN


def ending_of_silence(application: Application) -> Ending:
    """Who tried and did not get it right in time is wrong; who began is silent; who did nothing has never tried."""
    if application.attempts > application.carried:
        return Ending.WRONG
    return Ending.SILENT if application.begun else Ending.NEVER_TRIED


def action_for(settings: EntrySettings, application: Application, ending: Ending) -> Action:
    """What the gate does about an ending. Who asked in vain to be reached, or withdrew, is nobody's to act upon."""
    limits = settings.limits(application.current if application.steps else None)
    match ending:
        case Ending.PASSED:
            return settings.on_passed
        case Ending.WRONG:
            return limits.on_wrong
        case Ending.SILENT:
            return limits.on_silent
        case Ending.NEVER_TRIED:
            return limits.on_never_tried
        case Ending.BLOCKED:
            return settings.on_blocked
        case Ending.DECLINED_BY_ADMIN:
            return settings.on_declined_by_admin
        case Ending.APPROVED_BY_ADMIN:
            return Action.ADMIT
        case Ending.UNREACHABLE | Ending.WITHDRAWN:
            return Action.REVIEW
