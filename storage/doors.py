"""The door: who stands at it, the surges, and the one message about them."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.core.ids import UserId
from bot.features.entry.arrivals import Arrival, Restriction, Stand
from bot.features.entry.model import Ending
from bot.features.entry.notice import Notice
from bot.features.entry.surge import Surge, SurgeId
from storage.buffer import Buffer
from storage.tables import applications, arrivals, entry_notices, members, surges

_arrival = insert(arrivals)
SAVE_ARRIVAL = _arrival.on_conflict_do_update(
    index_elements=[arrivals.c.chat_id, arrivals.c.user_id],
    set_={
        name: _arrival.excluded[name]
        for name in (
            "name", "came_at", "stand", "permissions", "limited_until", "surge_id", "slipped", "is_confirmed"
        )
    },
)  # fmt: skip
FORGET_ARRIVAL = delete(arrivals).where(
    arrivals.c.chat_id == bindparam("chat"), arrivals.c.user_id == bindparam("person")
)
FORGET_SURGE = delete(arrivals).where(
    arrivals.c.chat_id == bindparam("chat"),
    arrivals.c.surge_id == bindparam("surge"),
    arrivals.c.stand.not_in([stand.value for stand in Stand if stand.is_unfinished]),
)
_surge = insert(surges)
SAVE_SURGE = _surge.on_conflict_do_update(
    index_elements=[surges.c.id],
    set_={
        name: _surge.excluded[name]
        for name in (
            "hot_at", "ended_at", "came", "asked", "tightened_by", "lifted_by", "proposed_by", "proposed_at",
            "banned_by", "banned_at", "cards",
        )
    },
)  # fmt: skip
_notice = insert(entry_notices)
SAVE_NOTICE = _notice.on_conflict_do_update(
    index_elements=[entry_notices.c.chat_id],
    set_={name: _notice.excluded[name] for name in ("number", "shown", "posted_at", "not_before", "is_busy")},
)


UNFINISHED = (
    select(arrivals)
    .where(
        arrivals.c.chat_id == bindparam("chat"),
        arrivals.c.stand.in_([stand.value for stand in Stand if stand.is_unfinished])
        | (
            arrivals.c.surge_id
            == select(surges.c.id)
            .where(surges.c.chat_id == bindparam("chat"))
            .order_by(surges.c.id.desc())
            .limit(1)
            .scalar_subquery()
        ),
    )
    .order_by(arrivals.c.came_at, arrivals.c.user_id)
)
LATEST_SURGE = select(surges).where(surges.c.chat_id == bindparam("chat")).order_by(surges.c.id.desc()).limit(1)


class Arrivals:
    """Those at one group's door: everybody who is unfinished, and all who came with the latest surge."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def all(self) -> dict[int, Arrival]:
        """Everybody, by user id, in the order in which they came. Not to be changed by the reader."""
        found: dict[int, Arrival] = await self._buffer.remember("arrivals", self._load)
        return found

    async def find(self, user_id: int) -> Arrival | None:
        """Somebody at the door. The usual case asks no database."""
        return (await self.all()).get(user_id)

    async def is_held(self, user_id: int) -> bool:
        """Whether somebody has come in and is silenced until the gate or the surge lets them go."""
        arrival = await self.find(user_id)
        return arrival is not None and arrival.stand is Stand.HELD

    async def save(self, arrival: Arrival) -> None:
        """Keep an arrival; one that is finished and belongs to no surge is forgotten."""
        known = await self.all()
        if arrival.surge is None and not arrival.stand.is_unfinished:
            if known.pop(arrival.user_id, None) is not None:
                self._buffer.write(FORGET_ARRIVAL, chat=self._chat_id, person=arrival.user_id)
            return
        known[arrival.user_id] = arrival
        before = arrival.before
        self._buffer.write(
            SAVE_ARRIVAL,
            chat_id=self._chat_id,
            user_id=arrival.user_id,
            name=arrival.name,
            came_at=arrival.came_at,
            stand=arrival.stand.value,
            permissions=dict(before.permissions) if before is not None else None,
            limited_until=before.until if before is not None else None,
            surge_id=arrival.surge,
            slipped=arrival.slipped,
            is_confirmed=arrival.is_confirmed,
        )

    async def passed(self, since: datetime) -> dict[int, datetime]:
        """Who was let in after an instant, by user id, and when. The usual case asks no database."""
        found: dict[int, datetime] = await self._buffer.remember("passed", lambda: self._load_passed(since))
        return found

    def note_passed(self, user_id: int, at: datetime) -> None:
        """Somebody has been let in, as their application says that is saved with this decision."""
        if "passed" in self._buffer.overlay.memory:
            self._buffer.overlay.memory["passed"][user_id] = at

    async def _load_passed(self, since: datetime) -> dict[int, datetime]:
        rows = await self._buffer.read(
            select(applications.c.user_id, applications.c.decided_at)
            .where(
                applications.c.chat_id == self._chat_id,
                applications.c.decided_at > since,
                applications.c.ending.in_([Ending.PASSED.value, Ending.APPROVED_BY_ADMIN.value]),
            )
            .order_by(applications.c.decided_at)
        )
        return {row.user_id: row.decided_at for row in rows}

    async def forget(self, surge_id: int) -> None:
        """Forget who came with a surge and is finished."""
        self._buffer.write(FORGET_SURGE, chat=self._chat_id, surge=surge_id)
        self._buffer.forget("arrivals")

    async def recent(self, since: datetime) -> list[tuple[datetime, UserId]]:
        """Who came in or asked to after an instant, in order; what this decision writes is not among them."""
        came = await self._buffer.read(
            select(members.c.joined_at, members.c.user_id).where(
                members.c.chat_id == self._chat_id, members.c.joined_at > since
            ),
            beside_writes=True,
        )
        asked = await self._buffer.read(
            select(applications.c.made_at, applications.c.user_id).where(
                applications.c.chat_id == self._chat_id, applications.c.made_at > since
            ),
            beside_writes=True,
        )
        found = [(row.joined_at, UserId(row.user_id)) for row in came]
        return sorted(found + [(row.made_at, UserId(row.user_id)) for row in asked])

    async def _load(self) -> dict[int, Arrival]:
        rows = await self._buffer.read(UNFINISHED, chat=self._chat_id)
        return {row.user_id: _arrival_of(row) for row in rows}


class Surges:
    """The surges of one group; the latest is in the mailbox's memory."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    def next_id(self) -> SurgeId:
        return SurgeId(self._buffer.next("surge"))

    async def latest(self) -> Surge | None:
        """The latest surge, over or not. The usual case asks no database."""
        found: tuple[Surge | None] = await self._buffer.remember("surge", self._load)
        return found[0]

    async def current(self) -> Surge | None:
        """The surge that is going on now, if any. The usual case asks no database."""
        surge = await self.latest()
        return surge if surge is not None and surge.is_on else None

    def save(self, surge: Surge) -> None:
        """Keep the latest surge as given."""
        self._buffer.overlay.memory["surge"] = (surge,)
        self._buffer.write(
            SAVE_SURGE,
            id=surge.id,
            chat_id=self._chat_id,
            began_at=surge.began_at,
            hot_at=surge.hot_at,
            ended_at=surge.ended_at,
            came=surge.came,
            asked=surge.asked,
            tightened_by=surge.tightened_by,
            lifted_by=surge.lifted_by,
            proposed_by=surge.proposed_by,
            proposed_at=surge.proposed_at,
            banned_by=list(surge.banned_by),
            banned_at=surge.banned_at,
            cards=list(surge.cards),
        )

    async def _load(self) -> tuple[Surge | None]:
        row = await self._buffer.one(LATEST_SURGE, chat=self._chat_id)
        return (None if row is None else _surge_of(row),)


class Notices:
    """The message about those at the door of one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def get(self) -> Notice:
        """The message as it stands. The usual case asks no database."""
        found: Notice = await self._buffer.remember("entry_notice", self._load)
        return found

    def save(self, notice: Notice) -> None:
        """Keep the message as given."""
        self._buffer.overlay.memory["entry_notice"] = notice
        self._buffer.write(
            SAVE_NOTICE,
            chat_id=self._chat_id,
            number=notice.number,
            shown=notice.shown,
            posted_at=notice.posted_at,
            not_before=notice.not_before,
            is_busy=notice.is_busy,
        )

    async def _load(self) -> Notice:
        row = await self._buffer.one(select(entry_notices).where(entry_notices.c.chat_id == self._chat_id))
        if row is None:
            return Notice()
        return Notice(row.number, row.shown, row.posted_at, row.not_before, row.is_busy)


def _arrival_of(row: Any) -> Arrival:
    before = Restriction(row.permissions, row.limited_until) if row.permissions is not None else None
    return Arrival(
        user_id=UserId(row.user_id),
        name=row.name,
        came_at=row.came_at,
        stand=Stand(row.stand),
        before=before,
        surge=row.surge_id,
        slipped=row.slipped,
        is_confirmed=row.is_confirmed,
    )


def _surge_of(row: Any) -> Surge:
    return Surge(
        id=SurgeId(row.id),
        began_at=row.began_at,
        hot_at=row.hot_at,
        ended_at=row.ended_at,
        came=row.came,
        asked=row.asked,
        tightened_by=_user(row.tightened_by),
        lifted_by=_user(row.lifted_by),
        proposed_by=_user(row.proposed_by),
        proposed_at=row.proposed_at,
        banned_by=tuple(UserId(user) for user in row.banned_by),
        banned_at=row.banned_at,
        cards=tuple(UserId(user) for user in row.cards),
    )


def _user(value: int | None) -> UserId | None:
    return None if value is None else UserId(value)
