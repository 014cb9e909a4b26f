"""The digest: the facts it is made from, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.features.crisis.model import Incident
from bot.features.members.stage import Life

HOURS = 24
FEWEST_SURE = 5
"""People whose mood was sure, below which nothing is said of a day's mood."""


class Kind(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
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
    def is_short(self) -> bool:
        """Some days, not a week or a month."""
        return self.kind in (Kind.DAY, Kind.SPAN)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @property
    def step(self) -> timedelta:
        """How far before it a period lies that it can be compared with: same weekdays, or the month before."""
        return timedelta(days=len(self.days)) if self.kind is Kind.MONTH else timedelta(weeks=1)

    def earlier(self, times: int) -> "Period":
        """The same weekdays and hours, weeks before; of a month as many days, months before."""
        back = self.step * times
        return Period(self.kind, self.first - back, self.last - back, self.until)


@dataclass(frozen=True, slots=True)
class Topic:
    """A word people used, by how many of them and in how many messages."""

    word: str
    people: int
    messages: int


@dataclass(frozen=True, slots=True)
class Mood:
    """Of the people whose mood was sure, counted once in ten minutes, how many were in a bad one."""

    sure: int = 0
    gloomy: int = 0

    def __add__(self, other: "Mood") -> "Mood":
        return Mood(self.sure + other.sure, self.gloomy + other.gloomy)

    @property
    def brightness(self) -> int | None:
        """Percent that were in no bad mood; None when too few were sure to say."""
        return None if self.sure < FEWEST_SURE else round(100 * (self.sure - self.gloomy) / self.sure)


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the day in which many read: messages in it on an average day; ``weekend`` or workdays."""

    hour: int
    weekend: bool
    messages: float


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
class Stir:
    """How lively a stretch of days was: messages, and people who wrote, a day."""

    messages: float
    people: float


@dataclass(frozen=True, slots=True)
class Compared:
    """An activity that is over, against ``days`` days before and after it; None where nothing was counted yet."""

    title: str
    kind: str
    days: int
    before: Stir | None
    during: Stir | None
    after: Stir | None


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
    passed: tuple[Burning, ...] = ()
    """incidents of the period that ended by themselves"""
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
    activities: tuple[Compared, ...] = ()
    headcount: Mapping[date, int] = field(default_factory=dict)
    """people in the group, as Telegram said on a day"""
    people: Mapping[date, int] = field(default_factory=dict)
    """people who wrote on a day"""
    mood: Mapping[date, Mood] = field(default_factory=dict)
    terms: tuple[tuple[str, int], ...] = ()
    """new words, and how many people used them"""
    sources: tuple[tuple[str, int], ...] = ()
    """by link or inviter, how many came in the period"""
    stayed: tuple[int, int] | None = None
    """of those who came the week before, how many are still here, and how many came"""
    life: Life | None = None
    at_risk: int = 0
    nearness: Nearness | None = None


class Asks(StrEnum):
    """What an owner may have to decide, the most pressing first."""

    INCIDENT = "incident"
    APPEALS = "appeals"
    TICKETS = "tickets"
    APPLICATIONS = "applications"
    RIGHTS = "rights"
    UNREACHABLE = "unreachable"
    AT_RISK = "at_risk"


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
        """Percent above or below the usual; None when that says nothing, 0 when both are shown as the same number."""
        if self.usual is None or self.usual < 1:
            return None
        if self.value == round(self.usual):
            return 0
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


class Chart(StrEnum):
    """What is drawn day by day, in this order; values belong to the days of `Digest.days`."""

    MEMBERS = "members"
    ACTIVE = "active"
    MESSAGES = "messages"
    CHECKINS = "checkins"
    MOOD = "mood"
    JOINED = "joined"


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
    passed: tuple[Burning, ...]
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
    activities: tuple[Compared, ...] = ()
    charts: Mapping["Chart", tuple[float | None, ...]] = field(default_factory=dict)
    mood: Mood = Mood()
    best_hours: tuple[Hour, ...] = ()
    terms: tuple[tuple[str, int], ...] = ()
    sources: tuple[tuple[str, int], ...] = ()
    stayed: tuple[int, int] | None = None
    life: Life | None = None
    nearness: Nearness | None = None
