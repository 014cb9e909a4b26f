"""Invite (仅限邀请): who comes by an invitation that was made through the bot passes, nobody else does."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from bot.features.entry.steps.question import Mark, Marking, Question, Reply, Turn, Who


@dataclass(frozen=True, slots=True)
class Invite:
    """`Application.is_invited` decides: a tracked or single-use link, or a member's voucher."""

    kind: ClassVar[str] = "invite"
    names: ClassVar[tuple[str, ...]] = ("invite", "邀请", "仅限邀请")
    who: ClassVar[Who] = Who.NOBODY
    needed: ClassVar[int] = 1

    arguments: str = ""

    @classmethod
    def read(cls, arguments: str) -> Self:
        """The step; it takes no arguments, else ValueError."""
        if arguments:
            raise ValueError("invite takes no arguments")
        return cls()

    def has_questions(self, today: date, bank: int) -> bool:
        return False

    def question(self, turn: Turn) -> Question | None:
        """Nothing is asked."""
        return None

    def mark(self, turn: Turn, reply: Reply) -> Marking:
        """Words do not make an invitation."""
        return Marking(Mark.NO_ANSWER)
