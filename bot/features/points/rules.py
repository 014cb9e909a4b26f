"""What earns how much, which level that is, and what a leaderboard covers."""

import re
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.core.errors import Refused
from bot.core.ids import ProgrammeId, UserId
from bot.core.period import MIDNIGHT, instant_of
from bot.features.checkin.model import Run
from bot.features.checkin.rules import run_around
from bot.features.points.model import CAPPED, Badge, Bonus, Deeds, Entry, Grant, Period, Reason
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
    "season": Period.SEASON,
    "赛季": Period.SEASON,
    "本季": Period.SEASON,
    "all": Period.ALL,
    "全部": Period.ALL,
    "总榜": Period.ALL,
}


def for_checkin(
    settings: PointsSettings,
    programme: ProgrammeId,
    name: str,
    user: UserId,
    day: date,
    *,
    made_up: bool = False,
    turn: int = 1,
) -> list[Entry]:
    """The entry for a check-in; none when it is worth nothing. ``name`` is the programme's, for the ledger.

    ``turn``: how often this day has been checked in for, after having been taken back.
    """
    amount = settings.makeup if made_up else settings.checkin
    reason = Reason.MAKEUP if made_up else Reason.CHECKIN
    return [Entry(user, amount, reason, checkin_key(programme, user, day, turn), name)] if amount else []


def checkin_key(programme: ProgrammeId, user: int, day: date, turn: int = 1) -> str:
    """The key of the entry for a check-in."""
    return f"checkin:{programme}:{user}:{day}" + (f":{turn}" if turn > 1 else "")


def for_streak(
    settings: PointsSettings, programme: ProgrammeId, user: UserId, run: Run, paid: Collection[Bonus], turn: int = 1
) -> list[Entry]:
    """Bonuses for the milestones that a run of days has reached, the lowest first.

    ``paid`` are this person's earlier bonuses; a milestone is paid once within a run. So each new streak is rewarded
    anew, and a made-up day that joins two streaks does not pay again for what one of them has had.
    """
    reached = [
        (Bonus(programme, days, run.first, turn), amount)
        for days, amount in sorted(settings.streaks.items())
        if days <= run.length and not any(bonus.days == days and bonus.since in run for bonus in paid)
    ]
    return [Entry(user, amount, Reason.STREAK, bonus.key(user), str(bonus.days)) for bonus, amount in reached]


def unfounded(paid: Collection[Bonus], days: Set[date]) -> list[Bonus]:
    """The bonuses that the days left after one was taken back no longer bear out."""
    return [bonus for bonus in paid if bonus.since not in days or run_around(days, bonus.since).length < bonus.days]


def for_activity(settings: PointsSettings, activity: int, title: str, user: UserId) -> list[Entry]:
    """The entry for having won an activity; none when that is worth nothing."""
    key = f"activity:{activity}:{user}"
    return [Entry(user, settings.activity, Reason.ACTIVITY, key, title)] if settings.activity else []


def back(key: str, user: UserId, amount: int, why: str, by: UserId | None = None) -> Entry:
    """The entry that takes an earlier one back."""
    return Entry(user, -amount, Reason.TAKEN_BACK, f"back:{key}", why, by)


def within_cap(entries: Sequence[Entry], earned: int, cap: int) -> list[Entry]:
    """The entries as far as the day's cap still allows; ``earned`` counts what is capped and was earned before that day.

    A cap of 0 is none. What would earn nothing is left out.
    """
    if not cap:
        return list(entries)
    room, kept = max(cap - earned, 0), []
    for entry in entries:
        if entry.reason in CAPPED:
            entry = replace(entry, amount=min(entry.amount, room))
            room -= entry.amount
        if entry.amount:
            kept.append(entry)
    return kept


LEVEL_SLACK: Final = 0.1
"""Share of a threshold that may be lost again before the level is: a correction must not swing it to and fro."""


def level(points: int, thresholds: Sequence[int]) -> int:
    """Returns the level that points have reached, from 0; somebody below the lowest threshold is on level 0 as well."""
    return max(sum(threshold <= points for threshold in sorted(thresholds)) - 1, 0)


def level_after(amounts: Iterable[int], thresholds: Sequence[int]) -> int:
    """The level that a history of amounts has led to: reached at a threshold, lost only well below it."""
    steps = sorted(thresholds)
    points = reached = 0
    for amount in amounts:
        points += amount
        reached = max(reached, level(points, steps))
        while reached and points < steps[reached] * (1 - LEVEL_SLACK):
            reached -= 1
    return reached


def badges(done: Deeds) -> list[Badge]:
    """What somebody wears, the rarest first. All of it follows from what they have done, so that a badge goes only when
    its reason is taken back."""
    worn = [badge for badge, days in STREAK_BADGES if done.longest_streak >= days][:1]
    worn += [Badge.COMPLETE] * (done.complete > 0) + [Badge.HUNDRED] * (done.days >= HUNDRED)
    return worn + [Badge.KIND] * (done.thanks >= KIND_AFTER) + [Badge.WINNER] * (done.won > 0)


STREAK_BADGES: Final = ((Badge.STREAK_100, 100), (Badge.STREAK_21, 21), (Badge.STREAK_7, 7))
HUNDRED: Final = 100
KIND_AFTER: Final = 10

_THANKS: Final = re.compile(
    r"(?:谢谢|谢啦|感谢|多谢|谢了|thank you|thanks|thx|👍|🙏)[^?？]{0,24}", re.IGNORECASE | re.DOTALL
)


def thanks_key(message_id: int) -> str:
    """The key of the entry that a message of thanks has led to."""
    return f"thanks:{message_id}"


def is_thanks(text: str) -> bool:
    """Whether a reply says thank you and little more; a question says something else."""
    return _THANKS.fullmatch(text.strip().removeprefix("太").removeprefix("非常")) is not None


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
