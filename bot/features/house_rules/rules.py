"""When a group is reminded of its rules, and how an administrator asks for it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.core.errors import Refused
from bot.features.house_rules.model import Pace
from bot.features.house_rules.settings import MOST_DAYS, MOST_MESSAGES, HouseRulesSettings

LONGEST: Final = 3_500
"""UTF-16 units of the rules: with their heading they stay one message."""

_NEVER: Final = frozenset(("off", "0", "none", "关", "关闭", "不提醒"))
_EVERY: Final = re.compile(
    r"(?:every|每)?\s*(?P<number>\d{1,6})\s*(?P<unit>d|days?|天|日|m|msgs?|messages?|条|条消息)?", re.I
)
_DAYS: Final = frozenset(("d", "day", "days", "天", "日"))


@dataclass(frozen=True, slots=True)
class Reminding:
    """How often: after so many days or messages, whichever comes first; 0 is never."""

    days: int = 0
    messages: int = 0


def is_due(settings: HouseRulesSettings, pace: Pace, at: datetime) -> bool:
    """Whether the message written at ``at``, counted in ``pace`` already, calls for a reminder."""
    if not pace.has_rules:
        return False
    by_days = settings.remind_days > 0 and at - pace.reminded_at >= timedelta(days=settings.remind_days)
    return by_days or 0 < settings.remind_messages <= pace.messages


def read_reminding(typed: str) -> Reminding | None:
    """Reads ``7d``, ``7天``, ``300``, ``300条``, ``off``; None when it is none of these.

    Raises:
        Refused: out of bounds.
    """
    word = typed.strip().casefold()
    if word in _NEVER:
        return Reminding()
    found = _EVERY.fullmatch(word)
    if found is None:
        return None
    number, in_days = int(found["number"]), found["unit"] in _DAYS
    most = MOST_DAYS if in_days else MOST_MESSAGES
    if not 1 <= number <= most:
        raise Refused("rules-reminder-out-of-range", days=MOST_DAYS, messages=MOST_MESSAGES)
    return Reminding(days=number) if in_days else Reminding(messages=number)
