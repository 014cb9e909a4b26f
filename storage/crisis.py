"""Watch words, who used them, and the incidents they opened."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import ChatId, CommunityId, IncidentId, MessageId
from bot.features.crisis.model import (
    Ending,
    Evidence,
    Incident,
    Level,
    Mention,
    Sighting,
    Tier,
    Told,
    Watchlist,
    WatchWord,
)
from storage.buffer import Buffer
from storage.tables import incident_alerts, incident_messages, incidents, messages, watch_hits, watch_words

TELLING = 3
"""Messages shown on a card."""

_word = insert(watch_words)
ADD_WORD = _word.on_conflict_do_update(
    index_elements=[watch_words.c.community_id, watch_words.c.folded],
    set_={name: _word.excluded[name] for name in ("word", "tier", "added_by", "added_at")},
)
REMOVE_WORD = delete(watch_words).where(
    watch_words.c.community_id == bindparam("community"), watch_words.c.folded == bindparam("gone")
)
ADD_HIT = insert(watch_hits).on_conflict_do_nothing()
OPEN = insert(incidents)
_mention = insert(incident_messages)
ADD_MENTION = _mention.on_conflict_do_update(
    index_elements=[
        incident_messages.c.incident_id,
        incident_messages.c.chat_id,
        incident_messages.c.message_id,
    ],
    set_={"text": _mention.excluded.text, "quiet": _mention.excluded.quiet},
)
RAISE = (
    update(incidents)
    .where(incidents.c.id == bindparam("row"))
    .values(level=bindparam("to"), alerts=bindparam("rounds"), last_at=bindparam("heard_at"))
)
ACKNOWLEDGE = (
    update(incidents)
    .where(incidents.c.id == bindparam("row"), incidents.c.acknowledged_at.is_(None))
    .values(acknowledged_at=bindparam("when"), acknowledged_by=bindparam("who"), acknowledged_name=bindparam("named"))
)
CLOSE = (
    update(incidents)
    .where(incidents.c.id == bindparam("row"), incidents.c.closed_at.is_(None))
    .values(
        closed_at=bindparam("when"),
        closed_by=bindparam("who"),
        closed_name=bindparam("named"),
        ending=bindparam("how"),
        cause=bindparam("why"),
    )
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


class WatchWords:
    """The watch words of one community, and who used them when."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def all(self) -> Watchlist:
        """The words, from the mailbox's memory; after a change every mailbox loads them again."""
        found: Watchlist = await self._buffer.remember(("watch", self._community_id), self._load)
        return found

    async def _load(self) -> Watchlist:
        rows = await self._buffer.read(
            select(watch_words)
            .where(watch_words.c.community_id == self._community_id)
            .order_by(watch_words.c.added_at, watch_words.c.id)
        )
        return Watchlist.of([WatchWord(r.id, r.folded, r.word, Tier(r.tier), r.added_at) for r in rows])

    def add(self, folded: str, word: str, tier: Tier, by: int, at: datetime) -> None:
        """Watch a word, or watch it differently."""
        self._buffer.write(
            ADD_WORD,
            community_id=self._community_id,
            folded=folded,
            id=self._buffer.next("watch_word"),
            word=word,
            tier=tier.value,
            added_by=by,
            added_at=at,
        )
        self._buffer.forget(("watch", self._community_id))

    def remove(self, folded: str) -> None:
        self._buffer.write(REMOVE_WORD, community=self._community_id, gone=folded)
        self._buffer.forget(("watch", self._community_id))

    async def words_used(self, sighting: Sighting) -> set[str]:
        """The words that this very message has already been counted for."""
        rows = await self._buffer.read(
            select(watch_hits.c.folded).where(
                watch_hits.c.community_id == self._community_id,
                watch_hits.c.chat_id == sighting.chat_id,
                watch_hits.c.message_id == sighting.message_id,
            )
        )
        return {row.folded for row in rows}

    async def used(self, folded: str, since: datetime, until: datetime) -> list[Mention]:
        """The messages that used a word in [since, until], the oldest first; texts as far as they are still kept."""
        kept = watch_hits.outerjoin(
            messages,
            (messages.c.chat_id == watch_hits.c.chat_id) & (messages.c.message_id == watch_hits.c.message_id),
        )
        rows = await self._buffer.read(
            select(
                watch_hits.c.chat_id,
                watch_hits.c.message_id,
                watch_hits.c.user_id,
                watch_hits.c.at,
                messages.c.thread_id,
                messages.c.sender_name,
                messages.c.text,
            )
            .select_from(kept)
            .where(
                watch_hits.c.community_id == self._community_id,
                watch_hits.c.folded == folded,
                watch_hits.c.at.between(since, until),
            )
            .order_by(watch_hits.c.at, watch_hits.c.message_id)
        )
        return [
            Mention(
                ChatId(r.chat_id),
                MessageId(r.message_id),
                r.thread_id,
                r.user_id,
                r.sender_name or "",
                r.at,
                r.text or "",
            )
            for r in rows
        ]

    def use(self, folded: str, sighting: Sighting) -> None:
        """Count a message that uses a word and means it."""
        self._buffer.write(
            ADD_HIT,
            community_id=self._community_id,
            folded=folded,
            chat_id=sighting.chat_id,
            message_id=sighting.message_id,
            user_id=sighting.user_id,
            at=sighting.at,
        )


class Incidents:
    """The incidents of one community."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def open(self) -> list[Incident]:
        """Those that are not closed, the oldest first."""
        rows = await self._buffer.read(
            select(incidents)
            .where(incidents.c.community_id == self._community_id, incidents.c.closed_at.is_(None))
            .order_by(incidents.c.number)
        )
        return [_incident(row) for row in rows]

    async def find(self, incident_id: int) -> Incident | None:
        row = await self._buffer.one(
            select(incidents).where(incidents.c.community_id == self._community_id, incidents.c.id == incident_id)
        )
        return None if row is None else _incident(row)

    async def numbered(self, number: int) -> Incident | None:
        """The incident people call by this number."""
        row = await self._buffer.one(
            select(incidents).where(incidents.c.community_id == self._community_id, incidents.c.number == number)
        )
        return None if row is None else _incident(row)

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
            .order_by(func.min(incident_messages.c.at))
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

    def add(self, folded: str, word: str, tier: Tier, level: Level, at: datetime) -> Incident:
        """A new incident with its number; nobody has been told yet."""
        incident = Incident(
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
        self._buffer.write(
            OPEN,
            id=incident.id,
            community_id=incident.community_id,
            number=incident.number,
            folded=folded,
            word=word,
            tier=tier.value,
            level=level.value,
            alerts=1,
            opened_at=at,
            last_at=at,
        )
        return incident

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
        )

    def set_level(self, incident: Incident) -> None:
        """Keep the incident's level, rounds and last message as they are in it."""
        self._buffer.write(
            RAISE, row=incident.id, to=incident.level.value, rounds=incident.alerts, heard_at=incident.last_at
        )

    def acknowledge(self, incident_id: int, by: int, name: str, at: datetime) -> None:
        self._buffer.write(ACKNOWLEDGE, row=incident_id, when=at, who=by, named=name)

    def close(
        self, incident_id: int, by: int | None, name: str | None, at: datetime, ending: Ending, cause: str
    ) -> None:
        self._buffer.write(CLOSE, row=incident_id, when=at, who=by, named=name, how=ending.value, why=cause)

    def tell(self, incident: Incident, user_id: int, at: datetime) -> None:
        """Note that somebody is being told in the incident's present round."""
        self._buffer.write(TELL, incident_id=incident.id, alert=incident.alerts, user_id=user_id, at=at, status=None)

    def settle_alert(self, incident_id: int, alert: int, user_id: int, status: str) -> None:
        """Note how a message of an alert ended."""
        self._buffer.write(SETTLE_ALERT, row=incident_id, round=alert, person=user_id, how=status)


class Desks:
    """Which community a row belongs to, for a press that carries nothing but the row's id."""

    def __init__(self, buffer: Buffer) -> None:
        self._buffer = buffer

    async def of_incident(self, incident_id: int) -> CommunityId | None:
        row = await self._buffer.one(select(incidents.c.community_id).where(incidents.c.id == incident_id))
        return None if row is None else CommunityId(row.community_id)

    async def of_watch_word(self, word_id: int) -> CommunityId | None:
        row = await self._buffer.one(select(watch_words.c.community_id).where(watch_words.c.id == word_id))
        return None if row is None else CommunityId(row.community_id)


def _incident(row: Any) -> Incident:
    return Incident(
        id=IncidentId(row.id),
        community_id=CommunityId(row.community_id),
        number=row.number,
        folded=row.folded,
        word=row.word,
        tier=Tier(row.tier),
        level=Level(row.level),
        alerts=row.alerts,
        opened_at=row.opened_at,
        last_at=row.last_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        acknowledged_name=row.acknowledged_name,
        closed_at=row.closed_at,
        closed_name=row.closed_name,
        ending=Ending(row.ending) if row.ending else None,
        cause=row.cause,
    )


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
    )
