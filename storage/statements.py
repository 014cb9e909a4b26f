"""Holding statements of a community."""

from dataclasses import fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import ChatId
from bot.features.crisis.statement import Statement, StatementState
from storage.buffer import Buffer
from storage.tables import statements

_statement = insert(statements)
SAVE = _statement.on_conflict_do_update(
    index_elements=[statements.c.id],
    set_={name: _statement.excluded[name] for name in ("state", "places", "posted", "told", "approved_name", "alone")},
)


class Statements:
    """The statements of one community."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def find(self, statement_id: int) -> Statement | None:
        row = await self._buffer.one(
            select(statements).where(statements.c.community_id == self._community_id, statements.c.id == statement_id)
        )
        return None if row is None else _statement_of(row)

    async def standing(self) -> list[Statement]:
        """Those that are posted and not done, the oldest first."""
        rows = await self._buffer.read(
            select(statements)
            .where(statements.c.community_id == self._community_id, statements.c.state == StatementState.POSTED.value)
            .order_by(statements.c.id)
        )
        return [_statement_of(row) for row in rows]

    def new_id(self) -> int:
        return self._buffer.next("statement")

    def save(self, statement: Statement) -> None:
        """Keep a statement as given."""
        values = {field.name: getattr(statement, field.name) for field in fields(statement)}
        for name in ("places", "posted", "told"):
            values[name] = [list(each) if isinstance(each, tuple) else each for each in values[name]]
        self._buffer.write(SAVE, **{**values, "state": statement.state.value})


def _statement_of(row: Any) -> Statement:
    values = {field.name: getattr(row, field.name) for field in fields(Statement)}
    values |= {
        "state": StatementState(row.state),
        "places": tuple(ChatId(chat) for chat in row.places),
        "posted": tuple((chat, message) for chat, message in row.posted),
        "told": tuple((user, language) for user, language in row.told),
    }
    return Statement(**values)
