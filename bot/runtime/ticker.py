"""The ticker: when a schedule is due, its mailbox gets a row like any other."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
import structlog

from bot.core.clock import Alarm, Clock, to_micros
from bot.core.errors import WeiluError
from bot.core.event import Incoming, Received, Source
from bot.core.period import next_run, parse_rule
from storage import Storage
from storage.schedules import Schedule

log = structlog.get_logger(__name__)


class Due(msgspec.Struct, frozen=True):
    """The body of a due schedule's row. ``due_at`` may lie in the past: the handler's policy decides."""

    key: str
    due_at: datetime
    payload: str


class Ticker:
    """Watches the schedules."""

    def __init__(
        self, storage: Storage, clock: Clock, alarm: Alarm, deliver: Callable[[Iterable[Received]], None]
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._alarm = alarm
        self._deliver = deliver
        self._wake = asyncio.Event()
        self._stopping = False
        self._firing = asyncio.Lock()

    def stop(self) -> None:
        """Fire nothing more; what is being fired is finished."""
        self._stopping = True
        self._wake.set()

    def poke(self) -> None:
        """Schedules have changed, or time has."""
        self._wake.set()

    async def run(self) -> None:
        """Fire until stopped."""
        while not self._stopping:
            self._wake.clear()
            following = await self._storage.schedules.next_instant()
            while following is not None and following <= self._clock.now() and not self._stopping and await self.fire():
                following = await self._storage.schedules.next_instant()
            self._alarm.set(following, self._wake.set)
            await self._wake.wait()

    async def fire(self) -> int:
        """Turn what is due now into inbox rows; returns how many."""
        async with self._firing:
            now = self._clock.now()
            received = await self._storage.schedules.fire(now, _occurrence, lambda schedule: _following(schedule, now))
            self._deliver(received)
            return len(received)


def _occurrence(schedule: Schedule) -> Incoming:
    due_at = schedule.next_run_at
    assert due_at is not None, "only schedules with an instant are due"
    return Incoming(
        Source.SCHEDULE,
        f"{schedule.key}@{to_micros(due_at)}",
        schedule.mailbox,
        schedule.kind,
        msgspec.json.encode(Due(schedule.key, due_at, schedule.payload)),
    )


def _following(schedule: Schedule, now: datetime) -> datetime | None:
    """The next run after now: what was missed in between is one occurrence, not many.

    None for a rule or zone that cannot be read: it must not keep every other schedule from firing.
    """
    try:
        return next_run(parse_rule(schedule.rule or ""), ZoneInfo(schedule.zone or "UTC"), now)
    except (ValueError, LookupError, OSError, WeiluError) as error:
        log.error("schedule_unreadable", key=schedule.key, mailbox=schedule.mailbox, error=type(error).__name__)
        return None
