"""What a signal may know besides the message itself. Gathered before judging, from the mailbox's memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.event import Link, MediaKind, Message
from bot.features.members.model import Member
from bot.features.moderation.model import Word
from bot.features.moderation.window import Heard
from bot.language.keywords import Keywords
from bot.language.lessons import Taught
from bot.language.reading import Reading


@dataclass(frozen=True, slots=True)
class Before:
    """A message as it was before an edit."""

    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """``member`` is None for a channel and for somebody never seen before."""

    folded: str
    """the message's words, folded"""
    member: Member | None
    own: Sequence[Heard]
    """what the sender wrote before this in the recent past, oldest first"""
    words: Keywords[Word]
    allowed_domains: frozenset[str]
    own_names: frozenset[str]
    """usernames, in lower case, whose t.me addresses are ours: the group's and the bot's"""
    own_chats: frozenset[int] = frozenset()
    """chats whose posts are ours: the group and its channel"""
    before: Before | None = None
    """what an edit replaces, as far as it is known; None for a new message"""
    others: Sequence[Heard] = ()
    """what others wrote lately in these very words, oldest first"""

    codes: Sequence[str] = ()
    """what the QR codes in its picture say, once it has been looked into"""
    taught: Taught | None = None
    """what the community has taught the classifier"""
    reading: Reading | None = None
    """the message's words as language reads them, when that has been done already"""
    more: Reading | None = None
    """words in other places of it (buttons, polls, contact cards, quotes, rich messages), as language reads them"""
    advert: float | None = None
    """the classifier's probability, when it has been asked already, together with that of other messages"""

    def beside(self, message: Message) -> Reading | None:
        """What there is to judge in other places; not a contact card, which itself is what ``rich`` weighs."""
        return None if _is_card(message) else self.more

    def is_newcomer(self, at: datetime) -> bool:
        """Whether the sender is in the first days or first messages; a channel and a stranger are too."""
        return self.member is None or self.member.is_newcomer(at)


def own_words(message: Message) -> Sequence[str]:
    """What the sender says in other places, such as a poll or a checklist, each by itself.

    Buttons come with what somebody else has made, forwards and quotes from another chat are in somebody else's words:
    who speaks of himself there, and spells as he likes, is not the sender.
    """
    if not message.extra_text or message.forwarded_from is not None or _is_card(message):
        return ()
    if message.quoted_from is None:
        return message.extra_text
    return [words for words in message.extra_text if words != message.quote]


def _is_card(message: Message) -> bool:
    return message.media is not None and message.media.kind is MediaKind.CONTACT
