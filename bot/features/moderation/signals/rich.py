"""What else a message can carry: quotes from elsewhere, polls, contact cards, stories, buttons of forwarded posts."""

from bot.core.event import MediaKind, Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings

NAME = "rich"
KEYS = (
    "finding-rich-quote",
    "finding-rich-poll",
    "finding-rich-contact",
    "finding-rich-story",
    "finding-rich-buttons",
    "finding-rich-none",
)

QUOTE = 0.4
"""A reply to a message of another chat shows that chat's words and leads there."""
POLL = 0.2
CONTACT = 0.4
STORY = 0.4
BUTTONS = 0.4
"""Buttons come with forwarded posts of bots and channels, and lead away."""
SHOWN = 60
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-rich-none")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """The words inside are judged by the other signals; this one looks at the wrapping. The heaviest counts."""
    found = []
    if message.quoted_from is not None and message.quoted_from_id not in facts.own_chats:
        found.append(_found(QUOTE, "quote", source=message.quoted_from[:SHOWN]))
    if message.button_texts and message.via_bot is None:
        found.append(_found(BUTTONS, "buttons", text=message.button_texts[0][:SHOWN]))
    if message.is_story:
        found.append(_found(STORY, "story"))
    if message.media is not None:
        if message.media.kind is MediaKind.CONTACT:
            found.append(_found(CONTACT, "contact"))
        elif message.media.kind is MediaKind.POLL:
            found.append(_found(POLL, "poll"))
    return [max(found, key=lambda finding: finding.weight)] if found else [INNOCENT]


def _found(weight: float, what: str, **values: str) -> Finding:
    return Finding(NAME, weight, FindingKind.EVIDENCE, f"finding-rich-{what}", values)
