"""What a community hears: who said something it watches and when, how many people speak, and what was announced."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.clock import EPOCH, from_micros
from bot.core.ids import ChatId, MessageId
from bot.features.crisis.detection import WEEKS
from bot.features.crisis.history import Heard, Tally, seconds
from bot.features.crisis.model import Mention, Sighting
from bot.features.crisis.people import Quiet
from storage.buffer import Buffer
from storage.tables import activities, announced, crowd, members, messages, watch_hits

SLOT = 600
"""Seconds in which a person who speaks is counted once."""
A_DAYS_SLOTS = 144
LOOKS_BACK = timedelta(weeks=WEEKS, days=1)
MOST_MENTIONS = 200
MANY = 5_000
EVENT = "event"
EVENT_BEFORE, EVENT_LASTS = timedelta(minutes=30), timedelta(hours=3)

ADD_HIT = insert(watch_hits).on_conflict_do_nothing()
_crowd = insert(crowd)
ADD_CROWD = _crowd.on_conflict_do_update(
    index_elements=[crowd.c.chat_id, crowd.c.slot],
    set_={name: crowd.c[name] + _crowd.excluded[name] for name in ("spoke", "sure", "gloomy")},
)
DROP_CROWD = delete(crowd).where(crowd.c.chat_id == bindparam("chat"), crowd.c.slot < bindparam("before"))
DROP_HITS = delete(watch_hits).where(watch_hits.c.chat_id == bindparam("chat"), watch_hits.c.at < bindparam("before"))
ANNOUNCE = insert(announced)
WITHDRAW = delete(announced).where(
    announced.c.community_id == bindparam("community"), announced.c.folded == bindparam("word")
)


def events_of(chat_id: int) -> tuple[str, int]:
    """The key under which the times of a group's events are remembered."""
    return "event_times", chat_id


def slot_of(instant: datetime) -> int:
    """The ten minutes an instant lies in, counted from 1970."""
    return seconds(instant) // SLOT


HITS_OF = select(watch_hits.c.at, watch_hits.c.user_id, watch_hits.c.chat_id).where(
    watch_hits.c.community_id == bindparam("community"),
    watch_hits.c.folded == bindparam("subject"),
    watch_hits.c.at >= bindparam("since"),
)
CROWD_OF = select(crowd).where(
    crowd.c.chat_id.in_(bindparam("chats", expanding=True)), crowd.c.slot >= bindparam("since")
)
EVENTS_OF = select(activities.c.details, activities.c.ends_at).where(
    activities.c.chat_id == bindparam("chat"), activities.c.kind == EVENT, activities.c.state == "open"
)
ANNOUNCED_IN = select(announced).where(announced.c.community_id == bindparam("community"))
SPOKE_SINCE = (
    select(messages.c.sender_id)
    .where(messages.c.chat_id == bindparam("chat"), messages.c.at >= bindparam("since"))
    .distinct()
)


@dataclass(slots=True)
class Hits:
    """Every hit on one subject of the last four weeks: second, person and group of each, in no order."""

    rows: list[tuple[int, int, int]] = field(default_factory=list)
    kept: int = 0
    """How many there were when the old ones were last dropped."""

    def forget(self, before: int) -> None:
        """Drop what is older, when much of it is."""
        if len(self.rows) > self.kept + MANY:
            self.rows = [row for row in self.rows if row[0] >= before]
            self.kept = len(self.rows)

    def people(self, start: int, end: int) -> set[int]:
        """Who said it in [start, end)."""
        return {who for at, who, _ in self.rows if start <= at < end}

    def with_one(self, sighting: Sighting) -> "Hits":
        """The hits with one more."""
        return Hits([*self.rows, (seconds(sighting.at), sighting.user_id, sighting.chat_id)])

    def groups(self, start: int, end: int) -> set[int]:
        """Where it was said in [start, end)."""
        return {chat for at, _, chat in self.rows if start <= at < end}

    def heard(self, since: int, chat_id: int | None = None) -> Heard:
        """For the detector, of one group or of all."""
        rows = sorted(row for row in self.rows if chat_id is None or row[2] == chat_id)
        at, who = np.array([row[0] for row in rows], np.int64), np.array([row[1] for row in rows], np.int64)
        return Heard(since, at, who)


@dataclass(slots=True)
class Crowd:
    """How many people spoke in each slot, by group and altogether: (spoke, sure, gloomy)."""

    by_group: dict[int, dict[int, tuple[int, int, int]]] = field(default_factory=dict)
    last: int = 0
    """The newest slot that may still change."""

    def put(self, chat_id: int, slot: int, counts: tuple[int, int, int]) -> None:
        self.by_group.setdefault(chat_id, {})[slot] = counts
        self.last = max(self.last, slot)

    def forget(self, before: int) -> None:
        """Drop the slots before this one, about once a day."""
        if self.first is None or self.first > before - A_DAYS_SLOTS:
            return
        for slots in self.by_group.values():
            for slot in [slot for slot in slots if slot < before]:
                del slots[slot]

    @property
    def first(self) -> int | None:
        """The oldest slot; None when nothing has been counted."""
        return min((min(slots) for slots in self.by_group.values() if slots), default=None)

    @property
    def since(self) -> int | None:
        """The second counting began; None when nothing has been counted."""
        return None if self.first is None else self.first * SLOT

    def tally(self, chat_id: int | None = None) -> Tally | None:
        """People who spoke, for the detector; None when nothing has been counted."""
        groups = [slots for chat, slots in self.by_group.items() if slots and chat_id in (None, chat)]
        if not groups:
            return None
        first, last = min(min(slots) for slots in groups), max(max(slots) for slots in groups)
        values = np.zeros(last - first + 1)
        for slots in groups:
            values[np.fromiter(slots, np.int64) - first] += [counts[0] for counts in slots.values()]
        return Tally(first * SLOT, SLOT, values)

    def mood(self, start: int, end: int) -> tuple[int, int]:
        """How many were in a bad mood, and of how many the mood is sure, in the slots that begin in [start, end)."""
        sure = gloomy = 0
        for slots in self.by_group.values():
            for slot in range(-(-start // SLOT), -(-end // SLOT)):
                counts = slots.get(slot)
                if counts is not None:
                    sure, gloomy = sure + counts[1], gloomy + counts[2]
        return gloomy, sure


class Hearing:
    """What one community hears."""

    def __init__(self, buffer: Buffer, community_id: int) -> None:
        self._buffer = buffer
        self._community_id = community_id

    async def hits(self, subject: str, now: datetime) -> Hits:
        """The hits on a subject, from the mailbox's memory; call it before counting one."""
        found: Hits = await self._buffer.remember(("hits", subject), lambda: self._load(subject, now))
        found.forget(seconds(now - LOOKS_BACK))
        return found

    async def _load(self, subject: str, now: datetime) -> Hits:
        rows = await self._buffer.read(HITS_OF, community=self._community_id, subject=subject, since=now - LOOKS_BACK)
        found = [(seconds(row.at), row.user_id, row.chat_id) for row in rows]
        return Hits(found, len(found))

    async def crowd(self, chats: Sequence[int], now: datetime) -> Crowd:
        """Who spoke in these groups; only what may have changed since the last look is read again."""
        known: Crowd = await self._buffer.remember(("crowd", self._community_id), self._nobody)
        start = max(slot_of(now - LOOKS_BACK), known.last - 1 if known.last else 0)
        known.forget(slot_of(now - LOOKS_BACK))
        rows = await self._buffer.read(CROWD_OF, chats=list(chats), since=start)
        for row in rows:
            known.put(row.chat_id, row.slot, (row.spoke, row.sure, row.gloomy))
        return known

    async def _nobody(self) -> Crowd:
        return Crowd()

    async def counted(self, sighting: Sighting) -> set[str]:
        """The subjects that this very message has already been counted for."""
        rows = await self._buffer.read(
            select(watch_hits.c.folded).where(
                watch_hits.c.community_id == self._community_id,
                watch_hits.c.chat_id == sighting.chat_id,
                watch_hits.c.message_id == sighting.message_id,
            )
        )
        return {row.folded for row in rows}

    async def used(self, subject: str, since: datetime, until: datetime) -> list[Mention]:
        """The newest messages about a subject in [since, until], the oldest first; texts as far as they are kept."""
        kept = watch_hits.outerjoin(
            messages,
            (messages.c.chat_id == watch_hits.c.chat_id) & (messages.c.message_id == watch_hits.c.message_id),
        ).outerjoin(members, (members.c.chat_id == watch_hits.c.chat_id) & (members.c.user_id == watch_hits.c.user_id))
        rows = await self._buffer.read(
            select(
                watch_hits.c.chat_id,
                watch_hits.c.message_id,
                watch_hits.c.user_id,
                watch_hits.c.at,
                messages.c.thread_id,
                messages.c.sender_name,
                messages.c.text,
                members.c.joined_at,
            )
            .select_from(kept)
            .where(
                watch_hits.c.community_id == self._community_id,
                watch_hits.c.folded == subject,
                watch_hits.c.at.between(since, until),
            )
            .order_by(watch_hits.c.at.desc(), watch_hits.c.message_id.desc())
            .limit(MOST_MENTIONS)
        )
        return [
            Mention(
                ChatId(row.chat_id),
                MessageId(row.message_id),
                row.thread_id,
                row.user_id,
                row.sender_name or "",
                row.at,
                row.text or "",
                joined_at=row.joined_at,
            )
            for row in reversed(rows)
        ]

    def count(self, subject: str, hits: Hits, sighting: Sighting) -> None:
        """Count a message for a subject; ``hits`` are the remembered ones of it."""
        hits.rows.append((seconds(sighting.at), sighting.user_id, sighting.chat_id))
        self._buffer.write(
            ADD_HIT,
            community_id=self._community_id,
            folded=subject,
            chat_id=sighting.chat_id,
            message_id=sighting.message_id,
            user_id=sighting.user_id,
            at=sighting.at,
        )

    async def events(self, chat_id: int) -> list[Quiet]:
        """The times of a group's events, with what leads up to them: then everybody talks about them.

        From the mailbox's memory; whoever changes an event lets go of `events_of` its group.
        """
        found: list[Quiet] = await self._buffer.remember(events_of(chat_id), lambda: self._events(chat_id))
        return found

    async def _events(self, chat_id: int) -> list[Quiet]:
        rows = await self._buffer.read(EVENTS_OF, chat=chat_id)
        starts = [(from_micros(int(row.details["starts"])), row.ends_at) for row in rows if "starts" in row.details]
        return [Quiet(at - EVENT_BEFORE, ends_at or at + EVENT_LASTS) for at, ends_at in starts]

    async def announced(self) -> list[Quiet]:
        """Every announced time that is kept, from the mailbox's memory."""
        found: list[Quiet] = await self._buffer.remember(("announced", self._community_id), self._announced)
        return found

    async def _announced(self) -> list[Quiet]:
        rows = await self._buffer.read(ANNOUNCED_IN, community=self._community_id)
        return [Quiet(row.since, row.until, row.folded or None) for row in rows]

    def announce(self, folded: str, since: datetime, until: datetime, by_name: str) -> None:
        """Let a word not count for a while; "" stands for everything."""
        self.withdraw(folded)
        self._buffer.write(
            ANNOUNCE,
            id=self._buffer.next("announced"),
            community_id=self._community_id,
            folded=folded,
            since=since,
            until=until,
            by_name=by_name,
        )

    def withdraw(self, folded: str) -> None:
        """Let a word count again."""
        self._buffer.write(WITHDRAW, community=self._community_id, word=folded)
        self._buffer.forget(("announced", self._community_id))


@dataclass(slots=True)
class Slot:
    """Who has been counted in a group in one slot."""

    number: int
    spoke: set[int]
    sure: set[int]
    gloomy: set[int]


class Presence:
    """Who is counted in one group now; in that group's mailbox."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def slot(self, at: datetime) -> Slot:
        """The ten minutes of an instant, from the mailbox's memory; loaded once when the bot has just started."""
        number = slot_of(at)
        known: Slot = await self._buffer.remember(("slot", self._chat_id), lambda: self._load(number))
        if known.number != number:
            known = self._buffer.overlay.memory["slot", self._chat_id] = Slot(number, set(), set(), set())
        return known

    async def _load(self, number: int) -> Slot:
        since = EPOCH + timedelta(seconds=number * SLOT)
        rows = await self._buffer.read(SPOKE_SINCE, beside_writes=True, chat=self._chat_id, since=since)
        spoke = {row.sender_id for row in rows}
        return Slot(number, spoke, set(spoke), set(spoke))

    def forget(self, until: datetime) -> None:
        """Delete what the detector does not look back on any more."""
        self._buffer.write(DROP_CROWD, chat=self._chat_id, before=slot_of(until))
        self._buffer.write(DROP_HITS, chat=self._chat_id, before=until)

    def add(self, slot: Slot, people: Iterable[str]) -> None:
        """Count one more person for each of ``spoke``, ``sure`` and ``gloomy`` that is named."""
        named = set(people)
        counts = {name: int(name in named) for name in ("spoke", "sure", "gloomy")}
        self._buffer.write(ADD_CROWD, chat_id=self._chat_id, slot=slot.number, **counts)
