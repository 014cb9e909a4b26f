"""Mentions: calling many people at once, as adverts do that want to be seen."""

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings

NAME = "mentions"
KEYS = ("finding-mentions-many", "finding-mentions-none")

MANY, HEAVY = 5, 0.5
"""From so many on it is unusual: a regular is asking friends along, a newcomer is not."""
CROWD, CERTAIN = 10, 0.9
"""From so many on nobody is being talked to."""
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-mentions-none")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """Every mention counts, the same person twice too."""
    count = message.mention_count
    if count < MANY:
        return [INNOCENT]
    weight = CERTAIN if count >= CROWD else HEAVY
    return [Finding(NAME, weight, FindingKind.EVIDENCE, "finding-mentions-many", {"count": count})]
