"""Repetition: the same words by the same person again and again. Short and ritual texts are how people talk."""

from datetime import timedelta

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.rituals import is_ritual
from bot.features.moderation.settings import ModerationSettings

NAME = "repetition"
KEYS = ("finding-repetition-again", "finding-repetition-ritual", "finding-repetition-none")

WEIGHT = 0.8
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-repetition-none")
RITUAL = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-repetition-ritual")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """Counts this message too; media without words never repeat here."""
    folded = facts.folded
    if message.edited_at is not None or not folded or not facts.own:
        return [INNOCENT]
    since = message.date - timedelta(seconds=settings.repeat_seconds)
    times = 1
    for heard in reversed(facts.own):
        if heard.at <= since:
            break
        times += heard.folded == folded
    if times < settings.repeat_times:
        return [INNOCENT]
    if is_ritual(folded):
        return [RITUAL]
    return [Finding(NAME, WEIGHT, FindingKind.EVIDENCE, "finding-repetition-again", {"times": times})]
