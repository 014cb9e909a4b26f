"""A kind of activity: how it is opened, what counts as taking part, how it looks and how it ends."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar

from bot.core.event import Person
from bot.features.activities.activity import Asked, Draft, Facts, Heard, Move, Scene, State
from bot.features.activities.steps import Become, Card, Step


@dataclass(frozen=True)
class Kind(ABC):
    """A kind of thing that happens at a time. ``late_within``: how late a missed run may still happen, None for always."""

    name: str
    late_within: timedelta | None


class ActivityKind(Kind):
    """A kind that people take part in. One file in ``kinds/``, one line in ``KINDS``; what it keeps is its own affair.

    ``command`` opens one; ``form`` and ``example`` explain how. ``reminders_within``: how late a reminder may still
    come; later ones are left out. A kind decides by returning steps, and never does anything itself.
    """

    command: ClassVar[str]
    form: ClassVar[str]
    example: ClassVar[str]
    secret: ClassVar[bool] = False
    """Opened in private only: what is typed must not be seen."""
    right: ClassVar[str | None] = None
    """The Telegram right that it takes, of the bot and of who opens one."""
    hears_staff: ClassVar[bool] = False
    """Whether `heard` is asked about anonymous administrators too, who move as the group itself."""
    minds_idioms: ClassVar[bool] = False
    """Whether `moved` looks at `Facts.is_idiom`."""
    is_edited: ClassVar[bool] = True
    """Whether its card is edited as people take part."""
    reminders_within: ClassVar[timedelta] = timedelta(minutes=15)

    @abstractmethod
    def draft(self, asked: Asked) -> Draft | None:
        """Reads a wish; None when it is not of the form. Raises Refused and NotUnderstood."""

    def opened(self, scene: Scene) -> list[Step]:
        """What follows from opening it, beside its card."""
        return []

    @abstractmethod
    def card(self, scene: Scene) -> Card:
        """The card as it is now."""

    def heard(self, scene: Scene, heard: Heard) -> Move | None:
        """The move that a message of the group makes, if it makes one. Asked for every message: quick, and in memory."""
        return None

    def reacted(self, scene: Scene, message_id: int, *, likes: bool) -> Move | None:
        """The move that a reaction to a message makes; without ``likes`` somebody has taken all of theirs away."""
        return None

    def needs_facts(self, scene: Scene) -> bool:
        """Whether `moved` looks at what is known about a person."""
        return False

    def moved(self, scene: Scene, person: Person, move: Move, facts: Facts) -> list[Step]:
        """What a move does."""
        return []

    def due(self, scene: Scene, name: str) -> list[Step]:
        """What happens at an instant it has asked for by `Remind`."""
        return []

    def extended(self, scene: Scene) -> list[Step]:
        """What follows from a new end."""
        return []

    def result(self, scene: Scene) -> list[Step]:
        """What is told and done when it has just ended; ``scene.activity`` is closed already."""
        return []

    def called_off(self, scene: Scene) -> list[Step]:
        """What is told and done when it is cancelled, beside saying so in the group."""
        return []

    def visited(self, scene: Scene, person: Person) -> list[Step]:
        """What somebody gets who follows the link of an activity that is over; nothing tells them that it is."""
        return []

    def polled(self, scene: Scene, votes: Sequence[tuple[str, int]], total: int) -> list[Step]:
        """What follows from the result of its poll: votes by option, and how many people voted."""
        return []

    def csv(self, scene: Scene) -> Sequence[Sequence[str]]:
        """Who took part, one row each, the head first; empty when there is nothing to list."""
        return []


def closed(scene: Scene, state: State = State.CLOSED) -> Become:
    """The step that ends the activity."""
    return Become(replace(scene.activity, state=state, closed_at=scene.now))
