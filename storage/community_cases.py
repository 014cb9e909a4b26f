"""The cases of a community, whichever group they are of."""

from sqlalchemy import select

from bot.core.ids import ChatId
from bot.features.moderation.model import Case, CaseState
from storage.buffer import Buffer
from storage.moderation import CASES, SUMS, Tally, case_of, tally_of
from storage.tables import cases


class CommunityCases:
    """The cases of a community, by the number people see."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def numbered(self, number: int) -> Case | None:
        """The case with this number, of whichever group."""
        row = await self._buffer.one(CASES.where(cases.c.community_id == self._community_id, cases.c.number == number))
        return None if row is None else case_of(row)

    async def on_card(self, card: str, limit: int, before: int | None = None) -> list[Case]:
        """The newest cases that one card shows, newest first; only those older than a row id, if given."""
        statement = CASES.where(cases.c.community_id == self._community_id, cases.c.card == card)
        if before is not None:
            statement = statement.where(cases.c.id < before)
        rows = await self._buffer.read(statement.order_by(cases.c.id.desc()).limit(limit))
        return [case_of(row) for row in rows]

    async def undone_on(self, card: str, limit: int) -> list[Case]:
        """The newest cases that one card shows and that were undone, newest first."""
        statement = CASES.where(
            cases.c.community_id == self._community_id, cases.c.card == card, cases.c.state == CaseState.UNDONE.value
        )
        rows = await self._buffer.read(statement.order_by(cases.c.id.desc()).limit(limit))
        return [case_of(row) for row in rows]

    async def tallies(self, card: str) -> dict[ChatId, Tally]:
        """Sums over the cases that one card shows, by group."""
        rows = await self._buffer.read(
            SUMS.add_columns(cases.c.chat_id)
            .where(cases.c.community_id == self._community_id, cases.c.card == card)
            .group_by(cases.c.chat_id)
        )
        return {ChatId(row.chat_id): tally_of(row) for row in rows}

    async def of_subject(self, subject_id: int, limit: int) -> list[Case]:
        """The newest cases of one person in all groups, newest first; what was only observed or undone is left out."""
        rows = await self._buffer.read(
            CASES.where(
                cases.c.community_id == self._community_id,
                cases.c.subject_id == subject_id,
                cases.c.state.in_([CaseState.OPEN.value, CaseState.ASKED.value]),
            )
            .order_by(cases.c.last_at.desc(), cases.c.id.desc())
            .limit(limit)
        )
        return [case_of(row) for row in rows]


async def group_of_case(buffer: Buffer, case_id: int) -> ChatId | None:
    """The group that owns a case, for a press that names the case alone."""
    row = await buffer.one(select(cases.c.chat_id).where(cases.c.id == case_id))
    return None if row is None else ChatId(row.chat_id)
