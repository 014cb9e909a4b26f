"""Schedules: what shall happen at an instant, once or by a rule. A due one becomes an inbox row of its mailbox."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from bot.core.event import Incoming, Received
from bot.core.ids import Mailbox
from storage.buffer import Buffer
from storage.database import Database
from storage.inbox import Inbox
from storage.tables import schedules

_set = insert(schedules)
SET = _set.on_conflict_do_update(
    index_elements=[schedules.c.key],
    set_={
        name: _set.excluded[name] for name in ("mailbox", "kind", "rule", "zone", "next_run_at", "paused", "payload")
    },
)
CANCEL = delete(schedules).where(schedules.c.key == bindparam("name"))
MOVE = update(schedules).where(schedules.c.key == bindparam("name")).values(next_run_at=bindparam("at"))
PAUSE = update(schedules).where(schedules.c.mailbox == bindparam("owner")).values(paused=bindparam("state"))
DUE_AT_ONCE = 500
NEXT = select(func.min(schedules.c.next_run_at)).where(schedules.c.paused.is_(False))
DUE = (
    select(schedules)
    .where(schedules.c.next_run_at <= bindparam("now"), schedules.c.paused.is_(False))
    .order_by(schedules.c.next_run_at, schedules.c.key)
    .limit(DUE_AT_ONCE)
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A row. ``rule`` and ``zone`` are None for a deadline, which is deleted when it fires."""

    key: str
    mailbox: Mailbox
    kind: str
    next_run_at: datetime | None
    rule: str | None = None
    zone: str | None = None
    payload: str = ""
    paused: bool = False


class Schedules:
    """The rows, for the ticker."""

    def __init__(self, database: Database, inbox: Inbox) -> None:
        self._database = database
        self._inbox = inbox

    async def next_instant(self) -> datetime | None:
        """When the next unpaused schedule is due."""
        rows = await self._database.fetch(NEXT)
        instant: datetime | None = rows[0][0]
        return instant

    async def fire(
        self,
        now: datetime,
        occurrence: Callable[[Schedule], Incoming],
        following: Callable[[Schedule], datetime | None],
    ) -> list[Received]:
        """Turn what is due into inbox rows and move each schedule on, in one transaction.

        A rule's schedule moves to ``following(schedule)``, None ends it; a deadline is deleted.
        """
        if not await self._database.fetch(DUE, {"now": now}):
            return []

        def move_on(connection: Connection) -> list[Received]:
            # Read again where nobody else writes: a plan changed a moment ago must not fire as it was.
            due = [_schedule(row) for row in connection.execute(DUE, {"now": now})]
            received = self._inbox.add_within(connection, [occurrence(item) for item in due], now)
            ended = [{"name": item.key} for item in due if item.rule is None]
            moved = [{"name": item.key, "at": following(item)} for item in due if item.rule is not None]
            if ended:
                connection.execute(CANCEL, ended)
            if moved:
                connection.execute(MOVE, moved)
            return received

        return await self._database.write(move_on)

    async def hold(self, kinds: Sequence[str], held: bool) -> None:
        """Let schedules of these kinds wait, or let them go: what was due meanwhile is due at once, and once."""
        statement = update(schedules).where(schedules.c.kind.in_(kinds)).values(paused=held)
        await self._database.write(lambda connection: connection.execute(statement))

    async def keep(self, schedule: Schedule) -> None:
        """Plan something standing, unless it is planned by the same rule and zone already: what is overdue stays due."""
        rows = await self._database.fetch(select(schedules).where(schedules.c.key == schedule.key))
        if rows and (rows[0].rule, rows[0].zone) == (schedule.rule, schedule.zone):
            return
        await self._database.write(lambda connection: connection.execute(SET, asdict(schedule)))

    async def all(self) -> Sequence[Schedule]:
        """Every schedule, the next first."""
        rows = await self._database.fetch(select(schedules).order_by(schedules.c.next_run_at, schedules.c.key))
        return [_schedule(row) for row in rows]


class MailboxSchedules:
    """What one mailbox has planned, as part of its decisions."""

    def __init__(self, buffer: Buffer, mailbox: Mailbox) -> None:
        self._buffer = buffer
        self._mailbox = mailbox

    def set(
        self,
        key: str,
        kind: str,
        next_run_at: datetime | None,
        *,
        rule: str | None = None,
        zone: str | None = None,
        payload: str = "",
    ) -> None:
        """Plan, or plan anew under the same key. Without ``rule`` it is a deadline and fires once."""
        self._buffer.write(
            SET,
            key=key,
            mailbox=self._mailbox,
            kind=kind,
            rule=rule,
            zone=zone,
            next_run_at=next_run_at,
            paused=False,
            payload=payload,
        )

    def cancel(self, key: str) -> None:
        """Forget a plan; unknown keys are fine."""
        self._buffer.write(CANCEL, name=key)

    def pause(self, paused: bool) -> None:
        """Stop or resume everything this mailbox has planned."""
        self._buffer.write(PAUSE, owner=self._mailbox, state=paused)

    async def find(self, key: str, *, beside_writes: bool = False) -> Schedule | None:
        """The plan under ``key``. ``beside_writes``: see `Buffer.read`."""
        row = await self._buffer.one(select(schedules).where(schedules.c.key == key), beside_writes=beside_writes)
        return _schedule(row) if row is not None else None


def _schedule(row: Row[Any]) -> Schedule:
    return Schedule(
        key=row.key,
        mailbox=Mailbox(row.mailbox),
        kind=row.kind,
        next_run_at=row.next_run_at,
        rule=row.rule,
        zone=row.zone,
        payload=row.payload,
        paused=row.paused,
    )
