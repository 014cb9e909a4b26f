"""The passphrase (入群暗号): a word or phrase that the applicant has to know; several tell where people come from."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from bot.core.errors import Refused
from bot.core.period import NotUnderstood, parse_date
from bot.features.entry.steps.question import Mark, Marking, Question, Reply, Turn, Who
from bot.language.fold import squeeze

LONGEST = 64
LONGEST_LABEL = 32
MOST = 12
_UNTIL = re.compile(r"^(?P<phrases>.*?)\s+(?:until|截至|截止|有效期至|到)\s*(?P<day>\d\S*)$", re.IGNORECASE | re.DOTALL)
_BAR = re.compile(r"\s*[|｜]\s*")
_IS = re.compile(r"\s*[=＝]\s*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and the name of the place where it is given out; without a name it names itself."""

    words: str
    label: str = ""

    @property
    def source(self) -> str:
        return self.label or self.words

    def __str__(self) -> str:
        return f"{self.words}={self.label}" if self.label else self.words


@dataclass(frozen=True, slots=True)
class Passphrase:
    """Any of ``phrases`` is right. ``until``: the last day on which they count, then a person decides."""

    kind: ClassVar[str] = "passphrase"
    names: ClassVar[tuple[str, ...]] = ("passphrase", "暗号", "口令")
    who: ClassVar[Who] = Who.APPLICANT
    needed: ClassVar[int] = 1

    phrases: tuple[Phrase, ...]
    until: date | None = None

    @property
    def arguments(self) -> str:
        """As typed: ``芝麻开门=海报A | 春风=公众号 until 2026-12-31``."""
        phrases = " | ".join(str(phrase) for phrase in self.phrases)
        return f"{phrases} until {self.until}" if self.until else phrases

    @classmethod
    def read(cls, arguments: str) -> Self:
        """The step for what stands behind its name.

        Raises:
            Refused: nothing is left of a phrase when it is compared, it is too long to be typed, two are the same,
                there are too many, or the date is none.
        """
        dated = _UNTIL.match(arguments)
        until = _day(dated["day"]) if dated else None
        phrases = tuple(_phrase(part) for part in _BAR.split(dated["phrases"] if dated else arguments))
        if len(phrases) > MOST:
            raise Refused("gate-passphrase-many", most=MOST)
        if len({squeeze(phrase.words) for phrase in phrases}) < len(phrases):
            raise Refused("gate-passphrase-twice")
        return cls(phrases, until)

    def has_questions(self, today: date, bank: int) -> bool:
        return self.until is None or today <= self.until

    def question(self, turn: Turn) -> Question | None:
        """None once the phrases are past their date."""
        return Question("entry-ask-passphrase") if self.has_questions(turn.today, len(turn.bank)) else None

    def mark(self, turn: Turn, reply: Reply) -> Marking:
        """Case, width, spaces, punctuation and traditional forms do not count."""
        said = squeeze(reply.text)
        for phrase in self.phrases:
            if said == squeeze(phrase.words):
                return Marking(Mark.RIGHT, reply.text, phrase.source)
        return Marking(Mark.WRONG, reply.text)


def _phrase(typed: str) -> Phrase:
    words, *labels = _IS.split(typed.strip(), maxsplit=1)
    if not squeeze(words):
        raise Refused("gate-passphrase-empty")
    if len(words) > LONGEST:
        raise Refused("gate-passphrase-long", longest=LONGEST)
    label = labels[0] if labels else ""
    if len(label) > LONGEST_LABEL:
        raise Refused("gate-passphrase-label-long", longest=LONGEST_LABEL)
    return Phrase(words, label)


def _day(typed: str) -> date:
    try:
        return parse_date(typed)
    except NotUnderstood as error:
        raise Refused(error.key, **error.values) from None
