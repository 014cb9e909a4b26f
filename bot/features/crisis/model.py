"""What the crisis watch speaks of: watched words, what was said, and the incident it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.core.ids import ChatId, CommunityId, IncidentId, MessageId
from bot.language.keywords import Keywords


class Tier(StrEnum):
    """How a word is watched."""

    URGENT = "urgent"
    """the first use by a member alerts"""
    RATE = "rate"
    """several people within a window alert"""


class Level(StrEnum):
    """How bad it is. Higher levels come later in the list."""

    BLUE = "blue"
    """only denials and questions about prevention: a silent card"""
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"

    @property
    def rank(self) -> int:
        return list(Level).index(self)

    def is_above(self, other: "Level") -> bool:
        return self.rank > other.rank


class Step(StrEnum):
    """What happened to an incident, for its timeline."""

    OPENED = "opened"
    ROSE = "rose"
    FELL = "fell"
    TOLD = "told"
    REMINDED = "reminded"
    UNHEARD = "unheard"
    TAKEN = "taken"
    ASSIGNED = "assigned"
    NOTED = "noted"
    SLOWED = "slowed"
    RESTORED = "restored"
    HELD = "held"
    RELEASED = "released"
    STATED = "stated"
    CALMED = "calmed"
    CLOSED = "closed"
    FOLLOWED = "followed"


GLOOM = "bad mood"
COMPLAINTS = "many complaints"
MOODS = (GLOOM, COMPLAINTS)
"""Subjects that are no words. They contain a space, which folding takes out of every word."""


class Stance(StrEnum):
    """What a message says about the word in it."""

    ALARM = "alarm"
    QUIET = "quiet"
    """it denies it, or asks how to prevent it"""


class Ending(StrEnum):
    """How an incident was closed."""

    CLOSED = "closed"
    """by somebody who gave a cause"""
    NOT_A_CRISIS = "not_a_crisis"
    CALM = "calm"
    """a blue one about which nothing more was heard"""


@dataclass(frozen=True, slots=True)
class WatchWord:
    """A word as an administrator typed it. ``id`` is unique over all communities."""

    id: int
    folded: str
    word: str
    tier: Tier
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Watchlist:
    """The words of a community, ready to be searched for; the values of ``keywords`` are the folded words."""

    words: Mapping[str, WatchWord]
    """by folded form, in the order they were added"""
    keywords: Keywords[str] = field(compare=False, repr=False)

    @classmethod
    def of(cls, words: list[WatchWord]) -> "Watchlist":
        return cls({word.folded: word for word in words}, Keywords({word.folded: word.folded for word in words}))


@dataclass(frozen=True, slots=True)
class Sighting:
    """A message with watched words in it, as it travels from its group to the community.

    ``words`` are folded, with what the message says about each.
    """

    chat_id: ChatId
    message_id: MessageId
    thread_id: int | None
    user_id: int
    name: str
    at: datetime
    text: str
    words: Mapping[str, Stance]
    joined_at: datetime | None = None
    counted: tuple[str, ...] = ()
    """Of `MOODS`, what the message is counted for."""
    is_edit: bool = False
    """Whether it has been changed: then it may have been counted before."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A message that belongs to an incident. ``user_id`` is negative for somebody who writes as a channel."""

    chat_id: ChatId
    message_id: MessageId
    thread_id: int | None
    user_id: int
    name: str
    at: datetime
    text: str
    quiet: bool = False
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """A crisis in progress or past. ``number`` counts per community, ``alerts`` how often everybody was told anew.

    ``people``, ``expected``, ``senders`` and ``gloomy`` are of the last look, ``peak`` of the worst; ``is_cold``: too
    little was known of the past. ``alarmed_at``, ``over_at`` and ``lower_since`` are what the detector remembers.
    ``holds_posts``: None while the level decides.
    """

    id: IncidentId
    community_id: CommunityId
    number: int
    folded: str
    word: str
    tier: Tier
    level: Level
    alerts: int
    opened_at: datetime
    last_at: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: int | None = None
    acknowledged_name: str | None = None
    closed_at: datetime | None = None
    closed_name: str | None = None
    ending: Ending | None = None
    cause: str | None = None
    chat_id: ChatId | None = None
    people: int = 0
    peak: int = 0
    expected: float | None = None
    is_cold: bool = False
    senders: int = 0
    gloomy: float = 0.0
    coordinated: bool = False
    alarmed_at: datetime | None = None
    over_at: datetime | None = None
    lower_since: datetime | None = None
    assigned_to: int | None = None
    assigned_name: str | None = None
    holds_posts: bool | None = None
    is_drill: bool = False
    closed_by: int | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_acknowledged(self) -> bool:
        return self.acknowledged_at is not None

    @property
    def holds(self) -> bool:
        """Whether promotional posts wait for it."""
        if not self.is_open or self.is_drill:
            return False
        return self.holds_posts if self.holds_posts is not None else self.level.rank >= Level.ORANGE.rank

    @property
    def wants_somebody(self) -> bool:
        """Whether it is open, nobody has taken it, and it is more than a silent card."""
        return self.is_open and not self.is_acknowledged and self.level is not Level.BLUE


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an incident rests on: people who count, the groups touched, the first message and the newest ones."""

    people: frozenset[int]
    messages: int
    groups: tuple[ChatId, ...]
    """the group of the first message first"""
    telling: tuple[Mention, ...]
    """at most three, oldest first"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an incident's timeline: ``who`` did it, "" for the bot; ``said`` as it was said."""

    at: datetime
    step: Step
    who: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody was told of an incident with its ``alert``-th round. ``status`` as of `bot.core.effect.Status`."""

    alert: int
    user_id: int
    status: str | None
