"""What a community has taught the classifier."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select

from bot.language.lessons import MOST_LESSONS, Lesson
from storage.buffer import Buffer
from storage.tables import lessons

LONGEST = 400
"""Characters of a text that are kept: what lessons are compared by."""
READ_AT_MOST = 2 * MOST_LESSONS
"""Several by one teacher on one text count as one."""
ADD = insert(lessons)
DROP = delete(lessons).where(lessons.c.community_id == bindparam("community"), lessons.c.id == bindparam("lesson"))
FORGET = delete(lessons).where(lessons.c.community_id == bindparam("community"), lessons.c.at < bindparam("before"))


_NEWEST_FIRST = (lessons.c.at.desc(), lessons.c.id.desc())
_RANK = func.row_number().over(partition_by=lessons.c.teacher, order_by=_NEWEST_FIRST)
NEWEST = (
    select(lessons)
    .where(lessons.c.community_id == bindparam("community"))
    .order_by(_RANK, *_NEWEST_FIRST)
    .limit(READ_AT_MOST)
)
"""The newest of each teacher before the older ones of any."""


class Lessons:
    """The lessons of one community."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def all(self) -> list[Lesson]:
        """The newest lessons, the newest first; twice as many as can count, of each teacher alike."""
        rows = await self._buffer.read(NEWEST, community=self._community_id)
        found = [Lesson(row.id, row.folded, row.is_advert, row.teacher, row.at, row.teacher_name) for row in rows]
        return sorted(found, key=lambda lesson: (lesson.at, lesson.id), reverse=True)

    def add(self, folded: str, *, is_advert: bool, teacher: int, name: str, at: datetime) -> None:
        """Keep a lesson."""
        self._buffer.write(
            ADD,
            id=self._buffer.next("lesson"),
            community_id=self._community_id,
            folded=folded[:LONGEST],
            is_advert=is_advert,
            teacher=teacher,
            teacher_name=name,
            at=at,
        )
        self._changed()

    def drop(self, gone: Iterable[Lesson]) -> None:
        """Take lessons back."""
        for lesson in gone:
            self._buffer.write(DROP, community=self._community_id, lesson=lesson.id)
        self._changed()

    def forget(self, before: datetime) -> None:
        """Drop what is too old to count."""
        self._buffer.write(FORGET, community=self._community_id, before=before)

    def _changed(self) -> None:
        self._buffer.forget(("lessons", self._community_id))
