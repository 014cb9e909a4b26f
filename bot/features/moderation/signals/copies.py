"""Copies: a newcomer who repeats what another member wrote, to look like one, and one text from many accounts."""

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Action, Finding, FindingKind
from bot.features.moderation.rituals import is_checkin, is_ritual, worth
from bot.features.moderation.settings import ModerationSettings
from bot.features.moderation.signals import contacts, links

NAME = "copies"
KEYS = (
    "finding-copies-crowd",
    "finding-copies-member",
    "finding-copies-members",
    "finding-copies-ritual",
    "finding-copies-none",
)

CROWD = {3: 0.15, 5: 0.8}
"""Newcomers, this one among them, who wrote the same words within minutes: three thank or greet alike in a young group,
which is worth a question; more are one advertiser with many accounts."""
MEMBER = 0.1
"""One newcomer, one original: it may be somebody joining in, so it only adds to what else there is."""
MEMBERS = 5
"""People of whatever standing whose same words leave a link or a contact: old accounts are bought and taken over, too."""
ASKS = 0.15
"""They may as well pass on something good, so it is a question and adds nothing to a deletion (`FAMILIES`)."""
LONG_ENOUGH = 24
"""Below this, in Latin letters (12 Han), people say the same thing by themselves or for fun."""
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-copies-none")
RITUAL = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-copies-ritual")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """Regulars may repeat each other as they like, as long as it leads nowhere else."""
    if not facts.others or message.edited_at is not None:
        return [INNOCENT]
    if not facts.is_newcomer(message.date):
        return [_of_regular(message, facts, settings)]
    if is_ritual(facts.folded) or worth(facts.folded) < LONG_ENOUGH:
        return [RITUAL]
    if is_checkin(facts.folded) and not (message.links or message.mention_count or message.forwarded_from):
        return [RITUAL]
    crowd = len({heard.sender_id for heard in facts.others if heard.is_new}) + 1
    if crowd >= min(CROWD):
        weight = max(weight for size, weight in CROWD.items() if crowd >= size)
        return [Finding(NAME, weight, FindingKind.EVIDENCE, "finding-copies-crowd", {"count": crowd})]
    return [Finding(NAME, MEMBER, FindingKind.EVIDENCE, "finding-copies-member")]


def _of_regular(message: Message, facts: Facts, settings: ModerationSettings) -> Finding:
    """What it is when a regular says what others say: a custom of the house, unless many leave the same way out of it."""
    crowd = len({heard.sender_id for heard in facts.others}) + 1
    if crowd < MEMBERS:
        return INNOCENT
    if is_ritual(facts.folded) or is_checkin(facts.folded) or worth(facts.folded) < LONG_ENOUGH:
        return RITUAL
    if not _leads_elsewhere(message, facts, settings):
        return INNOCENT
    return Finding(NAME, ASKS, FindingKind.EVIDENCE, "finding-copies-members", {"count": crowd}, order=Action.ASK)


def _leads_elsewhere(message: Message, facts: Facts, settings: ModerationSettings) -> bool:
    """Whether it leaves a link or a contact that is neither ours nor allowed."""
    return any(finding.weight for signal in (links, contacts) for finding in signal.check(message, facts, settings))
