"""Forwards, and what comes through other bots: words that the sender did not write here."""

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings

NAME = "forwards"
KEYS = (
    "finding-forwards-place",
    "finding-forwards-hidden",
    "finding-forwards-bot",
    "finding-forwards-guest",
    "finding-forwards-ours",
    "finding-forwards-none",
)

PLACE = 0.4
"""From a channel or another group: how adverts travel, and news."""
HIDDEN = 0.2
"""From an account that hides itself."""
BOT = 0.3
"""Through an inline bot that is not one of the usual toys."""
GUEST = 0.4
"""By a bot that is no member and was called in."""
SHOWN = 60
TOYS = frozenset(
    (
        "gif", "pic", "bing", "vid", "wiki", "imdb", "bold", "youtube", "music", "sticker", "foursquare", "gamebot",
        "like", "vote", "inlinestickerbot", "tenor",
    )
)  # fmt: skip
"""Inline bots that every app offers, in lower case."""
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-forwards-none")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """One finding for a forward, one for each bot behind the message."""
    if message.forwarded_from is None and message.via_bot is None and message.guest_of is None:
        return [INNOCENT]
    found = []
    if message.guest_of is not None:
        values: dict[str, str | int] = {"bot": message.sender.name[:SHOWN]}
        found.append(Finding(NAME, GUEST, FindingKind.EVIDENCE, "finding-forwards-guest", values))
    if message.via_bot is not None and message.via_bot.lower() not in TOYS | facts.own_names:
        found.append(Finding(NAME, BOT, FindingKind.EVIDENCE, "finding-forwards-bot", {"bot": message.via_bot[:SHOWN]}))
    if message.forwarded_from is not None:
        found.append(_forwarded(message, message.forwarded_from, facts))
    return found or [INNOCENT]


def _forwarded(message: Message, source: str, facts: Facts) -> Finding:
    values: dict[str, str | int] = {"source": source[:SHOWN]}
    origin = message.origin_id
    if origin is None:
        return Finding(NAME, HIDDEN, FindingKind.EVIDENCE, "finding-forwards-hidden", values)
    if origin in facts.own_chats or origin == message.sender.id:
        return Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-forwards-ours", values)
    if origin < 0:
        return Finding(NAME, PLACE, FindingKind.EVIDENCE, "finding-forwards-place", values)
    return INNOCENT
