"""The passphrase (入群暗号): a word or phrase that the applicant has to know."""

from dataclasses import dataclass
from typing import ClassVar, Self

from bot.core.errors import Refused
from bot.language.fold import squeeze

LONGEST = 64


@dataclass(frozen=True, slots=True)
class Passphrase:
    """``arguments``: the phrase as the administrator typed it."""

    kind: ClassVar[str] = "passphrase"
    names: ClassVar[tuple[str, ...]] = ("passphrase", "暗号", "口令")
    asks: ClassVar[bool] = True

    arguments: str

    @classmethod
    def read(cls, arguments: str) -> Self:
        """The step for what stands behind its name.

        Raises:
            Refused: nothing is left of the phrase when it is compared, or it is too long to be typed.
        """
        if not squeeze(arguments):
            raise Refused("gate-passphrase-empty")
        if len(arguments) > LONGEST:
            raise Refused("gate-passphrase-long", longest=LONGEST)
        return cls(arguments)

    def passes(self, answer: str) -> bool:
        """Whether the answer is the phrase; case, width, spaces, punctuation and traditional forms do not count."""
        return squeeze(answer) == squeeze(self.arguments)
