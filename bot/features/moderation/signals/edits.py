"""Edits: an innocent message that gets its link when nobody looks any more."""

from datetime import timedelta

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings
from bot.features.moderation.signals import links

NAME = "edits"
KEYS = ("finding-edits-link", "finding-edits-none")

SOON, MENDED = timedelta(minutes=2), 0.1
"""Who adds a forgotten link at once is mending."""
LATER = 0.4
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-edits-none")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """Weighs nothing when the link is allowed, or was there before."""
    before = facts.before
    if before is None or message.edited_at is None or before.has_links:
        return [INNOCENT]
    if not any(finding.weight for finding in links.check(message, facts, settings)):
        return [INNOCENT]
    late = message.edited_at - message.date
    weight = MENDED if late <= SOON else LATER
    minutes = max(int(late.total_seconds() // 60), 1)
    return [Finding(NAME, weight, FindingKind.EVIDENCE, "finding-edits-link", {"minutes": minutes})]
