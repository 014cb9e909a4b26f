"""Appeals, and who is about to write one."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import CaseId, ChatId
from bot.features.moderation.appeal import Appeal, AppealDraft, AppealState
from bot.features.moderation.model import Case, CaseState, Told
from storage.buffer import Buffer
from storage.moderation import CASES, case_of
from storage.tables import appeal_drafts, appeals, cases

_appeal = insert(appeals)
SAVE = _appeal.on_conflict_do_update(
    index_elements=[appeals.c.id],
    set_={name: _appeal.excluded[name] for name in ("state", "told", "decided_at", "decided_by", "decided_name")},
)
_draft = insert(appeal_drafts)
ASK = _draft.on_conflict_do_update(
    index_elements=[appeal_drafts.c.user_id],
    set_={"case_id": _draft.excluded.case_id, "asked_at": _draft.excluded.asked_at},
)
DONE = delete(appeal_drafts).where(appeal_drafts.c.user_id == bindparam("person"))


class Appeals:
    """The appeals in one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def find(self, appeal_id: int) -> Appeal | None:
        row = await self._buffer.one(
            select(appeals).where(appeals.c.chat_id == self._chat_id, appeals.c.id == appeal_id)
        )
        return None if row is None else _appeal_of(row)

    async def about(self, case_id: int) -> list[Appeal]:
        """The appeals about one case, oldest first."""
        rows = await self._buffer.read(
            select(appeals)
            .where(appeals.c.chat_id == self._chat_id, appeals.c.case_id == case_id)
            .order_by(appeals.c.id)
        )
        return [_appeal_of(row) for row in rows]

    async def open(self) -> list[Appeal]:
        """Those that wait for a decision, oldest first."""
        rows = await self._buffer.read(
            select(appeals)
            .where(appeals.c.chat_id == self._chat_id, appeals.c.state == AppealState.OPEN.value)
            .order_by(appeals.c.id)
        )
        return [_appeal_of(row) for row in rows]

    async def unseen(self, limit: int) -> list[Appeal]:
        """Those of them that could be shown to nobody yet."""
        return [appeal for appeal in await self.open() if not appeal.told][:limit]

    def save(self, appeal: Appeal) -> None:
        """Keep an appeal as given; its words stay as they first were."""
        self._buffer.write(
            SAVE,
            id=appeal.id,
            case_id=appeal.case_id,
            chat_id=self._chat_id,
            user_id=appeal.user_id,
            name=appeal.name,
            at=appeal.at,
            text=appeal.text,
            state=appeal.state.value,
            told=[[told.user_id, told.language] for told in appeal.told],
            decided_at=appeal.decided_at,
            decided_by=appeal.decided_by,
            decided_name=appeal.decided_name,
        )


class Appellant:
    """One person who may have something to appeal, in whichever group."""

    def __init__(self, buffer: Buffer, user_id: int) -> None:
        self._buffer = buffer
        self._user_id = user_id

    async def cases(self, since: datetime, limit: int = 10) -> list[Case]:
        """What was done to them or deleted since then and still stands, newest first."""
        rows = await self._buffer.read(
            CASES.where(
                cases.c.subject_id == self._user_id,
                cases.c.last_at >= since,
                or_(
                    cases.c.state == CaseState.OPEN.value,
                    and_(cases.c.state == CaseState.ASKED.value, cases.c.removed > 0),
                ),
            )
            .order_by(cases.c.last_at.desc(), cases.c.id.desc())
            .limit(limit)
        )
        return [case_of(row) for row in rows]

    async def draft(self) -> AppealDraft | None:
        """The appeal they have been asked to write."""
        row = await self._buffer.one(select(appeal_drafts).where(appeal_drafts.c.user_id == self._user_id))
        return None if row is None else AppealDraft(CaseId(row.case_id), row.asked_at)

    def ask(self, draft: AppealDraft) -> None:
        self._buffer.write(ASK, user_id=self._user_id, case_id=draft.case_id, asked_at=draft.asked_at)

    def done(self) -> None:
        """They have written it."""
        self._buffer.write(DONE, person=self._user_id)


def _appeal_of(row: Any) -> Appeal:
    return Appeal(
        id=row.id,
        case_id=CaseId(row.case_id),
        chat_id=ChatId(row.chat_id),
        user_id=row.user_id,
        name=row.name,
        at=row.at,
        text=row.text,
        state=AppealState(row.state),
        told=tuple(Told(chat_id, language) for chat_id, language in row.told),
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        decided_name=row.decided_name,
    )
