"""What an administrator means by ``24h 5``."""

import re
from dataclasses import dataclass
from datetime import timedelta

from bot.core.period import NotUnderstood, parse_duration
from bot.features.newcomers.settings import LONGEST_HOURS, MOST_MESSAGES

_MESSAGES = re.compile(r"(\d{1,3})\s*(?:条|句|messages?|msgs?)?")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Hours and messages; 0 is none."""

    hours: int = 0
    messages: int = 0


def read_bounds(typed: str) -> Bounds | None:
    """Reads ``24h``, ``24小时 5条``, ``5 messages``, ``2d 10``; None for anything else. A bare number counts messages."""
    hours = messages = 0
    for word in re.sub(r"(\d)\s+(条|句|messages?|msgs?|小时|天|hours?|days?)", r"\1\2", typed.strip().lower()).split():
        counted = _MESSAGES.fullmatch(word)
        if counted is not None:
            if messages:
                return None
            messages = int(counted[1])
            continue
        try:
            length = parse_duration(word)
        except NotUnderstood:
            return None
        if hours:
            return None
        hours = -(-length // timedelta(hours=1))
    if not (hours or messages) or hours > LONGEST_HOURS or messages > MOST_MESSAGES:
        return None
    return Bounds(hours, messages)
