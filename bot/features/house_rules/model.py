"""House rules: versions of a text, and who has read the last one."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.ids import UserId
from bot.core.text import Markup


@dataclass(frozen=True, slots=True)
class HouseRules:
    """One version of a group's rules; the first is 1. An empty ``text`` means that the group has none any more."""

    version: int
    text: Markup
    set_by: UserId
    set_at: datetime


@dataclass(slots=True)
class Pace:
    """How long the group has talked since it was last reminded of its rules. ``has_rules``: there is something to be reminded of."""

    has_rules: bool
    reminded_at: datetime
    messages: int
