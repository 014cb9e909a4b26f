"""Quiz (问答): so many right answers to questions of the group's own."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from bot.features.entry.steps.question import BankQuestion, Mark, Marking, Question, Reply, Turn, Who, shuffled
from bot.language.fold import squeeze

MOST = 20


@dataclass(frozen=True, slots=True)
class Quiz:
    """``needed`` right answers; one if the administrator named no number. After a wrong answer another question comes."""

    kind: ClassVar[str] = "quiz"
    names: ClassVar[tuple[str, ...]] = ("quiz", "问答", "答题")
    who: ClassVar[Who] = Who.APPLICANT

    needed: int = 1

    @property
    def arguments(self) -> str:
        return str(self.needed)

    @classmethod
    def read(cls, arguments: str) -> Self:
        """The step for ``quiz`` or ``quiz 3``; ValueError for anything that is no number from 1 to `MOST`."""
        if not arguments:
            return cls()
        if not arguments.isdecimal() or not 1 <= int(arguments) <= MOST:
            raise ValueError("how many right answers?")
        return cls(int(arguments))

    def has_questions(self, today: date, bank: int) -> bool:
        return bank >= self.needed

    def question(self, turn: Turn) -> Question | None:
        """The next question; None when there are not enough of them any more, so that a person has to decide."""
        chosen = self._chosen(turn)
        if chosen is None:
            return None
        return Question(
            "entry-ask-quiz",
            {"question": chosen.text, "number": len(turn.done) + 1, "needed": self.needed},
            options=tuple(_options(chosen, turn)),
            item=chosen.id,
            topic=chosen.text,
        )

    def mark(self, turn: Turn, reply: Reply) -> Marking:
        """A pressed option, or its words written; other words are no answer."""
        chosen = self._chosen(turn)
        if chosen is None:
            return Marking(Mark.NO_ANSWER)
        options = _options(chosen, turn)
        picked = _picked(options, reply)
        if picked is None:
            return Marking(Mark.NO_ANSWER)
        return Marking(Mark.RIGHT if picked == chosen.options[0] else Mark.WRONG, picked)

    def _chosen(self, turn: Turn) -> BankQuestion | None:
        """Questions in the person's own order; one answered wrong goes to the end of it, one answered right is over."""
        order = shuffled(sorted(turn.bank, key=lambda question: question.id), turn.seed, "bank")
        left = [question for question in order if question.id not in turn.done]
        if len(left) < self.needed - len(turn.done):
            return None
        wrong = turn.number - len(turn.done)
        return left[wrong % len(left)]


def _options(question: BankQuestion, turn: Turn) -> list[str]:
    return shuffled(question.options, turn.seed, turn.number, question.id)


def _picked(options: list[str], reply: Reply) -> str | None:
    if reply.option is not None:
        return options[reply.option] if 0 <= reply.option < len(options) else None
    written = squeeze(reply.text)
    return next((option for option in options if written and squeeze(option) == written), None)
