"""An activity that people take part in, what they have put into it, and what a kind is shown when it decides."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.event import Media, Person
from bot.core.ids import ActivityId, EntryId, UserId
from bot.core.text import Markup
from bot.features.members.model import Member


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    """it has ended, and its result has been told"""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of a group. ``number`` is what people see; ``details`` are JSON that only its kind understands.

    ``ends_at`` None: it goes on until somebody ends it. ``message_id``: its card in the group, once it has been sent.
    """

    id: ActivityId
    number: int
    kind: str
    title: str
    state: State
    opened_at: datetime
    ends_at: datetime | None
    created_by: UserId
    thread_id: int | None = None
    message_id: int | None = None
    closed_at: datetime | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody has put into an activity. Of one ``role`` a ``key`` occurs once, and so does a ``place``.

    ``id`` is None until it is kept.
    """

    role: str
    key: str
    at: datetime
    user_id: UserId | None = None
    name: str = ""
    place: int | None = None
    amount: int = 1
    text: str = ""
    state: str = ""
    id: EntryId | None = None

    @property
    def mention(self) -> Markup:
        """Their name, as a link to them."""
        return Markup.mention(self.user_id, self.name) if self.user_id is not None else Markup.escape(self.name)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about somebody who wants to take part, as far as the activity asks."""

    member: Member | None = None
    points: int = 0
    checked_in_today: bool = False
    is_admin: bool = False
    is_idiom: bool = False
    """Whether what they say is an idiom that the dictionary knows."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish to open an activity. ``args``: what follows the command, as typed; ``secret``: a fresh unguessable word."""

    args: str
    zone: ZoneInfo
    now: datetime
    secret: Callable[[], str]
    replied: str = ""
    """The text of the message that the command answers."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An activity as it shall be opened."""

    title: str
    ends_at: datetime | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    entries: Sequence[Entry] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody does: presses a button, or says something that counts.

    ``arguments`` come with the button; ``text`` and ``media`` with the message ``message_id``.
    """

    verb: str
    arguments: tuple[str, ...] = ()
    text: str = ""
    media: Media | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the group, as far as a kind may take it for a move. ``to_card``: it answers the activity's card.

    ``mentioned``: who is named in it by a link, without a username.
    """

    text: str
    media: Media | None
    message_id: int
    to_card: bool
    mentioned: frozenset[UserId] = frozenset()


Say = Callable[..., Markup]
"""``say(key, **values)`` in the group's language."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a kind may look at when it decides. ``entries`` are in the order in which they came."""

    activity: Activity
    entries: Sequence[Entry]
    say: Say
    zone: ZoneInfo
    now: datetime
    link: str
    """Opens the private chat and leads to this activity."""

    def of(self, role: str) -> list[Entry]:
        """The entries of a role."""
        return [entry for entry in self.entries if entry.role == role]

    def mine(self, role: str, person: Person) -> Entry | None:
        """The entry of a role whose key is this person."""
        return next((e for e in self.entries if e.role == role and e.key == str(person.id)), None)

    def when(self, instant: datetime) -> str:
        """An instant by the group's clock, in figures: ``12-06 14:00``."""
        return f"{instant.astimezone(self.zone):%m-%d %H:%M}"
