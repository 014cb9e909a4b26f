"""Tickets of a group, and who is about to write one."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import ChatId, CommunityId, MessageId, UserId
from bot.features.tickets.model import Origin, State, Ticket, TicketDraft
from storage.buffer import Buffer
from storage.tables import handles, ticket_drafts, tickets

_ticket = insert(tickets)
SAVE = _ticket.on_conflict_do_update(
    index_elements=[tickets.c.id],
    set_={
        name: _ticket.excluded[name]
        for name in (
            "state", "told", "answered_at", "closed_at", "closed_by", "closed_name", "due_at", "overdue", "assigned_to",
            "assigned_name", "answers_in",
        )
    },
)  # fmt: skip
_draft = insert(ticket_drafts)
ASK = _draft.on_conflict_do_update(
    index_elements=[ticket_drafts.c.user_id],
    set_={"chat_id": _draft.excluded.chat_id, "asked_at": _draft.excluded.asked_at},
)
DONE = delete(ticket_drafts).where(ticket_drafts.c.user_id == bindparam("person"))


class Tickets:
    """The tickets of one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def find(self, ticket_id: int) -> Ticket | None:
        row = await self._buffer.one(
            select(tickets).where(tickets.c.id == ticket_id, tickets.c.chat_id == self._chat_id)
        )
        return None if row is None else _ticket_of(row)

    async def opened_by(self, user_id: int, since: datetime, source: Origin = Origin.MEMBER) -> int:
        """How many tickets somebody has opened since then."""
        row = await self._buffer.one(
            select(func.count().label("total")).where(
                tickets.c.chat_id == self._chat_id,
                tickets.c.user_id == user_id,
                tickets.c.at >= since,
                tickets.c.source == source.value,
            )
        )
        return 0 if row is None else int(row.total)

    def save(self, ticket: Ticket) -> None:
        """Keep a ticket as given; its words and its opener stay as they first were."""
        self._buffer.write(
            SAVE,
            id=ticket.id,
            community_id=ticket.community_id,
            number=ticket.number,
            chat_id=self._chat_id,
            user_id=ticket.user_id,
            name=ticket.name,
            at=ticket.at,
            text=ticket.text,
            state=ticket.state.value,
            told=[list(each) for each in ticket.told],
            answered_at=ticket.answered_at,
            closed_at=ticket.closed_at,
            closed_by=ticket.closed_by,
            closed_name=ticket.closed_name,
            source=ticket.source.value,
            message_id=ticket.message_id,
            due_at=ticket.due_at,
            overdue=ticket.overdue,
            assigned_to=ticket.assigned_to,
            assigned_name=ticket.assigned_name,
            answers_in=ticket.answers_in,
        )


class CommunityTickets:
    """The tickets of all groups of one community."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def open(self, limit: int) -> list[Ticket]:
        """Those that are not closed: what waits for an answer first, the oldest first."""
        rows = await self._buffer.read(
            select(tickets)
            .where(tickets.c.community_id == self._community_id, tickets.c.state != State.CLOSED.value)
            .order_by(tickets.c.state.desc(), tickets.c.at)
            .limit(limit)
        )
        return [_ticket_of(row) for row in rows]

    async def late(self) -> tuple[int, int]:
        """How many wait for an answer, and how many of them have waited too long."""
        late = func.sum(case((tickets.c.overdue > 0, 1), else_=0)).label("late")
        columns: list[Any] = [func.count().label("waiting"), late]
        row = await self._buffer.one(
            select(*columns).where(tickets.c.community_id == self._community_id, tickets.c.state == State.OPEN.value)
        )
        return (0, 0) if row is None else (int(row.waiting), int(row.late or 0))


class TicketTalk:
    """Tickets seen from somebody's private chat; in that chat's mailbox only."""

    def __init__(self, buffer: Buffer, user_id: int) -> None:
        self._buffer = buffer
        self._user_id = user_id

    async def draft(self) -> TicketDraft | None:
        """What this person has been asked. The usual case asks no database."""
        found: TicketDraft | None = await self._buffer.remember("ticket_draft", self._load)
        return found

    def ask(self, draft: TicketDraft) -> None:
        """Their next words are a ticket."""
        self._buffer.overlay.memory["ticket_draft"] = draft
        self._buffer.write(ASK, user_id=self._user_id, chat_id=draft.chat_id, asked_at=draft.asked_at)

    def done(self) -> None:
        """Their next words are nothing special any more."""
        self._buffer.overlay.memory["ticket_draft"] = None
        self._buffer.write(DONE, person=self._user_id)

    async def replied_to(self, message_id: int) -> tuple[int, ChatId] | None:
        """The ticket, and its group, that a message of the bot in this chat is about."""
        row = await self._buffer.one(
            select(handles.c.handle).where(
                handles.c.chat_id == self._user_id,
                handles.c.message_id == message_id,
                handles.c.handle.like("ticket:%"),
            )
        )
        if row is None:
            return None
        ticket_id = int(row.handle.split(":")[1])
        found = await self._buffer.one(select(tickets.c.chat_id).where(tickets.c.id == ticket_id))
        return None if found is None else (ticket_id, ChatId(found.chat_id))

    async def group_of(self, ticket_id: int) -> ChatId | None:
        """The group of any ticket."""
        row = await self._buffer.one(select(tickets.c.chat_id).where(tickets.c.id == ticket_id))
        return None if row is None else ChatId(row.chat_id)

    async def _load(self) -> TicketDraft | None:
        row = await self._buffer.one(
            select(ticket_drafts).where(ticket_drafts.c.user_id == self._user_id), beside_writes=True
        )
        return None if row is None else TicketDraft(ChatId(row.chat_id), row.asked_at)


def _ticket_of(row: Any) -> Ticket:
    return Ticket(
        id=row.id,
        community_id=CommunityId(row.community_id),
        number=row.number,
        chat_id=ChatId(row.chat_id),
        user_id=UserId(row.user_id),
        name=row.name,
        at=row.at,
        text=row.text,
        state=State(row.state),
        told=tuple((UserId(user), language) for user, language in row.told),
        answered_at=row.answered_at,
        closed_at=row.closed_at,
        closed_by=UserId(row.closed_by) if row.closed_by else None,
        closed_name=row.closed_name,
        source=Origin(row.source),
        message_id=MessageId(row.message_id) if row.message_id is not None else None,
        due_at=row.due_at,
        overdue=row.overdue,
        assigned_to=UserId(row.assigned_to) if row.assigned_to else None,
        assigned_name=row.assigned_name,
        answers_in=row.answers_in,
    )
