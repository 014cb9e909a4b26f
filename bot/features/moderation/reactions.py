"""Reaction spam: accounts that react to everything, so that people look at their profile."""

from collections import deque
from datetime import datetime, timedelta
from typing import Final

from bot.features.moderation.model import Finding, FindingKind

SIGNAL: Final = "reactions"
WITHIN: Final = timedelta(seconds=60)
MANY: Final = 10
"""Different messages a newcomer reacts to within that time: nobody has read so fast."""
FEW: Final = 5
"""The same of somebody whose name is an advert."""
MOST_REMEMBERED: Final = 200
"""People whose reactions are remembered at a time in one group."""
WEIGHT: Final = 0.6


class Reactions:
    """Who has lately reacted to what, in one group; bounded, and only in memory."""

    __slots__ = ("_of",)

    def __init__(self) -> None:
        self._of: dict[int, deque[tuple[datetime, int]]] = {}

    def add(self, user_id: int, message_id: int, at: datetime) -> int:
        """Note a reaction; returns to how many different messages this person has reacted within the time."""
        mine = self._of.pop(user_id, deque(maxlen=2 * MANY))
        mine.append((at, message_id))
        while mine and at - mine[0][0] > WITHIN:
            mine.popleft()
        self._of[user_id] = mine  # the last one again: who is quiet is forgotten first
        if len(self._of) > MOST_REMEMBERED:
            del self._of[next(iter(self._of))]
        return len({message for _, message in mine})


def finding(count: int, *, is_newcomer: bool, has_advert_name: bool) -> Finding | None:
    """What so many reactions of somebody mean; None for those of people who belong here."""
    if not is_newcomer or count < (FEW if has_advert_name else MANY):
        return None
    return Finding(SIGNAL, WEIGHT, FindingKind.EVIDENCE, "reactions-many", {"count": count})
