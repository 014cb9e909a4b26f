"""The group's question bank: how questions are typed, and which of them are unfair."""

import re
from dataclasses import dataclass

from bot.core.errors import Refused
from bot.features.entry.steps.question import BankQuestion
from bot.language.fold import squeeze

LONGEST_QUESTION, LONGEST_OPTION = 300, 40
"""Characters; a button shows no more than about forty."""
MOST_OPTIONS = 8
MOST_QUESTIONS = 100
ENOUGH_TRIES = 20
FAIR_PERCENT = 30
"""A question that fewer get right after that many tries keeps out the wrong people."""
_QUESTION = re.compile(r"(?P<text>.*?[?？])\s*(?P<options>[^?？].*)", re.DOTALL)
_BAR = re.compile(r"\s*[|｜]\s*")


@dataclass(frozen=True, slots=True)
class Typed:
    """A question as typed; ``options`` begin with the right one."""

    text: str
    options: tuple[str, ...]

    @property
    def is_lopsided(self) -> bool:
        """Whether the length of the right answer gives it away."""
        right, *wrong = (len(option) for option in self.options)
        return right > 2 * max(wrong) + 2 or 2 * right + 2 < min(wrong)


def read_question(typed: str) -> Typed:
    """A question with one answer a line, or ``问题？正确 | 错误 | 错误`` in one.

    Raises:
        ValueError: it has neither form.
        Refused: too many or too few answers, two the same, or something too long.
    """
    lines = [line.strip() for line in typed.strip().splitlines() if line.strip()]
    if len(lines) > 1:
        text, options = lines[0], tuple(lines[1:])
    else:
        match = _QUESTION.fullmatch(typed.strip())
        if match is None:
            raise ValueError("no question mark")
        text, options = match["text"], tuple(option for option in _BAR.split(match["options"].strip()) if option)
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise Refused("question-few-options", most=MOST_OPTIONS)
    if len(text) > LONGEST_QUESTION or any(len(option) > LONGEST_OPTION for option in options):
        raise Refused("question-long", longest=LONGEST_QUESTION, option=LONGEST_OPTION)
    if len({squeeze(option) or option for option in options}) < len(options):
        raise Refused("question-twice")
    return Typed(text, options)


def percent_right(question: BankQuestion) -> int:
    """Right answers of a hundred; 0 when nobody has tried."""
    return round(100 * question.passes / question.tries) if question.tries else 0


def is_unfair(question: BankQuestion) -> bool:
    """Whether an administrator should look at it."""
    return question.tries >= ENOUGH_TRIES and 100 * question.passes < FAIR_PERCENT * question.tries
