"""Copies: a newcomer who repeats what another member wrote, to look like one, and one text from many fresh accounts."""

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.rituals import is_ritual, worth
from bot.features.moderation.settings import ModerationSettings

NAME = "copies"
KEYS = ("finding-copies-crowd", "finding-copies-member", "finding-copies-ritual", "finding-copies-none")

CROWD = 0.8
"""The same words from several newcomers within minutes: one advertiser with many accounts."""
CROWD_SIZE = 3
"""Newcomers, this one among them."""
MEMBER = 0.3
"""One newcomer, one original: it may be somebody joining in."""
LONG_ENOUGH = 24
"""Below this, in Latin letters (12 Han), people say the same thing by themselves or for fun."""
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-copies-none")
RITUAL = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-copies-ritual")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """Regulars may repeat each other as they like; so may anybody who answers the message they quote."""
    if not facts.others or message.edited_at is not None or not facts.is_newcomer(message.date):
        return [INNOCENT]
    if is_ritual(facts.folded) or worth(facts.folded) < LONG_ENOUGH:
        return [RITUAL]
    crowd = {heard.sender_id for heard in facts.others if heard.is_new}
    if len(crowd) + 1 >= CROWD_SIZE:
        return [Finding(NAME, CROWD, FindingKind.EVIDENCE, "finding-copies-crowd", {"count": len(crowd) + 1})]
    return [Finding(NAME, MEMBER, FindingKind.EVIDENCE, "finding-copies-member")]
