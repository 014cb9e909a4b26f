"""Contacts: ways to reach somebody outside the group. People give each other numbers, too: it is a hint, not a proof."""

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.questions import is_question, only_gives_number
from bot.features.moderation.settings import ModerationSettings
from bot.language.contacts import ContactKind
from bot.language.reading import read

NAME = "contacts"
KEYS = (
    "finding-contacts-phone",
    "finding-contacts-account",
    "finding-contacts-money",
    "finding-contacts-several",
    "finding-contacts-own",
    "finding-contacts-none",
)

WEIGHT = 0.3
"""As a plain link: only a newcomer's is suspicious."""
TALK = 0.15
"""A telephone number without a word that adverts use: with a newcomer it is asked about."""
SEVERAL = 0.4
"""Two ways to be reached in one message are hardly a conversation."""
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-contacts-none")
OWN = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-contacts-own")
KEY_OF = {
    ContactKind.PHONE: "finding-contacts-phone",
    ContactKind.CARD: "finding-contacts-money",
    ContactKind.WALLET: "finding-contacts-money",
}
SHOWN = 40


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """One finding with the first contact; plain mentions and e-mail addresses are ordinary talk."""
    reading, elsewhere = facts.reading or read(message.text, facts.folded), facts.beside(message)
    contacts = [
        contact
        for contact in (*reading.contacts, *(elsewhere.contacts if elsewhere is not None else ()))
        if contact.kind not in (ContactKind.MENTION, ContactKind.EMAIL) and contact.value not in facts.own_names
    ]
    if not contacts:
        return [INNOCENT]
    if elsewhere is None and is_question(reading):
        return [OWN]
    first = contacts[0].value[:SHOWN]
    if len(contacts) > 1:
        values: dict[str, str | int] = {"count": len(contacts), "contact": first}
        return [Finding(NAME, SEVERAL, FindingKind.EVIDENCE, "finding-contacts-several", values)]
    key = KEY_OF.get(contacts[0].kind, "finding-contacts-account")
    is_talk = elsewhere is None and only_gives_number(reading)
    return [Finding(NAME, TALK if is_talk else WEIGHT, FindingKind.EVIDENCE, key, {"contact": first})]
