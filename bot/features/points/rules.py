"""What earns how much, which level that is, and what a leaderboard covers."""

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.errors import Refused
from bot.core.ids import ProgrammeId, UserId
from bot.core.period import MIDNIGHT, instant_of
from bot.features.checkin.model import Run
from bot.features.points.model import Bonus, Entry, Grant, Period, Reason
from bot.features.points.settings import PointsSettings

MOST_GRANTED: Final = 100_000
LONGEST_REASON: Final = 200

_GRANT: Final = re.compile(r"(?P<sign>[+＋\-−－]?)\s*(?P<amount>\d{1,9})\s*分?(?:\s+(?P<reason>.+))?", re.DOTALL)
_PERIODS: Final = {
    "week": Period.WEEK,
    "本周": Period.WEEK,
    "周": Period.WEEK,
    "周榜": Period.WEEK,
    "month": Period.MONTH,
    "本月": Period.MONTH,
    "月": Period.MONTH,
    "月榜": Period.MONTH,
    "all": Period.ALL,
    "全部": Period.ALL,
    "总榜": Period.ALL,
}


def for_checkin(
    settings: PointsSettings, programme: ProgrammeId, name: str, user: UserId, day: date, *, made_up: bool = False
) -> list[Entry]:
    """The entry for a check-in; none when it is worth nothing. ``name`` is the programme's, for the ledger."""
    amount = settings.makeup if made_up else settings.checkin
    reason = Reason.MAKEUP if made_up else Reason.CHECKIN
    return [Entry(user, amount, reason, f"checkin:{programme}:{user}:{day}", name)] if amount else []


def for_streak(
    settings: PointsSettings, programme: ProgrammeId, user: UserId, run: Run, paid: Collection[Bonus]
) -> list[Entry]:
    """Bonuses for the milestones that a run of days has reached, the lowest first.

    ``paid`` are this person's earlier bonuses; a milestone is paid once within a run. So each new streak is rewarded
    anew, and a made-up day that joins two streaks does not pay again for what one of them has had.
    """
    reached = [
        (Bonus(programme, days, run.first), amount)
        for days, amount in sorted(settings.streaks.items())
        if days <= run.length and not any(bonus.days == days and bonus.since in run for bonus in paid)
    ]
    return [Entry(user, amount, Reason.STREAK, bonus.key(user), str(bonus.days)) for bonus, amount in reached]


def level(points: int, thresholds: Sequence[int]) -> int:
    """Returns the level that points have reached, from 0; somebody below the lowest threshold is on level 0 as well."""
    return max(sum(threshold <= points for threshold in sorted(thresholds)) - 1, 0)


def beginning(period: Period, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The first instant a leaderboard counts: Monday or the first of the month, local midnight; None for all."""
    today = now.astimezone(zone).date()
    if period is Period.WEEK:
        return instant_of(today - timedelta(days=today.weekday()), MIDNIGHT, zone)
    if period is Period.MONTH:
        return instant_of(today.replace(day=1), MIDNIGHT, zone)
    return None


def parse_period(text: str) -> Period | None:
    """Reads ``week``, ``本月``…; nothing is all, None is not understood."""
    word = text.strip().lower()
    return _PERIODS.get(word) if word else Period.ALL


def parse_grant(text: str) -> Grant | None:
    """Reads ``+10 分享会主持``, ``-5 重复``; None when amount or reason is missing, Refused when out of bounds."""
    found = _GRANT.fullmatch(text.strip())
    if found is None or not found["reason"]:
        return None
    amount = int(found["amount"]) * (-1 if found["sign"] in tuple("-−－") else 1)
    if not 1 <= abs(amount) <= MOST_GRANTED:
        raise Refused("points-out-of-range", most=MOST_GRANTED)
    return Grant(amount, " ".join(found["reason"].split())[:LONGEST_REASON])
