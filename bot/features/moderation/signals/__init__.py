"""The signals, in the order in which their findings are shown. A new one is its file and a line here.

What judges no message has a room of its own: an account's reactions in ``reactions.py`` beside this, a group's drift from
its theme in ``bot/features/theme``.
"""

from typing import Protocol

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding
from bot.features.moderation.settings import ModerationSettings
from bot.features.moderation.signals import (
    abuse,
    channels,
    classifier,
    contacts,
    copies,
    edits,
    first_words,
    flood,
    forwards,
    links,
    media,
    mentions,
    names,
    qr,
    repetition,
    rich,
    scripts,
    standing,
    words,
)


class Signal(Protocol):
    """What a signal's module offers. Pure and synchronous: the past can be judged again with other settings."""

    @property
    def NAME(self) -> str:  # noqa: N802
        """The signal's name: its module, its test and the middle of its text keys."""
        ...

    @property
    def KEYS(self) -> tuple[str, ...]:  # noqa: N802
        """Every text key its findings can have."""
        ...

    def check(self, message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
        """What it finds, at least one finding; of weight 0 and with a reason when innocent."""
        ...


SIGNALS: tuple[Signal, ...] = (
    words,
    classifier,
    links,
    contacts,
    edits,
    forwards,
    rich,
    media,
    qr,
    mentions,
    names,
    scripts,
    abuse,
    flood,
    repetition,
    copies,
    first_words,
    channels,
    standing,
)
