"""The digest: the facts it is made from, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.features.crisis.model import Incident

HOURS = 24


class Kind(StrEnum):
    DAY = "day"
    WEEK = "week"
    SPAN = "span"
    """several days at once, because the bot was down when their digests were due"""


class Metric(StrEnum):
    """What is counted, in the order it is told."""

    MESSAGES = "messages"
    ACTIVE = "active"
    JOINED = "joined"
    LEFT = "left"
    CHECKINS = "checkins"
    DELETED = "deleted"
    UNDONE = "undone"


COUNTED = tuple(metric for metric in Metric if metric is not Metric.ACTIVE)
"""Metrics counted by the hour; people who wrote are counted by the day."""


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both included. ``until`` is the local hour of the last day so far (14.5 is half past two), 24 when it is over."""

    kind: Kind
    first: date
    last: date
    until: float = HOURS

    @property
    def is_over(self) -> bool:
        return self.until >= HOURS

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def earlier(self, weeks: int) -> "Period":
        """The same weekdays and hours, weeks before."""
        back = timedelta(weeks=weeks)
        return Period(self.kind, self.first - back, self.last - back, self.until)


@dataclass(frozen=True, slots=True)
class Topic:
    """A word people used, by how many of them and in how many messages."""

    word: str
    people: int
    messages: int


@dataclass(frozen=True, slots=True)
class Nearness:
    """Percent of the talk near the group's theme; ``usual`` of the week before, None when too little was said then."""

    percent: int
    usual: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Something the bot could not do."""

    kind: str
    times: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Burning:
    """An open incident and how many people it rests on."""

    incident: Incident
    people: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a digest is made from.

    ``hours``: 24 counts by day and metric, absent where nothing was counted. ``active``: people who wrote in the
    period, then in the same period one, two … weeks before. ``since``: the first local day that was counted.
    """

    period: Period
    since: date
    hours: Mapping[tuple[date, Metric], tuple[int, ...]]
    active: tuple[int, ...]
    present: int
    burning: tuple[Burning, ...] = ()
    missing_rights: tuple[str, ...] = ()
    reached: int = 1
    unreached: tuple[str, ...] = ()
    applications: int = 0
    failures: tuple[Failure, ...] = ()
    posts_skipped: int = 0
    posts_failed: int = 0
    topics: tuple[Topic, ...] = ()
    late: timedelta = timedelta()
    appeals: int = 0
    tickets: int = 0
    tickets_late: int = 0
    wrong: tuple[tuple[str, int], ...] = ()
    nearness: Nearness | None = None


class Asks(StrEnum):
    """What an owner may have to decide, the most pressing first."""

    INCIDENT = "incident"
    APPEALS = "appeals"
    TICKETS = "tickets"
    APPLICATIONS = "applications"
    RIGHTS = "rights"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing to decide, with what it is about."""

    asks: Asks
    burning: Burning | None = None
    amount: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number; ``usual`` is the mean of the same weekdays before, None while it is not known."""

    metric: Metric
    value: int
    usual: float | None = None

    @property
    def change(self) -> int | None:
        """Percent above or below the usual; None when that says nothing."""
        if self.usual is None or self.usual < 1:
            return None
        return round(100 * (self.value - self.usual) / self.usual)

    @property
    def trend(self) -> int:
        """1 for good news, −1 for bad news, 0 for neither."""
        change = self.change or 0
        sign = (change > 0) - (change < 0)
        match self.metric:
            case Metric.LEFT:
                return -sign
            case Metric.DELETED | Metric.UNDONE:
                return 0
            case _:
                return sign


@dataclass(frozen=True, slots=True)
class Digest:
    """What is told, in this order. ``days``: messages per day, None before counting began; ``heat``: by day and hour.

    ``wrong``: how often each signal took part in a case that the staff undid, the most frequent first.
    """

    period: Period
    late: timedelta
    is_silent: bool
    decisions: tuple[Decision, ...]
    burning: tuple[Burning, ...]
    figures: tuple[Figure, ...]
    present: int
    has_history: bool
    topics: tuple[Topic, ...]
    failures: tuple[Failure, ...]
    posts_skipped: int
    posts_failed: int
    since: date
    days: tuple[tuple[date, int | None], ...]
    heat: tuple[tuple[date, tuple[int | None, ...]], ...]
    wrong: tuple[tuple[str, int], ...] = ()
    nearness: Nearness | None = None
