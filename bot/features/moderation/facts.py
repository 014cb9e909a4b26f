"""What a signal may know besides the message itself. Gathered before judging, from the mailbox's memory."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.features.members.model import Member
from bot.features.moderation.model import Word
from bot.features.moderation.window import Heard
from bot.language.keywords import Keywords


@dataclass(frozen=True, slots=True)
class Facts:
    """``member`` is None for a channel and for somebody never seen before."""

    folded: str
    """the message's words, folded"""
    folded_more: str
    """words in other places of it (buttons, poll options, contact names), folded"""
    member: Member | None
    own: Sequence[Heard]
    """what the sender wrote before this in the recent past, oldest first"""
    words: Keywords[Word]
    allowed_domains: frozenset[str]
    own_names: frozenset[str]
    """usernames, in lower case, whose t.me addresses are ours: the group's and the bot's"""
