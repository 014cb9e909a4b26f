"""Incidents: what they rest on, who was told, and everything that happened to them."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import ChatId, CommunityId, IncidentId, MessageId
from bot.features.crisis.model import Ending, Entry, Evidence, Incident, Level, Mention, Step, Tier, Told
from storage.buffer import Buffer
from storage.tables import incident_alerts, incident_log, incident_messages, incidents

TELLING = 3
"""Messages shown on a card."""
MOST_SAYINGS = 500

_incident = insert(incidents)
SAVE = _incident.on_conflict_do_update(
    index_elements=[incidents.c.id],
    set_={
        column.name: _incident.excluded[column.name]
        for column in incidents.c
        if column.name not in ("id", "community_id", "number", "folded", "opened_at")
    },
)
_mention = insert(incident_messages)
ADD_MENTION = _mention.on_conflict_do_update(
    index_elements=[
        incident_messages.c.incident_id,
        incident_messages.c.chat_id,
        incident_messages.c.message_id,
    ],
    set_={"text": _mention.excluded.text, "quiet": _mention.excluded.quiet},
)
_alert = insert(incident_alerts)
TELL = _alert.on_conflict_do_update(
    index_elements=[incident_alerts.c.incident_id, incident_alerts.c.alert, incident_alerts.c.user_id],
    set_={"at": _alert.excluded.at, "status": _alert.excluded.status},
)
SETTLE_ALERT = (
    update(incident_alerts)
    .where(
        incident_alerts.c.incident_id == bindparam("row"),
        incident_alerts.c.alert == bindparam("round"),
        incident_alerts.c.user_id == bindparam("person"),
    )
    .values(status=bindparam("how"))
)
ADD_ENTRY = insert(incident_log)


BURNING = (
    select(incidents)
    .where(incidents.c.community_id == bindparam("community"), incidents.c.closed_at.is_(None))
    .order_by(incidents.c.number)
)
LATEST = (
    select(incidents)
    .where(
        incidents.c.community_id == bindparam("community"),
        incidents.c.folded == bindparam("subject"),
        incidents.c.is_drill.is_(False),
    )
    .order_by(incidents.c.opened_at.desc(), incidents.c.number.desc())
    .limit(1)
)


class Incidents:
    """The incidents of one community."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id
        self._open_ones = "open_incidents", community_id

    def _latest_about(self, folded: str) -> tuple[str, int, str]:
        return "latest_incident", self._community_id, folded

    async def open(self) -> Sequence[Incident]:
        """Those that are not closed, the oldest first; from the mailbox's memory."""
        found: Sequence[Incident] = await self._buffer.remember(self._open_ones, self._load_open)
        return found

    async def _load_open(self) -> tuple[Incident, ...]:
        rows = await self._buffer.read(BURNING, community=self._community_id)
        return tuple(_incident_of(row) for row in rows)

    async def hold_posts(self) -> bool:
        """Whether promotional posts wait for an incident."""
        return any(incident.holds for incident in await self.open())

    async def find(self, incident_id: int) -> Incident | None:
        row = await self._buffer.one(
            select(incidents).where(incidents.c.community_id == self._community_id, incidents.c.id == incident_id)
        )
        return None if row is None else _incident_of(row)

    async def numbered(self, number: int) -> Incident | None:
        """The incident people call by this number."""
        row = await self._buffer.one(
            select(incidents).where(incidents.c.community_id == self._community_id, incidents.c.number == number)
        )
        return None if row is None else _incident_of(row)

    async def evidence(self, incident_id: int) -> Evidence:
        """What an incident rests on: the first message and the newest, without loading the ones between."""
        of_it = incident_messages.c.incident_id == incident_id
        loud = incident_messages.c.quiet.is_(False)
        people = await self._buffer.read(select(incident_messages.c.user_id).where(of_it, loud).distinct())
        places = await self._buffer.read(
            select(
                incident_messages.c.chat_id,
                func.min(incident_messages.c.at).label("since"),
                func.count().label("messages"),
            )
            .where(of_it)
            .group_by(incident_messages.c.chat_id)
            .order_by(func.min(incident_messages.c.at), incident_messages.c.chat_id)
        )
        order = (incident_messages.c.quiet, incident_messages.c.at, incident_messages.c.message_id)
        first = await self._buffer.read(select(incident_messages).where(of_it).order_by(*order).limit(1))
        newest = await self._buffer.read(
            select(incident_messages)
            .where(of_it)
            .order_by(order[0], order[1].desc(), order[2].desc())
            .limit(TELLING - 1)
        )
        found = {(row.chat_id, row.message_id): _mention_of(row) for row in (*first, *newest)}
        return Evidence(
            people=frozenset(row.user_id for row in people),
            messages=sum(int(row.messages) for row in places),
            groups=tuple(ChatId(row.chat_id) for row in places),
            telling=tuple(sorted(found.values(), key=lambda mention: (mention.at, mention.message_id))),
        )

    async def told(self, incident_id: int) -> list[Told]:
        """Everybody who was told, round by round."""
        rows = await self._buffer.read(
            select(incident_alerts)
            .where(incident_alerts.c.incident_id == incident_id)
            .order_by(incident_alerts.c.alert, incident_alerts.c.user_id)
        )
        return [Told(row.alert, row.user_id, row.status) for row in rows]

    async def latest(self, folded: str) -> Incident | None:
        """The newest incident about a subject, open or not; drills do not count. From the mailbox's memory."""
        found: Incident | None = await self._buffer.remember(
            self._latest_about(folded), lambda: self._load_latest(folded)
        )
        return found

    async def _load_latest(self, folded: str) -> Incident | None:
        row = await self._buffer.one(LATEST, community=self._community_id, subject=folded)
        return None if row is None else _incident_of(row)

    async def closed(self, limit: int) -> list[Incident]:
        """The newest that are closed."""
        rows = await self._buffer.read(
            select(incidents)
            .where(incidents.c.community_id == self._community_id, incidents.c.closed_at.is_not(None))
            .order_by(incidents.c.closed_at.desc(), incidents.c.number.desc())
            .limit(limit)
        )
        return [_incident_of(row) for row in rows]

    async def sayings(self, incident_id: int) -> list[Mention]:
        """The messages of an incident that mean it, the oldest first; the newest of very many."""
        rows = await self._buffer.read(
            select(incident_messages)
            .where(incident_messages.c.incident_id == incident_id, incident_messages.c.quiet.is_(False))
            .order_by(incident_messages.c.at.desc(), incident_messages.c.message_id.desc())
            .limit(MOST_SAYINGS)
        )
        return [_mention_of(row) for row in reversed(rows)]

    async def log(self, incident_id: int) -> list[Entry]:
        """Everything that happened to an incident, in order."""
        rows = await self._buffer.read(
            select(incident_log)
            .where(incident_log.c.incident_id == incident_id)
            .order_by(incident_log.c.at, incident_log.c.id)
        )
        return [Entry(row.at, Step(row.kind), row.who, row.said) for row in rows]

    async def alerts_since(self, since: datetime) -> dict[int, int]:
        """How many incidents each person was told of since then."""
        mine = select(incidents.c.id).where(incidents.c.community_id == self._community_id)
        rows = await self._buffer.read(
            select(incident_alerts.c.user_id, func.count().label("total"))
            .where(incident_alerts.c.incident_id.in_(mine), incident_alerts.c.at >= since)
            .group_by(incident_alerts.c.user_id)
        )
        return {row.user_id: int(row.total) for row in rows}

    def new(self, folded: str, word: str, tier: Tier, level: Level, at: datetime) -> Incident:
        """A new incident with its number; not kept before `save`."""
        return Incident(
            id=IncidentId(self._buffer.next("incident")),
            community_id=CommunityId(self._community_id),
            number=self._buffer.next(f"incident:{self._community_id}"),
            folded=folded,
            word=word,
            tier=tier,
            level=level,
            alerts=1,
            opened_at=at,
            last_at=at,
        )

    def save(self, incident: Incident) -> None:
        """Keep an incident as given."""
        values = {field.name: getattr(incident, field.name) for field in fields(incident)}
        ending = incident.ending.value if incident.ending is not None else None
        self._buffer.write(
            SAVE, **{**values, "tier": incident.tier.value, "level": incident.level.value, "ending": ending}
        )
        self._buffer.forget(self._open_ones)
        self._buffer.forget(self._latest_about(incident.folded))

    def note(self, incident_id: int, at: datetime, step: Step, who: str = "", said: str = "") -> None:
        """Add a line to an incident's timeline."""
        self._buffer.write(
            ADD_ENTRY,
            id=self._buffer.next("incident_log"),
            incident_id=incident_id,
            at=at,
            kind=step.value,
            who=who,
            said=said,
        )

    def mention(self, incident_id: int, mention: Mention) -> None:
        """Add a message to an incident, or its new text after an edit."""
        self._buffer.write(
            ADD_MENTION,
            incident_id=incident_id,
            chat_id=mention.chat_id,
            message_id=mention.message_id,
            thread_id=mention.thread_id,
            user_id=mention.user_id,
            name=mention.name,
            at=mention.at,
            text=mention.text,
            quiet=mention.quiet,
            joined_at=mention.joined_at,
        )

    def tell(self, incident: Incident, user_id: int, at: datetime) -> None:
        """Note that somebody is being told in the incident's present round."""
        self._buffer.write(TELL, incident_id=incident.id, alert=incident.alerts, user_id=user_id, at=at, status=None)

    def settle_alert(self, incident_id: int, alert: int, user_id: int, status: str) -> None:
        """Note how a message of an alert ended."""
        self._buffer.write(SETTLE_ALERT, row=incident_id, round=alert, person=user_id, how=status)


def _incident_of(row: Any) -> Incident:
    values = {field.name: getattr(row, field.name) for field in fields(Incident)}
    ending = Ending(row.ending) if row.ending else None
    return Incident(**{**values, "tier": Tier(row.tier), "level": Level(row.level), "ending": ending})


def _mention_of(row: Any) -> Mention:
    return Mention(
        chat_id=ChatId(row.chat_id),
        message_id=MessageId(row.message_id),
        thread_id=row.thread_id,
        user_id=row.user_id,
        name=row.name,
        at=row.at,
        text=row.text,
        quiet=row.quiet,
        joined_at=row.joined_at,
    )
