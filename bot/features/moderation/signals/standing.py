"""Standing: who writes. A newcomer tips the balance; a trusted member is never removed."""

from functools import lru_cache

from bot.core.event import Message, SenderKind
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings

NAME = "standing"
KEYS = ("finding-standing-newcomer", "finding-standing-outside", "finding-standing-trusted", "finding-standing-regular")

WEIGHT = 0.5


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """Exactly one finding, about the person only."""
    if message.sender.kind is SenderKind.FOREIGN_CHANNEL:
        return [Finding(NAME, 0.0, FindingKind.PERSON, "finding-standing-outside")]
    member = facts.member
    if member is None:
        return [Finding(NAME, WEIGHT, FindingKind.PERSON, "finding-standing-newcomer", {"count": 1})]
    count = member.messages + (message.edited_at is None)
    if member.is_trusted(message.date):
        return [Finding(NAME, WEIGHT, FindingKind.TRUST, "finding-standing-trusted")]
    if member.is_newcomer(message.date):
        return [Finding(NAME, WEIGHT, FindingKind.PERSON, "finding-standing-newcomer", {"count": max(count, 1)})]
    return [_regular(count)]


@lru_cache(maxsize=4_096)
def _regular(count: int) -> Finding:
    """The finding on most messages; made once."""
    return Finding(NAME, 0.0, FindingKind.PERSON, "finding-standing-regular", {"count": count})
