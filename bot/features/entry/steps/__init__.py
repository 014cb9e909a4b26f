"""What an applicant may have to pass. A new kind is one file, one line in `STEPS`, its test and its sentences."""

import re
from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Protocol, Self

from bot.core.errors import Refused
from bot.features.entry.steps.captcha import Captcha
from bot.features.entry.steps.invite import Invite
from bot.features.entry.steps.passphrase import Passphrase
from bot.features.entry.steps.question import Marking, Question, Reply, Turn, Who
from bot.features.entry.steps.quiz import Quiz
from bot.features.entry.steps.review import Review


class Step(Protocol):
    """One thing to pass. ``kind`` names its texts (``gate-step-<kind>``) and its stored form.

    ``names``: what an administrator may type. ``who`` it waits for; `Who.NOBODY` decides by `rules.next_step` alone.
    """

    kind: ClassVar[str]
    names: ClassVar[tuple[str, ...]]
    who: ClassVar[Who]

    @property
    def arguments(self) -> str:
        """What stands behind the name, as typed."""
        ...

    @property
    def needed(self) -> int:
        """How many right answers pass it."""
        ...

    @classmethod
    def read(cls, arguments: str) -> Self:
        """The step as typed; raises ValueError when it is no such step, Refused when there is more to say about it."""
        ...

    def has_questions(self, today: date, bank: int) -> bool:
        """Whether there is something to ask somebody who comes ``today``; ``bank``: questions the group has."""
        ...

    def question(self, turn: Turn) -> Question | None:
        """What to ask; the same for the same turn, for ever. None when there is nothing (any more) to ask."""
        ...

    def mark(self, turn: Turn, reply: Reply) -> Marking:
        """What a reply to this turn's question is worth."""
        ...


STEPS: tuple[type[Step], ...] = (Invite, Passphrase, Quiz, Captcha, Review)

OPEN = ("open", "开放")
"""A gate without steps."""
_PLUS = re.compile(r"\s*[+＋]\s*")


def read_gate(typed: str) -> tuple[Step, ...]:
    """The steps in order: ``passphrase 芝麻开门 + review``; none for ``open``.

    Raises:
        ValueError: a kind that does not exist, or one named twice.
        Refused: the steps are understood and do not work.
    """
    if typed.strip().casefold() in OPEN:
        return ()
    steps = tuple(read_step(part) for part in _PLUS.split(typed.strip()))
    if len({step.kind for step in steps}) < len(steps):
        raise ValueError("a kind of step stands there twice")
    if any(step.who is Who.ADMIN for step in steps[:-1]):
        # The private chat may be closed by the time a person has looked: nothing can be asked after that.
        raise Refused("gate-review-last")
    return steps


def kind_named(name: str) -> type[Step] | None:
    """The kind of step that an administrator calls ``name``."""
    return next((kind for kind in STEPS if name.casefold() in kind.names), None)


def read_step(typed: str) -> Step:
    """One step as typed or stored; raises what `read_gate` raises."""
    name, _, arguments = typed.strip().partition(" ")
    kind = kind_named(name)
    if kind is None:
        raise ValueError("no such kind of step")
    return kind.read(arguments.strip())


def written(steps: Iterable[Step]) -> list[str]:
    """The steps as they are stored; `read_step` reads each of them back."""
    return [f"{step.kind} {step.arguments}".strip() for step in steps]


def stored(lines: Iterable[str]) -> tuple[Step, ...]:
    """Stored steps; one that this version cannot read becomes a review, so that a person decides."""
    steps: list[Step] = []
    for line in lines:
        try:
            steps.append(read_step(line))
        except (ValueError, Refused):
            steps.append(Review())
    return tuple(steps)
