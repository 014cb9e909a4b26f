"""Channels: who speaks as a channel that has nothing to do with the group cannot be known."""

from bot.core.event import Message, SenderKind
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings

NAME = "channels"
KEYS = ("finding-channels-foreign", "finding-channels-none")

FOREIGN = 0.5
INNOCENT = Finding(NAME, 0.0, FindingKind.PERSON, "finding-channels-none")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """The linked channel and anonymous administrators are exempt before any signal is asked."""
    if message.sender.kind is not SenderKind.FOREIGN_CHANNEL:
        return [INNOCENT]
    return [Finding(NAME, FOREIGN, FindingKind.PERSON, "finding-channels-foreign", {"name": message.sender.name[:60]})]
