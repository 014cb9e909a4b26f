"""Activities of one group that people take part in, and what they have put into them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from bot.core.ids import ActivityId, EntryId, UserId
from bot.features.activities.activity import Activity, Entry, State
from storage.buffer import Buffer
from storage.hearing import EVENT, events_of
from storage.tables import activities, activity_entries

ADD = insert(activities).on_conflict_do_nothing().returning(activities.c.id)
SAVE = (
    update(activities)
    .where(activities.c.id == bindparam("activity"))
    .values(
        title=bindparam("new_title"),
        state=bindparam("new_state"),
        ends_at=bindparam("new_ends_at"),
        closed_at=bindparam("new_closed_at"),
        message_id=bindparam("new_message_id"),
        details=bindparam("new_details"),
    )
)
PUT = insert(activity_entries).on_conflict_do_nothing().returning(activity_entries.c.id)
CHANGE = (
    update(activity_entries)
    .where(activity_entries.c.id == bindparam("entry"))
    .values(
        key=bindparam("new_key"),
        user_id=bindparam("new_user_id"),
        name=bindparam("new_name"),
        place=bindparam("new_place"),
        amount=bindparam("new_amount"),
        text=bindparam("new_text"),
        state=bindparam("new_state"),
    )
)
DROP = delete(activity_entries).where(activity_entries.c.id == bindparam("entry"))
LISTED = 20


OPEN = (
    select(activities)
    .where(activities.c.chat_id == bindparam("chat"), activities.c.state == State.OPEN.value)
    .order_by(activities.c.id)
)


@dataclass(slots=True)
class Running:
    """An activity as its mailbox remembers it. Change it only together with a write."""

    activity: Activity
    entries: dict[EntryId, Entry]


class Activities:
    """The activities of one group. Those that are open are remembered, so that ordinary messages ask no database."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def open(self) -> dict[int, Running]:
        """Every open activity by id, the oldest first."""
        found: dict[int, Running] = await self._buffer.remember(("activities", self._chat_id), self._load)
        return found

    async def find(self, activity_id: int) -> Running | None:
        """An activity of this group, open or not."""
        running = (await self.open()).get(activity_id)
        if running is not None:
            return running
        row = await self._buffer.one(
            select(activities).where(activities.c.chat_id == self._chat_id, activities.c.id == activity_id)
        )
        return None if row is None else Running(_activity(row), await self._entries([row.id]))

    async def by_number(self, number: int) -> Running | None:
        """The activity with a number that people see."""
        for running in (await self.open()).values():
            if running.activity.number == number:
                return running
        row = await self._buffer.one(
            select(activities).where(activities.c.chat_id == self._chat_id, activities.c.number == number)
        )
        return None if row is None else Running(_activity(row), await self._entries([row.id]))

    async def ended(self) -> list[Activity]:
        """The newest that are over."""
        rows = await self._buffer.read(
            select(activities)
            .where(activities.c.chat_id == self._chat_id, activities.c.state != State.OPEN.value)
            .order_by(activities.c.closed_at.desc(), activities.c.id.desc())
            .limit(LISTED)
        )
        return [_activity(row) for row in rows]

    async def newest(self, kind: str) -> Running | None:
        """The newest of a kind, open or not, as it is in the database: for who owns another mailbox."""
        row = await self._buffer.one(
            select(activities)
            .where(activities.c.chat_id == self._chat_id, activities.c.kind == kind)
            .order_by(activities.c.id.desc())
            .limit(1)
        )
        return None if row is None else Running(_activity(row), await self._entries([row.id]))

    async def next_number(self) -> int:
        """The number of the next activity."""
        highest = select(func.coalesce(func.max(activities.c.number), 0).label("highest"))
        row = await self._buffer.one(highest.where(activities.c.chat_id == self._chat_id))
        return 1 + (0 if row is None else int(row.highest))

    def new_id(self) -> ActivityId:
        """An id that no activity has had."""
        return ActivityId(self._buffer.next("activity"))

    async def add(self, activity: Activity) -> Running:
        """Keep a new activity; if its number has just been taken, the update is decided again."""
        known = await self.open()
        self._buffer.claim(
            ADD,
            id=activity.id,
            chat_id=self._chat_id,
            number=activity.number,
            kind=activity.kind,
            title=activity.title,
            state=activity.state.value,
            opened_at=activity.opened_at,
            ends_at=activity.ends_at,
            thread_id=activity.thread_id,
            created_by=activity.created_by,
            details=dict(activity.details),
        )
        known[activity.id] = running = Running(activity, {})
        self._changed(activity)
        return running

    async def save(self, running: Running, activity: Activity) -> None:
        """Keep what has become of an activity; one that is over is remembered no longer."""
        known = await self.open()
        self._buffer.write(
            SAVE,
            activity=activity.id,
            new_title=activity.title,
            new_state=activity.state.value,
            new_ends_at=activity.ends_at,
            new_closed_at=activity.closed_at,
            new_message_id=activity.message_id,
            new_details=dict(activity.details),
        )
        running.activity = activity
        self._changed(activity)
        if activity.state is not State.OPEN:
            known.pop(activity.id, None)

    def _changed(self, activity: Activity) -> None:
        if activity.kind == EVENT:
            self._buffer.forget(events_of(self._chat_id))

    def put(self, running: Running, entry: Entry, entry_id: EntryId) -> None:
        """Keep a new entry. If its key or place has just been taken, the update is decided again."""
        self._buffer.claim(
            PUT,
            id=entry_id,
            activity_id=running.activity.id,
            chat_id=self._chat_id,
            role=entry.role,
            key=entry.key,
            place=entry.place,
            user_id=entry.user_id,
            name=entry.name,
            amount=entry.amount,
            text=entry.text,
            state=entry.state,
            at=entry.at,
        )

    def new_entry_id(self) -> EntryId:
        """An id that no entry has had."""
        return EntryId(self._buffer.next("activity_entry"))

    def change(self, entry: Entry) -> None:
        """Keep what has become of an entry."""
        self._buffer.write(
            CHANGE,
            entry=entry.id,
            new_key=entry.key,
            new_user_id=entry.user_id,
            new_name=entry.name,
            new_place=entry.place,
            new_amount=entry.amount,
            new_text=entry.text,
            new_state=entry.state,
        )

    def drop(self, entry: Entry) -> None:
        """Take an entry out."""
        self._buffer.write(DROP, entry=entry.id)

    async def _load(self) -> dict[int, Running]:
        rows = await self._buffer.read(OPEN, chat=self._chat_id)
        found = {row.id: Running(_activity(row), {}) for row in rows}
        if found:
            for row in await self._rows(list(found)):
                found[row.activity_id].entries[EntryId(row.id)] = _entry(row)
        return found

    async def _entries(self, ids: list[int]) -> dict[EntryId, Entry]:
        return {EntryId(row.id): _entry(row) for row in await self._rows(ids)}

    async def _rows(self, ids: list[int]) -> Any:
        return await self._buffer.read(
            select(activity_entries).where(activity_entries.c.activity_id.in_(ids)).order_by(activity_entries.c.id)
        )


def _activity(row: Row[Any]) -> Activity:
    return Activity(
        id=ActivityId(row.id),
        number=row.number,
        kind=row.kind,
        title=row.title,
        state=State(row.state),
        opened_at=row.opened_at,
        ends_at=row.ends_at,
        created_by=UserId(row.created_by),
        thread_id=row.thread_id,
        message_id=row.message_id,
        closed_at=row.closed_at,
        details=row.details,
    )


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        role=row.role,
        key=row.key,
        at=row.at,
        user_id=None if row.user_id is None else UserId(row.user_id),
        name=row.name,
        place=row.place,
        amount=row.amount,
        text=row.text,
        state=row.state,
        id=EntryId(row.id),
    )
