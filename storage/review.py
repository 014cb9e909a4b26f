"""A look back over everything a database holds: what a rehearsal brought about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.features.moderation.model import Finding
from storage.database import Database
from storage.moderation import finding_of
from storage.tables import case_messages, cases, checkins, incident_messages, incidents

MessageKey = tuple[int, int]
"""Chat id and message id."""


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """A case with the messages in it."""

    number: int
    chat_id: int
    name: str
    action: str
    opened_at: datetime
    reason: str
    findings: Sequence[Finding]
    messages: Sequence[MessageKey]


@dataclass(frozen=True, slots=True)
class IncidentSeen:
    """An incident with the messages that hit."""

    number: int
    word: str
    level: str
    opened_at: datetime
    people: int
    messages: Sequence[MessageKey]


@dataclass(frozen=True, slots=True)
class CheckinsSeen:
    """How many check-ins, of how many people, on how many days."""

    times: int
    people: int
    days: int


class Review:
    """Reads whole tables; for a rehearsal's small database only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def cases(self) -> list[CaseSeen]:
        """Every case, the oldest first."""
        inside: dict[int, list[MessageKey]] = {}
        for row in await self._database.fetch(select(case_messages).order_by(case_messages.c.message_id)):
            inside.setdefault(row.case_id, []).append((row.chat_id, row.message_id))
        rows = await self._database.fetch(select(cases).order_by(cases.c.opened_at, cases.c.id))
        return [
            CaseSeen(
                number=row.number,
                chat_id=row.chat_id,
                name=row.subject_name,
                action=row.action,
                opened_at=row.opened_at,
                reason=row.reason,
                findings=[finding_of(plain) for plain in row.findings],
                messages=inside.get(row.id, []),
            )
            for row in rows
        ]

    async def incidents(self) -> list[IncidentSeen]:
        """Every incident, the oldest first."""
        inside: dict[int, list[MessageKey]] = {}
        people: dict[int, set[int]] = {}
        for row in await self._database.fetch(select(incident_messages).order_by(incident_messages.c.at)):
            inside.setdefault(row.incident_id, []).append((row.chat_id, row.message_id))
            people.setdefault(row.incident_id, set()).add(row.user_id)
        rows = await self._database.fetch(select(incidents).order_by(incidents.c.opened_at, incidents.c.id))
        return [
            IncidentSeen(
                number=row.number,
                word=row.word,
                level=row.level,
                opened_at=row.opened_at,
                people=len(people.get(row.id, ())),
                messages=inside.get(row.id, []),
            )
            for row in rows
        ]

    async def checkins(self) -> CheckinsSeen:
        """All check-ins together."""
        row = (
            await self._database.fetch(
                select(
                    func.count().label("times"),
                    func.count(checkins.c.user_id.distinct()).label("people"),
                    func.count(checkins.c.day.distinct()).label("days"),
                ).where(checkins.c.taken_back_at.is_(None))
            )
        )[0]
        return CheckinsSeen(int(row.times), int(row.people), int(row.days))
