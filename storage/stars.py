"""The best messages of one group, chosen by administrators."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import MessageId, UserId
from storage.buffer import Buffer
from storage.tables import stars

STAR = insert(stars).on_conflict_do_nothing()
UNSTAR = delete(stars).where(stars.c.chat_id == bindparam("chat"), stars.c.message_id == bindparam("message"))
POSTED = (
    update(stars)
    .where(stars.c.chat_id == bindparam("chat"), stars.c.message_id == bindparam("message"))
    .values(posted_at=bindparam("on_air_at"))
)


@dataclass(frozen=True, slots=True)
class Star:
    """A starred message, with its text as it was then."""

    message_id: MessageId
    user_id: UserId
    name: str
    text: str
    at: datetime


class Stars:
    """Starred messages of one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def has(self, message_id: int) -> bool:
        row = await self._buffer.one(
            select(stars.c.message_id).where(stars.c.chat_id == self._chat_id, stars.c.message_id == message_id)
        )
        return row is not None

    async def waiting(self, limit: int) -> list[Star]:
        """Starred and not yet shown to all, the oldest first."""
        rows = await self._buffer.read(
            select(stars)
            .where(stars.c.chat_id == self._chat_id, stars.c.posted_at.is_(None))
            .order_by(stars.c.at, stars.c.message_id)
            .limit(limit)
        )
        return [Star(MessageId(row.message_id), UserId(row.user_id), row.name, row.text, row.at) for row in rows]

    def add(self, star: Star, by: int) -> None:
        self._buffer.write(
            STAR,
            chat_id=self._chat_id,
            message_id=star.message_id,
            user_id=star.user_id,
            name=star.name,
            text=star.text,
            at=star.at,
            starred_by=by,
        )

    def drop(self, message_id: int) -> None:
        self._buffer.write(UNSTAR, chat=self._chat_id, message=message_id)

    def posted(self, message_id: int, at: datetime) -> None:
        self._buffer.write(POSTED, chat=self._chat_id, message=message_id, on_air_at=at)
