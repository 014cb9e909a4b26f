"""Review (人工审核): an administrator looks at the applicant and decides."""

from dataclasses import dataclass
from typing import ClassVar, Self


@dataclass(frozen=True, slots=True)
class Review:
    """Nothing is asked; the request waits for a person."""

    kind: ClassVar[str] = "review"
    names: ClassVar[tuple[str, ...]] = ("review", "审核", "人工审核")
    asks: ClassVar[bool] = False

    arguments: str = ""

    @classmethod
    def read(cls, arguments: str) -> Self:
        """The step; it takes no arguments, else ValueError."""
        if arguments:
            raise ValueError("review takes no arguments")
        return cls()

    def passes(self, answer: str) -> bool:
        """Nothing that an applicant writes lets them in."""
        return False
