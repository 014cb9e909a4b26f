"""What people of one group talked about, by the day: counts of words that outlive the texts."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from bot.features.digest.model import Topic
from storage.buffer import Buffer
from storage.tables import word_days

LONGEST = 64
_word = insert(word_days)
SAVE = _word.on_conflict_do_update(
    index_elements=[word_days.c.chat_id, word_days.c.day, word_days.c.word],
    set_={name: _word.excluded[name] for name in ("people", "messages")},
)


class WordDays:
    """The words of one group's days."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def save(self, day: date, words: Iterable[Topic]) -> None:
        for word in words:
            if len(word.word) <= LONGEST:
                self._buffer.write(
                    SAVE,
                    chat_id=self._chat_id,
                    day=day.isoformat(),
                    word=word.word,
                    people=word.people,
                    messages=word.messages,
                )

    async def between(self, first: date, last: date) -> dict[str, Topic]:
        """Words of [first, last]: person-days, and messages."""
        rows = await self._buffer.read(
            select(
                word_days.c.word,
                func.sum(word_days.c.people).label("people"),
                func.sum(word_days.c.messages).label("times"),
            )
            .where(word_days.c.chat_id == self._chat_id, word_days.c.day.between(first.isoformat(), last.isoformat()))
            .group_by(word_days.c.word)
        )
        return {row.word: Topic(row.word, int(row.people), int(row.times)) for row in rows}

    async def days(self, first: date, last: date) -> int:
        """How many of these days have words."""
        row = await self._buffer.one(
            select(func.count(word_days.c.day.distinct()).label("days")).where(
                word_days.c.chat_id == self._chat_id, word_days.c.day.between(first.isoformat(), last.isoformat())
            )
        )
        return int(row.days) if row is not None else 0
