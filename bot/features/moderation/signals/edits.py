"""Edits: an innocent message that gets its link when nobody looks any more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.core.event import Message
from bot.features.moderation.facts import Before, Facts
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
    if facts.before is None or message.edited_at is None:
        return [INNOCENT]
    added = _added(message, facts, facts.before)
    if not any(not links.is_allowed(link, facts, settings) for link in added):
        return [INNOCENT]
    late = message.edited_at - message.date
    weight = MENDED if late <= SOON else LATER
    minutes = max(int(late.total_seconds() // 60), 1)
    return [Finding(NAME, weight, FindingKind.EVIDENCE, "finding-edits-link", {"minutes": minutes})]


def _added(message: Message, facts: Facts, before: Before) -> Iterator[links.Address]:
    """The links that were not there. Of an older message the words alone are known, so they are asked, too."""
    was = set(links.addresses(replace(message, text=before.text, links=before.links), None))
    text = before.text.casefold()
    for link in links.addresses(message, facts.reading):
        if link not in was and f"{link.host}{link.path}".rstrip("/") not in text:
            yield link
