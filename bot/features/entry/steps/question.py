"""What passes between a step and an applicant: a question made from a seed, a reply, and what the reply is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeVar

T = TypeVar("T")


class Who(StrEnum):
    """Whom a step waits for."""

    APPLICANT = "applicant"
    """questions are put in private"""
    ADMIN = "admin"
    NOBODY = "nobody"
    """the facts alone decide, at once"""


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question of the group's own. ``options``: the right one first. ``tries`` answers so far, ``passes`` of them right."""

    id: int
    number: int
    text: str
    options: tuple[str, ...]
    tries: int = 0
    passes: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """Where an applicant stands in a step: all that a question is made from, so that it can be made again after a restart.

    ``seed`` is the application's; ``number`` counts the answers already given in this step; ``done`` are the items of
    the right ones. ``bank``: the group's questions as they were when the application was made. ``today`` is the
    group's local date.
    """

    seed: int
    today: date
    number: int = 0
    done: tuple[int, ...] = ()
    bank: tuple[BankQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked. The text ``key`` is filled with ``values``, with ``words`` (which are texts themselves, by key),
    and with ``group``, ``time`` and ``attempts``.

    ``options`` become buttons, ``columns`` of them a row; without options the answer is written. ``picture`` is a
    specification as `bot.pictures` stores it. ``item`` is kept with the answer. ``topic``: what an administrator is
    shown of it.
    """

    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    columns: int = 1
    picture: Mapping[str, Any] | None = None
    item: int = 0
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What an applicant did: wrote ``text``, or pressed ``option`` of the question that stood there."""

    text: str = ""
    option: int | None = None


class Mark(StrEnum):
    """What a reply is worth."""

    RIGHT = "right"
    WRONG = "wrong"
    NO_ANSWER = "no_answer"
    """words where a button was to be pressed: it costs nothing"""


@dataclass(frozen=True, slots=True)
class Marking:
    """A reply with its worth. ``said``: the reply as administrators see it; ``source``: where it says one came from."""

    mark: Mark
    said: str = ""
    source: str = ""


def shuffled(items: Sequence[T], *seeds: object) -> list[T]:
    """The items in an order that depends on the seeds alone: the same for ever, on every machine."""

    def rank(index: int) -> bytes:
        return sha256(":".join(str(seed) for seed in (*seeds, index)).encode()).digest()

    return [items[index] for index in sorted(range(len(items)), key=rank)]
