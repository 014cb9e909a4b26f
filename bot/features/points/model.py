"""The ledger: append-only entries that points are the sum of."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.ids import ProgrammeId, UserId


class Reason(StrEnum):
    """What an entry is for; the text ``points-for-<reason>`` says it."""

    CHECKIN = "checkin"
    STREAK = "streak"
    MAKEUP = "makeup"
    GRANT = "grant"
    INVITE = "invite"
    """a guest has stayed and written"""
    INVITE_BACK = "invite-back"
    """the guest has left again"""
    THANKS = "thanks"
    """somebody has said thank you for an answer"""
    ACTIVITY = "activity"
    """an activity was won"""
    TAKEN_BACK = "taken-back"
    """what an earlier entry was for has gone away"""
    MAKEUP_COST = "makeup-cost"
    DEPOSIT = "deposit"
    PAYOUT = "payout"
    """what comes back of deposits"""
    REDEEM = "redeem"
    REFUND = "refund"


SPENDING = frozenset((Reason.MAKEUP_COST, Reason.DEPOSIT, Reason.PAYOUT, Reason.REDEEM, Reason.REFUND))
"""Points that only change hands: they move the balance, and neither levels nor leaderboards."""
CAPPED = frozenset((Reason.CHECKIN, Reason.MAKEUP, Reason.THANKS))
"""What can be earned again and again, and therefore only so much a day."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger. ``key`` is unique in the group: the same reason is never paid twice.

    ``note`` belongs to the reason: the programme's name, the days of a streak, the words of who granted it.
    """

    user_id: UserId
    amount: int
    reason: Reason
    key: str
    note: str = ""
    granted_by: UserId | None = None


@dataclass(frozen=True, slots=True)
class Bonus:
    """A bonus for days in a row that has been paid: for how many, in a streak that then began on ``since``."""

    programme: ProgrammeId
    days: int
    since: date
    turn: int = 1
    """Above 1 when it is paid again, because it was taken back in between."""

    def key(self, user_id: int) -> str:
        """Its entry's key."""
        again = f":{self.turn}" if self.turn > 1 else ""
        return f"streak:{self.programme}:{user_id}:{self.days}:{self.since}{again}"

    @classmethod
    def of(cls, key: str) -> "Bonus":
        """The bonus behind an entry's key; raises ValueError for another kind of key."""
        kind, programme, _, days, since, *turn = key.split(":")
        if kind != "streak":
            raise ValueError(f"not the key of a streak: {kind}")
        return cls(ProgrammeId(int(programme)), int(days), date.fromisoformat(since), int(turn[0]) if turn else 1)


@dataclass(frozen=True, slots=True)
class Booked:
    """An entry as it stands in the ledger."""

    amount: int
    reason: Reason
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in a leaderboard; people with equal points share a rank, and the next rank is left out."""

    rank: int
    user_id: UserId
    name: str
    points: int


class Period(StrEnum):
    """What a leaderboard counts."""

    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Grant:
    """Points that an administrator gives or takes, and why."""

    amount: int
    reason: str


class Badge(StrEnum):
    """What somebody wears; the text ``badge-<name>`` says it."""

    STREAK_100 = "streak-100"
    STREAK_21 = "streak-21"
    STREAK_7 = "streak-7"
    COMPLETE = "complete"
    """every day of a programme"""
    HUNDRED = "hundred"
    """a hundred days of check-ins"""
    KIND = "kind"
    """thanked again and again"""
    WINNER = "winner"


@dataclass(frozen=True, slots=True)
class Deeds:
    """What badges are given for: days, programmes completed, thanks received, activities won."""

    longest_streak: int = 0
    days: int = 0
    complete: int = 0
    thanks: int = 0
    won: int = 0


@dataclass(frozen=True, slots=True)
class Season:
    """A stretch of time with a leaderboard of its own. ``standings``: how it ended."""

    id: int
    number: int
    name: str
    started_at: datetime
    ended_at: datetime | None = None
    standings: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Reward:
    """What points can be exchanged for."""

    id: int
    number: int
    name: str
    cost: int
    stock: int


class RedemptionState(StrEnum):
    ASKED = "asked"
    DELIVERED = "delivered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Redemption:
    """Somebody's wish for a reward, paid for; names and cost as they were then."""

    id: int
    reward_id: int
    user_id: UserId
    user_name: str
    reward_name: str
    cost: int
    state: RedemptionState
    at: datetime
    decided_name: str = ""
