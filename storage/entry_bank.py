"""A group's own questions for who wants to come in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.features.entry.steps.question import BankQuestion
from storage.buffer import Buffer
from storage.tables import entry_questions

ADD_QUESTION = insert(entry_questions)
RETIRE_QUESTION = (
    update(entry_questions).where(entry_questions.c.id == bindparam("row")).values(retired_at=bindparam("at"))
)
COUNT_ANSWER = (
    update(entry_questions)
    .where(entry_questions.c.id == bindparam("row"))
    .values(tries=entry_questions.c.tries + 1, passes=entry_questions.c.passes + bindparam("right"))
)
QUESTIONS = "entry_questions"


class Questions:
    """A group's own questions, in the mailbox's memory with those that are retired."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def current(self) -> list[BankQuestion]:
        """Those that are asked now, by number."""
        return [kept.question for kept in await self._all() if kept.retired_at is None]

    async def at(self, instant: datetime) -> list[BankQuestion]:
        """Those that were asked at an instant: what an application made then goes on with."""
        return [
            kept.question
            for kept in await self._all()
            if kept.added_at <= instant and (kept.retired_at is None or kept.retired_at >= instant)
        ]

    async def add(self, text: str, options: Sequence[str], *, by: int, at: datetime) -> BankQuestion:
        """Keep a question; ``options`` begin with the right one."""
        kept = await self._all()
        number = max((each.question.number for each in kept), default=0) + 1
        question = BankQuestion(self._buffer.next("entry_question"), number, text, tuple(options))
        kept.append(_Kept(question, at, None))
        self._buffer.write(
            ADD_QUESTION,
            id=question.id,
            chat_id=self._chat_id,
            number=number,
            text=text,
            options=list(options),
            added_by=by,
            added_at=at,
        )
        return question

    async def retire(self, question: BankQuestion, *, at: datetime) -> None:
        """Ask it no more, except of those who are being asked."""
        await self._replace(question.id, lambda kept: replace(kept, retired_at=at))
        self._buffer.write(RETIRE_QUESTION, row=question.id, at=at)

    async def count(self, question_id: int, *, right: bool) -> None:
        """An answer was given to it."""

        def counted(kept: "_Kept") -> "_Kept":
            question = kept.question
            more = replace(question, tries=question.tries + 1, passes=question.passes + right)
            return replace(kept, question=more)

        await self._replace(question_id, counted)
        self._buffer.write(COUNT_ANSWER, row=question_id, right=int(right))

    async def _replace(self, question_id: int, change: Callable[["_Kept"], "_Kept"]) -> None:
        kept = await self._all()
        kept[:] = [change(each) if each.question.id == question_id else each for each in kept]

    async def _all(self) -> list["_Kept"]:
        found: list[_Kept] = await self._buffer.remember(QUESTIONS, self._load)
        return found

    async def _load(self) -> list["_Kept"]:
        rows = await self._buffer.read(
            select(entry_questions).where(entry_questions.c.chat_id == self._chat_id).order_by(entry_questions.c.number)
        )
        return [
            _Kept(
                BankQuestion(row.id, row.number, row.text, tuple(row.options), row.tries, row.passes),
                row.added_at,
                row.retired_at,
            )
            for row in rows
        ]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A question and the time in which it is asked."""

    question: BankQuestion
    added_at: datetime
    retired_at: datetime | None
