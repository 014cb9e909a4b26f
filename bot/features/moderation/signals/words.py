"""Forbidden words of the community, found after folding, in everything the message says."""

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind, Word
from bot.features.moderation.settings import ModerationSettings
from bot.language.origins import as_written

NAME = "words"
KEYS = ("finding-words-hit", "finding-words-dressed", "finding-words-none")
SHOWN = 60

WEIGHT = 1.0
"""The admins themselves have said that this word is not wanted."""
INNOCENT = (Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-words-none"),)


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """One finding per forbidden word, each with what the admins have ordered for it."""
    if not len(facts.words):
        return [*INNOCENT]
    hits = facts.words.find(facts.folded)
    if facts.more is not None:
        hits = hits + facts.words.find(facts.more.folded)
    found = {hit.value.folded: hit.value for hit in hits}
    if not found:
        return [*INNOCENT]
    spans = {hit.value.folded: (hit.start, hit.end) for hit in reversed(facts.words.find(facts.folded))}
    return [_found(message, facts, word, spans.get(word.folded)) for word in found.values()]


def _found(message: Message, facts: Facts, word: Word, span: tuple[int, int] | None) -> Finding:
    """The word, and how it was written where that looks different."""
    written = as_written(message.text, facts.folded, *span) if span is not None else word.word
    values: dict[str, str | int] = {"word": word.word}
    if written.casefold() == word.word.casefold():
        return Finding(NAME, WEIGHT, FindingKind.EVIDENCE, "finding-words-hit", values, word.action)
    values["written"] = written[:SHOWN]
    return Finding(NAME, WEIGHT, FindingKind.EVIDENCE, "finding-words-dressed", values, word.action)
