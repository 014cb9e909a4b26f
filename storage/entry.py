"""Applications: who asked to come in, where they are on the way, and how it ended."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import ApplicationId, ChatId, UserId
from bot.features.entry.model import Answered, Application, Door, Ending, Hurdle, State, Why
from bot.features.entry.steps import stored, written
from storage.buffer import Buffer
from storage.tables import applications, handles

_application = insert(applications)
SAVE = _application.on_conflict_do_update(
    index_elements=[applications.c.id],
    set_={
        name: _application.excluded[name]
        for name in (
            "step", "attempts", "carried", "begun", "answers", "asked_at", "deadline_at", "state", "why", "ending",
            "decided_at", "decided_by", "phrase", "is_invited", "invited_by", "bio", "hurdle", "detail", "is_checked",
            "in_surge", "for_good", "cards",
        )
    },
)  # fmt: skip
PENDING = "applications"


class Applications:
    """The applications to one group; those not decided are in the mailbox's memory."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def next_id(self) -> ApplicationId:
        return ApplicationId(self._buffer.next("application"))

    async def pending_of(self, user_id: int) -> Application | None:
        """The application of a person that is not decided. The usual case asks no database."""
        return (await self._pending()).get(user_id)

    async def pending(self, application_id: int) -> Application | None:
        """The undecided application with this id."""
        return next((a for a in (await self._pending()).values() if a.id == application_id), None)

    async def all_pending(self) -> list[Application]:
        """Every undecided application, the first made first."""
        return sorted((await self._pending()).values(), key=lambda application: application.id)

    async def find(self, application_id: int) -> Application | None:
        """Any application to this group by its id."""
        row = await self._buffer.one(
            select(applications).where(applications.c.id == application_id, applications.c.chat_id == self._chat_id)
        )
        return None if row is None else _application_of(row)

    async def last_of(self, user_id: int) -> Application | None:
        """A person's last decided application."""
        row = await self._buffer.one(
            select(applications)
            .where(
                applications.c.chat_id == self._chat_id,
                applications.c.user_id == user_id,
                applications.c.decided_at.is_not(None),
            )
            .order_by(applications.c.id.desc())
            .limit(1)
        )
        return None if row is None else _application_of(row)

    async def save(self, application: Application) -> None:
        """Keep an application as given; once it is decided, what the person wrote about themselves is dropped."""
        pending = await self._pending()
        if application.decided_at is None:
            pending[application.user_id] = application
        else:
            application = replace(application, bio="", answers=())
            if (known := pending.get(application.user_id)) is not None and known.id == application.id:
                del pending[application.user_id]
        self._buffer.write(
            SAVE,
            id=application.id,
            chat_id=self._chat_id,
            user_id=application.user_id,
            user_chat_id=application.user_chat_id,
            name=application.name,
            steps=written(application.steps),
            made_at=application.made_at,
            seed=application.seed,
            door=application.door.value,
            step=application.step,
            attempts=application.attempts,
            carried=application.carried,
            begun=application.begun,
            answers=[[a.step, a.item, a.topic, a.said, a.right] for a in application.answers],
            asked_at=application.asked_at,
            deadline_at=application.deadline_at,
            state=application.state.value,
            why=application.why.value if application.why else None,
            ending=application.ending.value if application.ending else None,
            decided_at=application.decided_at,
            decided_by=application.decided_by,
            source=application.source,
            link=application.link,
            phrase=application.phrase,
            is_invited=application.is_invited,
            invited_by=application.invited_by,
            bio=application.bio,
            hurdle=application.hurdle.value if application.hurdle else None,
            detail=application.detail,
            is_checked=application.is_checked,
            in_surge=application.in_surge,
            for_good=application.for_good,
            cards=list(application.cards),
        )

    async def endings(self, since: datetime) -> dict[Ending, int]:
        """How many applications last asked at or after ``since`` ended how; undecided ones only if unreachable."""
        rows = await self._buffer.read(
            select(applications.c.ending, func.count().label("total"))
            .where(
                applications.c.chat_id == self._chat_id,
                applications.c.asked_at >= since,
                applications.c.ending.is_not(None),
            )
            .group_by(applications.c.ending)
        )
        return {Ending(row.ending): int(row.total) for row in rows}

    async def waiting(self) -> int:
        """How many applications wait for an administrator."""
        return sum(application.state is State.REVIEW for application in (await self._pending()).values())

    async def _pending(self) -> dict[int, Application]:
        found: dict[int, Application] = await self._buffer.remember(PENDING, self._load)
        return found

    async def _load(self) -> dict[int, Application]:
        rows = await self._buffer.read(
            select(applications).where(applications.c.chat_id == self._chat_id, applications.c.decided_at.is_(None))
        )
        return {row.user_id: _application_of(row) for row in rows}


class Applicants:
    """Applications to any group, seen from a private chat."""

    def __init__(self, buffer: Buffer) -> None:
        self._buffer = buffer

    async def asked(self, user_chat_id: int) -> list[Application]:
        """The questions that wait for an answer from this private chat, the one asked last first."""
        rows = await self._buffer.read(
            select(applications)
            .where(applications.c.user_chat_id == user_chat_id, applications.c.state == State.ASKED.value)
            .order_by(applications.c.asked_at.desc(), applications.c.id.desc())
        )
        return [_application_of(row) for row in rows]

    async def replied_to(self, asked: Sequence[Application], message_id: int) -> Application | None:
        """The one of these applications whose question is this message of the private chat."""
        questions = {handle: a for a in asked for handle in a.questions}
        row = await self._buffer.one(
            select(handles.c.handle).where(handles.c.handle.in_(list(questions)), handles.c.message_id == message_id)
        )
        return None if row is None else questions[row.handle]


def _application_of(row: Any) -> Application:
    return Application(
        id=ApplicationId(row.id),
        chat_id=ChatId(row.chat_id),
        user_id=UserId(row.user_id),
        user_chat_id=ChatId(row.user_chat_id),
        name=row.name,
        steps=stored(row.steps),
        made_at=row.made_at or row.asked_at,
        asked_at=row.asked_at,
        deadline_at=row.deadline_at,
        state=State(row.state),
        seed=row.seed,
        door=Door(row.door),
        step=row.step,
        attempts=row.attempts,
        carried=row.carried,
        begun=row.begun,
        answers=tuple(Answered(*answer) for answer in row.answers),
        source=row.source,
        link=row.link,
        phrase=row.phrase,
        is_invited=row.is_invited,
        invited_by=UserId(row.invited_by) if row.invited_by is not None else None,
        bio=row.bio,
        hurdle=Hurdle(row.hurdle) if row.hurdle else None,
        detail=row.detail,
        is_checked=row.is_checked,
        in_surge=row.in_surge,
        for_good=row.for_good,
        why=Why(row.why) if row.why else None,
        ending=Ending(row.ending) if row.ending else None,
        decided_at=row.decided_at,
        decided_by=UserId(row.decided_by) if row.decided_by else None,
        cards=tuple(UserId(user) for user in row.cards),
    )
