"""Forbidden words of the community, found after folding, in everything the message says."""

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings

NAME = "words"
KEYS = ("finding-words-hit", "finding-words-none")

WEIGHT = 1.0
"""The admins themselves have said that this word is not wanted."""
INNOCENT = (Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-words-none"),)


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """One finding per forbidden word, each with what the admins have ordered for it."""
    if not len(facts.words):
        return [*INNOCENT]
    hits = facts.words.find(facts.folded)
    if facts.folded_more:
        hits = hits + facts.words.find(facts.folded_more)
    found = {hit.value.folded: hit.value for hit in hits}
    if not found:
        return [*INNOCENT]
    return [
        Finding(NAME, WEIGHT, FindingKind.EVIDENCE, "finding-words-hit", {"word": word.word}, word.action)
        for word in found.values()
    ]
