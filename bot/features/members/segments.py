"""Where a member belongs: by rule, with a reason that can be told, and slow to change. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from bot.core.ids import UserId

WEEKS: Final = 8
"""Weeks that are looked back on, the present one first."""
NEW_FOR: Final = timedelta(days=14)
LOYAL_ENTERS, LOYAL_STAYS = 6, 5
"""Of the eight weeks, in how many somebody wrote who becomes loyal, and who stays so."""
ACTIVE_ENTERS, ACTIVE_STAYS = 2, 1
"""Of the last four weeks."""
SILENT: Final = timedelta(days=14)
WAS_WEEKLY: Final = 3
"""Of the four weeks before the silence, in how many somebody wrote who was there every week."""
LOST: Final = timedelta(days=42)
"""Who is silent for longer is at risk no more, but gone quiet."""
BACK_DAYS: Final = 2
"""Days with words in the last two weeks after which somebody who was at risk is there again."""


class Segment(StrEnum):
    NEW = "new"
    ACTIVE = "active"
    LOYAL = "loyal"
    QUIET = "quiet"
    AT_RISK = "at_risk"


NAMES: Final[Mapping[str, Segment]] = {
    **{segment.value: segment for segment in Segment},
    "新人": Segment.NEW, "新成员": Segment.NEW, "活跃": Segment.ACTIVE, "忠实": Segment.LOYAL, "铁粉": Segment.LOYAL,
    "沉默": Segment.QUIET, "潜水": Segment.QUIET, "risk": Segment.AT_RISK, "流失": Segment.AT_RISK,
    "流失风险": Segment.AT_RISK,
}  # fmt: skip
"""How people call the segments."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What somebody did lately. ``weeks``: days with words in each of the last `WEEKS` weeks, the present one first.

    ``joined_on``: None for who was there before the bot. ``drawn``, ``thanked``, ``reactions``: received, in the same
    weeks. ``last_on``: the last day with words, None for never.
    """

    user_id: UserId
    name: str
    joined_on: date | None
    last_on: date | None
    weeks: tuple[int, ...]
    username: str | None = None
    first_on: date | None = None
    messages: int = 0
    replies: int = 0
    drawn: int = 0
    thanked: int = 0
    reactions: int = 0
    checkins: int = 0
    activities: int = 0

    def weeks_with_words(self, first: int = 0, last: int = WEEKS) -> int:
        """Of the weeks ``first`` ≤ n < ``last`` back, in how many they wrote."""
        return sum(days > 0 for days in self.weeks[first:last])

    def silent_days(self, today: date) -> int | None:
        """Whole days since the last word; None for who never wrote."""
        return None if self.last_on is None else (today - self.last_on).days


@dataclass(frozen=True, slots=True)
class Judged:
    """A segment and why: the text ``segment-why-<why>`` with ``values``."""

    segment: Segment
    why: str
    values: Mapping[str, int] = field(default_factory=dict)


def judge(member: Activity, before: Segment | None, today: date, known_days: int) -> Judged:
    """The segment of a member.

    Whoever is in a segment leaves it later than others get in, so that nobody swings from day to day. ``known_days``:
    since when the bot has been counting; what takes weeks to see is not said before.
    """
    joined = (today - member.joined_on).days if member.joined_on is not None else None
    silent = member.silent_days(today)
    if joined is not None and joined < NEW_FOR.days:
        return Judged(Segment.NEW, "new", {"days": joined})
    if silent is not None and SILENT.days <= silent < LOST.days and _was_weekly(member, silent):
        return Judged(Segment.AT_RISK, "at_risk", {"days": silent})
    if before is Segment.AT_RISK and silent is not None and silent < SILENT.days:
        back = sum(member.weeks[:2])
        if back < BACK_DAYS:
            return Judged(Segment.AT_RISK, "at_risk_back", {"days": silent})
    wrote = member.weeks_with_words()
    enough = LOYAL_STAYS if before is Segment.LOYAL else LOYAL_ENTERS
    if known_days >= 7 * LOYAL_ENTERS - 6 and wrote >= enough and (silent or 0) < SILENT.days:
        return Judged(Segment.LOYAL, "loyal", {"weeks": wrote, "of": WEEKS})
    lately = member.weeks_with_words(0, 4)
    few = known_days < 14 or before is Segment.ACTIVE
    if lately >= (ACTIVE_STAYS if few else ACTIVE_ENTERS):
        return Judged(Segment.ACTIVE, "active", {"weeks": lately, "of": 4})
    if silent is None:
        return Judged(Segment.QUIET, "never", {"days": known_days})
    return Judged(Segment.QUIET, "quiet", {"days": silent})


def _was_weekly(member: Activity, silent: int) -> bool:
    """Whether somebody wrote in most of the four weeks that ended with their last word."""
    last = silent // 7
    return member.weeks_with_words(last, last + 4) >= min(WAS_WEEKLY, WEEKS - last)
