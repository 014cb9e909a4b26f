"""When a letter is due, what introduces somebody, and which words ask for silence."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.period import instant_of
from bot.features.onboarding.model import Step
from bot.language.fold import fold, fold_characters, squeeze

WORTHLESS_AFTER = timedelta(hours=12)
"""A letter that is late by more, because the bot was away, is not written any more."""

STOP_WORDS = frozenset(
    squeeze(word)
    for word in (
        "退订", "TD", "别发了", "不要发了", "不要再发", "不要再发了", "别再发了", "别再提醒我", "不要打扰",
        "请勿打扰", "别烦我", "stop", "unsubscribe", "no more", "leave me alone",
    )
)  # fmt: skip
COMPLAINTS = ("投诉", "举报你", "骚扰", "骗子", "垃圾广告", "complain", "harass", "spamming")
LONGEST_COMPLAINT = 400
SHORTEST_INTRODUCTION = 2
"""Letters besides the tag."""


def letter_at(began_at: datetime, day: int, at: time, zone: ZoneInfo) -> datetime:
    """When the letter of a day is due: ``day`` days after the local date of coming, at the group's hour."""
    return instant_of(began_at.astimezone(zone).date() + timedelta(days=day), at, zone)


def next_letter(
    began_at: datetime, done: int, days: Collection[int], at: time, zone: ZoneInfo, now: datetime
) -> tuple[int, datetime] | None:
    """The next day with a letter after day ``done`` that is not over yet, and when it is due; None when none is left.

    What was missed is left out rather than written all at once.
    """
    for day in sorted(days):
        due = letter_at(began_at, day, at, zone)
        if day > done and due > now - WORTHLESS_AFTER:
            return day, due
    return None


def introduces(text: str, tag: str) -> bool:
    """Whether a message holds the group's tag and says something besides it; costume and case do not matter."""
    wanted, said = fold_characters(tag), fold_characters(text)
    return wanted in said and len(squeeze(said.replace(wanted, " "))) >= SHORTEST_INTRODUCTION


def asks_for_silence(text: str) -> bool:
    """Whether a private message is nothing but the wish not to be written to."""
    return len(text) <= 40 and squeeze(text) in STOP_WORDS


def complains(text: str) -> bool:
    """Whether a private message complains about being written to, or about the group."""
    folded = fold(text[:LONGEST_COMPLAINT])
    return any(word in folded for word in COMPLAINTS)


def open_steps(rules: bool | None, introduced: bool, checked_in: bool) -> list[Step]:
    """What is still to do; ``rules`` None: the group has none to confirm."""
    left = []
    if rules is False:
        left.append(Step.RULES)
    if not introduced:
        left.append(Step.INTRODUCTION)
    if not checked_in:
        left.append(Step.CHECKIN)
    return left
