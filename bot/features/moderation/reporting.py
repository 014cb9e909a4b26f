"""Reports of members: whose count, how many it takes, and what is misuse."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.ids import CaseId
from bot.features.members.model import Member

MOST_AN_HOUR = 10
HOUR = timedelta(hours=1)
BELONGS_AFTER = timedelta(days=3)
"""Only who has been here so long counts towards the threshold."""
REMEMBERED = timedelta(days=30)
MISUSE = 5
"""Unfounded reports within that time after which somebody's reports no longer count."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What is known of a message's reports. ``counting``: reporters that count towards the threshold."""

    case_id: CaseId | None
    reporters: frozenset[int]
    counting: frozenset[int]


def counts(reporter: Member | None, unfounded: int, at: datetime) -> bool:
    """Whether a report counts towards the threshold; it is put before the staff in any case."""
    if reporter is None or unfounded >= MISUSE:
        return False
    return at - (reporter.joined_at or reporter.first_seen_at) >= BELONGS_AFTER


def is_enough(reported: Reported, threshold: int) -> bool:
    """Whether so many members cannot wait for the staff."""
    return len(reported.counting) >= threshold
