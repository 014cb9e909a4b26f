"""Who is asked what, who is let in, and what silence means."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.features.entry.model import Application, Ending, State
from bot.features.entry.settings import EntrySettings

FRESH = timedelta(minutes=15)
"""What the bot missed while it was away is made up for within this time; after it a person decides."""


class Door(StrEnum):
    """What a join request meets."""

    OPEN = "open"
    ASK = "ask"
    REVIEW = "review"
    TOO_SOON = "too_soon"
    MISSED = "missed"
    """the request is so old that asking makes no sense any more"""


@dataclass(frozen=True, slots=True)
class Reception:
    """``attempts``: wrong answers that already count. ``until``: when somebody who came too soon may come again."""

    door: Door
    attempts: int = 0
    until: datetime | None = None


def receive(settings: EntrySettings, earlier: Application | None, requested_at: datetime, now: datetime) -> Reception:
    """How to meet a request made at ``requested_at``. ``earlier`` is the person's last application to this group.

    Taking a request back and asking again neither gives new attempts nor ends the cool-off.
    """
    attempts = 0
    if earlier is not None and settings.gate:
        until = (earlier.decided_at or now) + settings.cooldown
        if earlier.ending in (Ending.WRONG, Ending.SILENT) and requested_at < until:
            return Reception(Door.TOO_SOON, until=until)
        if earlier.ending is Ending.WITHDRAWN and requested_at < until:
            attempts = min(earlier.attempts, settings.attempts - 1)
    if not settings.gate:
        return Reception(Door.OPEN)
    if now - requested_at > FRESH:
        return Reception(Door.MISSED, attempts)
    return Reception(Door.ASK if settings.gate[0].asks else Door.REVIEW, attempts)


class Judgement(StrEnum):
    """What an answer means for an application."""

    PASSED = "passed"
    NEXT_QUESTION = "next_question"
    REVIEW = "review"
    AGAIN = "again"
    FAILED = "failed"
    LATE = "late"
    """written after the deadline, whose own event decides"""


def judge(application: Application, answer: str, written_at: datetime, allowed: int) -> Judgement:
    """Judge an answer to the current step. ``allowed``: attempts in all."""
    if written_at > application.deadline_at:
        return Judgement.LATE
    if not application.current.passes(answer):
        return Judgement.FAILED if application.attempts + 1 >= allowed else Judgement.AGAIN
    if application.step + 1 == len(application.steps):
        return Judgement.PASSED
    following = application.steps[application.step + 1]
    return Judgement.NEXT_QUESTION if following.asks else Judgement.REVIEW


class Lapse(StrEnum):
    """What a passed deadline means."""

    NOTHING = "nothing"
    WAIT = "wait"
    """the bot has only just come back: an answer given in time may still be on its way"""
    DECLINE = "decline"
    HAND_OVER = "hand_over"


def lapse(application: Application, now: datetime, started_at: datetime, *, waited: bool) -> Lapse:
    """What to do about a deadline. ``started_at``: since when the bot has been running; ``waited``: after a `WAIT`."""
    if application.state is not State.ASKED:
        return Lapse.NOTHING
    if application.deadline_at < started_at and not waited:
        return Lapse.WAIT
    return Lapse.HAND_OVER if now - application.deadline_at > FRESH else Lapse.DECLINE


def ending_of_silence(application: Application) -> Ending:
    """Who tried and did not get it right in time is wrong; who said nothing is silent."""
    return Ending.WRONG if application.attempts else Ending.SILENT
