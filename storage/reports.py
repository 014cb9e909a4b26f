"""What members have reported."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import CaseId
from bot.features.moderation.model import Action, CaseState
from bot.features.moderation.reporting import Reported
from storage.buffer import Buffer
from storage.tables import cases, reports

ADD = insert(reports).on_conflict_do_nothing(
    index_elements=[reports.c.chat_id, reports.c.message_id, reports.c.reporter_id]
)


class Reports:
    """The reports of one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def of_message(self, message_id: int) -> Reported:
        """Who has reported a message, and the case it has led to."""
        rows = await self._buffer.read(
            select(reports).where(reports.c.chat_id == self._chat_id, reports.c.message_id == message_id)
        )
        return Reported(
            case_id=CaseId(rows[0].case_id) if rows else None,
            reporters=frozenset(row.reporter_id for row in rows),
            counting=frozenset(row.reporter_id for row in rows if row.counts),
        )

    async def reporters(self, case_id: int) -> list[int]:
        """Who has reported what a case is about."""
        rows = await self._buffer.read(
            select(reports.c.reporter_id).where(reports.c.chat_id == self._chat_id, reports.c.case_id == case_id)
        )
        return [row.reporter_id for row in rows]

    async def made_by(self, reporter_id: int, since: datetime) -> int:
        """How many reports somebody has made since then."""
        row = await self._buffer.one(
            select(func.count().label("total")).where(
                reports.c.chat_id == self._chat_id, reports.c.reporter_id == reporter_id, reports.c.at >= since
            )
        )
        return 0 if row is None else int(row.total)

    async def unfounded(self, reporter_id: int, since: datetime) -> int:
        """How many of somebody's reports since then the staff have found nothing in, taken away meanwhile or not.

        What somebody of the staff has confirmed is not among them, whoever undid it later.
        """
        row = await self._buffer.one(
            select(func.count().label("total"))
            .select_from(reports.join(cases, cases.c.id == reports.c.case_id))
            .where(
                reports.c.chat_id == self._chat_id,
                reports.c.reporter_id == reporter_id,
                reports.c.at >= since,
                cases.c.action == Action.ASK.word,
                cases.c.state.in_([CaseState.CLEARED.value, CaseState.UNDONE.value]),
            )
        )
        return 0 if row is None else int(row.total)

    def add(self, message_id: int, reporter_id: int, case_id: CaseId, *, at: datetime, counts: bool) -> None:
        """Somebody has reported a message; doing it twice is once."""
        self._buffer.write(
            ADD,
            chat_id=self._chat_id,
            message_id=message_id,
            reporter_id=reporter_id,
            case_id=case_id,
            at=at,
            counts=counts,
        )
