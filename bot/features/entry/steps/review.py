"""Review (人工审核): an administrator looks at the applicant and decides."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from bot.features.entry.steps.question import Mark, Marking, Question, Reply, Turn, Who


@dataclass(frozen=True, slots=True)
class Review:
    """Nothing is asked; the request waits for a person."""

    kind: ClassVar[str] = "review"
    names: ClassVar[tuple[str, ...]] = ("review", "审核", "人工审核")
    who: ClassVar[Who] = Who.ADMIN
    needed: ClassVar[int] = 1

    arguments: str = ""

    @classmethod
    def read(cls, arguments: str) -> Self:
        """The step; it takes no arguments, else ValueError."""
        if arguments:
            raise ValueError("review takes no arguments")
        return cls()

    def has_questions(self, today: date, bank: int) -> bool:
        return False

    def question(self, turn: Turn) -> Question | None:
        """Nothing is asked."""
        return None

    def mark(self, turn: Turn, reply: Reply) -> Marking:
        """Nothing that an applicant writes lets them in."""
        return Marking(Mark.NO_ANSWER)
