"""Contacts: ways to reach somebody outside the group. People give each other numbers, too: it is a hint, not a proof."""

from collections.abc import Sequence

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings
from bot.language.contacts import Contact, ContactKind
from bot.language.reading import read

NAME = "contacts"
KEYS = (
    "finding-contacts-phone",
    "finding-contacts-account",
    "finding-contacts-money",
    "finding-contacts-several",
    "finding-contacts-none",
)

WEIGHT = 0.3
"""As a plain link: only a newcomer's is suspicious."""
SEVERAL = 0.4
"""Two ways to be reached in one message are hardly a conversation."""
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-contacts-none")
KEY_OF = {
    ContactKind.PHONE: "finding-contacts-phone",
    ContactKind.CARD: "finding-contacts-money",
    ContactKind.WALLET: "finding-contacts-money",
}
SHOWN = 40


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """One finding with the first contact; plain mentions and e-mail addresses are ordinary talk."""
    contacts = [
        contact
        for contact in _contacts(message, facts)
        if contact.kind not in (ContactKind.MENTION, ContactKind.EMAIL) and contact.value not in facts.own_names
    ]
    if not contacts:
        return [INNOCENT]
    first = contacts[0].value[:SHOWN]
    if len(contacts) > 1:
        values: dict[str, str | int] = {"count": len(contacts), "contact": first}
        return [Finding(NAME, SEVERAL, FindingKind.EVIDENCE, "finding-contacts-several", values)]
    key = KEY_OF.get(contacts[0].kind, "finding-contacts-account")
    return [Finding(NAME, WEIGHT, FindingKind.EVIDENCE, key, {"contact": first})]


def _contacts(message: Message, facts: Facts) -> Sequence[Contact]:
    found = (facts.reading or read(message.text, facts.folded)).contacts
    elsewhere = facts.beside(message)
    return found if elsewhere is None else (*found, *elsewhere.contacts)
