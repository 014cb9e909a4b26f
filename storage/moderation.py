"""Cases and their messages."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.core.event import Media, MediaKind, SenderKind
from bot.core.ids import CaseId, ChatId, CommunityId, MessageId
from bot.features.moderation.model import (
    Action,
    Case,
    CaseState,
    Finding,
    FindingKind,
    Part,
    Past,
    Progress,
    Subject,
    Told,
)
from storage.buffer import Buffer
from storage.tables import case_messages, cases

OPEN_CASE = insert(cases)
CHANGE_CASE = (
    update(cases)
    .where(cases.c.id == bindparam("row"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (
                "last_at", "action", "until", "findings", "state", "messages", "removed", "sanction", "error", "card",
                "told", "actor_id", "actor_name", "undone_at", "undone_by", "undone_name", "waits", "wrong",
            )
        }
    )
)  # fmt: skip
_message = insert(case_messages)
ADD_MESSAGE = _message.on_conflict_do_update(
    index_elements=[case_messages.c.case_id, case_messages.c.chat_id, case_messages.c.message_id],
    set_={name: _message.excluded[name] for name in ("text", "media", "file_id", "kept")},
)
KEEP_MESSAGE = (
    update(case_messages)
    .where(
        case_messages.c.case_id == bindparam("row"),
        case_messages.c.chat_id == bindparam("chat"),
        case_messages.c.message_id == bindparam("message"),
    )
    .values(kept=bindparam("state"))
)
_EXCERPT = (
    select(case_messages.c.text)
    .where(case_messages.c.case_id == cases.c.id)
    .order_by(case_messages.c.part == Part.SWEPT.value, case_messages.c.message_id)
    .limit(1)
    .scalar_subquery()
    .label("excerpt")
)
CASES = select(cases, _EXCERPT)
SUMS = select(
    func.count().label("cases"),
    func.coalesce(func.min(cases.c.number), 0).label("first"),
    func.coalesce(func.max(cases.c.number), 0).label("last"),
    func.coalesce(func.sum(cases.c.messages), 0).label("messages"),
    func.coalesce(func.sum(cases.c.removed), 0).label("removed"),
)


@dataclass(frozen=True, slots=True)
class CaseMessage:
    """A message as a case keeps it. ``kept``: it is still in the chat."""

    message_id: MessageId
    at: datetime
    text: str
    media: Media | None
    thread_id: int | None
    kept: bool
    part: Part


@dataclass(frozen=True, slots=True)
class Tally:
    """What many cases come to. ``first`` and ``last`` are their lowest and highest numbers."""

    cases: int
    first: int
    last: int
    messages: int
    removed: int


class Cases:
    """The cases of one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def new(self, community_id: CommunityId, subject: Subject, *, at: datetime, action: Action) -> Case:
        """A case with its row id and its number in the community, not stored yet."""
        return Case(
            id=CaseId(self._buffer.next("case")),
            community_id=community_id,
            number=self._buffer.next(f"case_number:{community_id}"),
            chat_id=ChatId(self._chat_id),
            subject=subject,
            opened_at=at,
            last_at=at,
            action=action,
        )

    def add(self, case: Case) -> None:
        """Store a new case."""
        self._buffer.write(
            OPEN_CASE,
            id=case.id,
            community_id=case.community_id,
            number=case.number,
            chat_id=case.chat_id,
            subject_id=case.subject.id,
            subject_kind=case.subject.kind.value,
            subject_name=case.subject.name,
            actor_id=case.actor_id,
            actor_name=case.actor_name,
            opened_at=case.opened_at,
            last_at=case.last_at,
            action=case.action.word,
            until=case.until,
            findings=[_plain(finding) for finding in case.findings],
            reason=case.reason,
            state=case.state.value,
            messages=case.messages,
            removed=case.removed,
            sanction=case.sanction.value,
            error=case.error,
            card=case.card,
            told=[[told.user_id, told.language] for told in case.told],
            waits=case.waits,
            wrong=case.wrong,
        )

    def change(self, case: Case) -> None:
        """Store what a case has become."""
        self._buffer.write(
            CHANGE_CASE,
            row=case.id,
            new_last_at=case.last_at,
            new_action=case.action.word,
            new_until=case.until,
            new_findings=[_plain(finding) for finding in case.findings],
            new_state=case.state.value,
            new_messages=case.messages,
            new_removed=case.removed,
            new_sanction=case.sanction.value,
            new_error=case.error,
            new_card=case.card,
            new_told=[[told.user_id, told.language] for told in case.told],
            new_actor_id=case.actor_id,
            new_actor_name=case.actor_name,
            new_undone_at=case.undone_at,
            new_undone_by=case.undone_by,
            new_undone_name=case.undone_name,
            new_waits=case.waits,
            new_wrong=case.wrong,
        )

    def add_message(
        self, case_id: CaseId, message_id: int, *, at: datetime, text: str, media: Media | None, thread_id: int | None,
        kept: bool, part: Part = Part.JUDGED,
    ) -> None:  # fmt: skip
        """Keep a message with its case; a later version of it (an edit) replaces the earlier, and is the same part."""
        self._buffer.write(
            ADD_MESSAGE,
            case_id=case_id,
            chat_id=self._chat_id,
            message_id=message_id,
            at=at,
            text=text,
            media=media.kind.value if media else None,
            file_id=media.file_id if media else None,
            thread_id=thread_id,
            kept=kept,
            part=part.value,
        )

    def mark_kept(self, case_id: CaseId, message_id: int, *, kept: bool) -> None:
        """Telegram has refused to delete a message, or it is being deleted after all."""
        self._buffer.write(KEEP_MESSAGE, row=case_id, chat=self._chat_id, message=message_id, state=kept)

    async def find(self, case_id: int) -> Case | None:
        """A case of this group by its row id."""
        return await self._one(CASES.where(cases.c.chat_id == self._chat_id, cases.c.id == case_id))

    async def last(self, subject_id: int | None = None) -> Case | None:
        """The newest case that was not undone, of one subject if given; one that did nothing does not count."""
        statement = CASES.where(
            cases.c.chat_id == self._chat_id, cases.c.state.in_([CaseState.OPEN.value, CaseState.ASKED.value])
        )
        if subject_id is not None:
            statement = statement.where(cases.c.subject_id == subject_id)
        return await self._one(statement.order_by(cases.c.last_at.desc(), cases.c.id.desc()).limit(1))

    async def of_subject(self, subject_id: int, limit: int = 10) -> list[Case]:
        """The newest cases of one person or channel, newest first."""
        rows = await self._buffer.read(
            CASES.where(cases.c.chat_id == self._chat_id, cases.c.subject_id == subject_id)
            .order_by(cases.c.last_at.desc(), cases.c.id.desc())
            .limit(limit)
        )
        return [case_of(row) for row in rows]

    async def decided(self, subject_id: int, at: datetime) -> list[Case]:
        """What the staff themselves have decided about one person or channel and is not over at ``at``."""
        rows = await self._buffer.read(
            CASES.where(
                cases.c.chat_id == self._chat_id,
                cases.c.subject_id == subject_id,
                cases.c.actor_id.is_not(None),
                cases.c.state == CaseState.OPEN.value,
                or_(cases.c.until.is_(None), cases.c.until > at),
            )
        )
        return [case_of(row) for row in rows]

    async def recent(self, since: datetime) -> list[Case]:
        """The machine's cases with something new since ``since``, oldest first."""
        rows = await self._buffer.read(
            CASES.where(
                cases.c.chat_id == self._chat_id, cases.c.last_at >= since, cases.c.actor_id.is_(None)
            ).order_by(cases.c.id)
        )
        return [case_of(row) for row in rows]

    async def newest(self, limit: int) -> list[Case]:
        """The newest cases, whoever opened them, the newest first."""
        rows = await self._buffer.read(
            CASES.where(cases.c.chat_id == self._chat_id).order_by(cases.c.id.desc()).limit(limit)
        )
        return [case_of(row) for row in rows]

    async def on_card(self, card: str, limit: int) -> list[Case]:
        """The newest cases that one card shows, newest first."""
        rows = await self._buffer.read(
            CASES.where(cases.c.chat_id == self._chat_id, cases.c.card == card).order_by(cases.c.id.desc()).limit(limit)
        )
        return [case_of(row) for row in rows]

    async def tally(self, card: str) -> Tally:
        """Sums over the cases that one card shows."""
        return tally_of(await self._buffer.one(SUMS.where(cases.c.chat_id == self._chat_id, cases.c.card == card)))

    async def waiting(self, limit: int) -> list[Case]:
        """Cases whose card could be shown to nobody yet, oldest first."""
        rows = await self._buffer.read(
            CASES.where(cases.c.chat_id == self._chat_id, cases.c.waits).order_by(cases.c.id).limit(limit)
        )
        return [case_of(row) for row in rows]

    async def wrong(self, since: datetime) -> list[Case]:
        """The machine's cases since ``since`` that the staff called wrong, newest first."""
        rows = await self._buffer.read(
            CASES.where(cases.c.chat_id == self._chat_id, cases.c.last_at >= since, cases.c.wrong)
            .order_by(cases.c.last_at.desc(), cases.c.id.desc())
            .limit(1_000)
        )
        return [case_of(row) for row in rows]

    async def past(self, subject_id: int, since: datetime) -> list[Past]:
        """Sanctions of a person since ``since`` that were carried out, or are being, and not undone."""
        rows = await self._buffer.read(
            select(cases.c.action, cases.c.opened_at).where(
                cases.c.chat_id == self._chat_id,
                cases.c.subject_id == subject_id,
                cases.c.last_at >= since,
                cases.c.state == CaseState.OPEN.value,
                cases.c.sanction.in_([Progress.PENDING.value, Progress.DONE.value]),
            )
        )
        found = [Past(Action.of(row.action), row.opened_at) for row in rows]
        return [past for past in found if past.action.is_sanction]

    async def messages(self, case_id: CaseId) -> list[CaseMessage]:
        """The messages of a case, in their order."""
        rows = await self._buffer.read(
            select(case_messages).where(case_messages.c.case_id == case_id).order_by(case_messages.c.message_id)
        )
        return [
            CaseMessage(
                MessageId(row.message_id),
                row.at,
                row.text,
                Media(MediaKind(row.media), row.file_id) if row.media else None,
                row.thread_id,
                row.kept,
                Part(row.part),
            )
            for row in rows
        ]

    async def taken_from(self, subject_id: int, since: datetime) -> frozenset[int]:
        """The messages somebody has written since ``since`` that their cases have had deleted."""
        rows = await self._buffer.read(
            select(case_messages.c.message_id)
            .join(cases, cases.c.id == case_messages.c.case_id)
            .where(
                cases.c.chat_id == self._chat_id,
                cases.c.subject_id == subject_id,
                case_messages.c.at >= since,
                case_messages.c.kept.is_(False),
            )
        )
        return frozenset(row.message_id for row in rows)

    async def _one(self, statement: Select[Any]) -> Case | None:
        row = await self._buffer.one(statement)
        return None if row is None else case_of(row)


def tally_of(row: Any) -> Tally:
    """Sums from their row of `SUMS`."""
    return Tally(row.cases, row.first, row.last, int(row.messages), int(row.removed))


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "signal": finding.signal,
        "weight": finding.weight,
        "kind": finding.kind.value,
        "key": finding.key,
        "values": dict(finding.values),
        "order": finding.order.word if finding.order is not None else None,
    }


def finding_of(plain: dict[str, Any]) -> Finding:
    """A finding as it is stored with its case."""
    order = plain["order"]
    found = Finding(plain["signal"], plain["weight"], FindingKind(plain["kind"]), plain["key"], plain["values"])
    return found if order is None else replace(found, order=Action.of(order))


def case_of(row: Any) -> Case:
    """A case from its row of `CASES`."""
    return Case(
        id=CaseId(row.id),
        community_id=CommunityId(row.community_id),
        number=row.number,
        chat_id=ChatId(row.chat_id),
        subject=Subject(SenderKind(row.subject_kind), row.subject_id, row.subject_name),
        opened_at=row.opened_at,
        last_at=row.last_at,
        action=Action.of(row.action),
        findings=tuple(finding_of(plain) for plain in row.findings),
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        until=row.until,
        reason=row.reason,
        state=CaseState(row.state),
        messages=row.messages,
        removed=row.removed,
        sanction=Progress(row.sanction),
        error=row.error,
        card=row.card,
        told=tuple(Told(user_id, language) for user_id, language in row.told),
        undone_at=row.undone_at,
        undone_by=row.undone_by,
        undone_name=row.undone_name,
        waits=row.waits,
        wrong=row.wrong,
        excerpt=row.excerpt or "",
    )
