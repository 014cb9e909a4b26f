"""The ticker: due schedules become inbox rows, whatever else is planned."""

import asyncio
from datetime import timedelta

import msgspec

from bot.core.clock import ManualClock
from bot.core.event import Received
from bot.core.ids import chat_mailbox
from bot.runtime.ticker import Due, Ticker
from storage import Storage
from storage.buffer import Buffer, Overlay
from tests.runtime.ring import NOW

MINE = chat_mailbox(-1)


async def plan(storage: Storage, key: str, minutes: float, rule: str | None = None, zone: str | None = None) -> None:
    buffer = Buffer(storage.database, Overlay(MINE), storage.sequences)
    at = NOW + timedelta(minutes=minutes)
    storage.view(buffer).schedules(MINE).set(key, "due", at, rule=rule, zone=zone, payload=f"p {key}")
    await storage.database.flush([buffer.writes])


async def test_it_fires_when_the_time_has_come_and_says_when_that_was(storage: Storage) -> None:
    clock, fired = ManualClock(NOW), list[Received]()
    ticker = Ticker(storage, clock, clock.alarm(), fired.extend)
    await plan(storage, "a", 10)
    assert await ticker.fire() == 0
    clock.advance(minutes=25)
    assert await ticker.fire() == 1
    assert msgspec.json.decode(fired[0].body, type=Due) == Due("a", NOW + timedelta(minutes=10), "p a")
    assert (fired[0].mailbox, fired[0].kind) == (MINE, "due")
    assert await ticker.fire() == 0


async def test_missed_runs_of_a_rule_are_one_occurrence_and_the_next_is_ahead(storage: Storage) -> None:
    clock, fired = ManualClock(NOW), list[Received]()
    ticker = Ticker(storage, clock, clock.alarm(), fired.extend)
    await plan(storage, "post", 60, rule="every day 09:00", zone="Asia/Shanghai")
    clock.advance(days=3, hours=5)
    assert await ticker.fire() == 1
    (schedule,) = await storage.schedules.all()
    assert schedule.next_run_at == NOW + timedelta(days=4, hours=1)


async def test_a_rule_that_cannot_be_read_stops_no_other(storage: Storage) -> None:
    clock, fired = ManualClock(NOW), list[Received]()
    ticker = Ticker(storage, clock, clock.alarm(), fired.extend)
    await plan(storage, "broken", 1, rule="whenever I like", zone="UTC")
    await plan(storage, "lost", 1, rule="every day 09:00", zone="Mars/Olympus")
    await plan(storage, "good", 2)
    clock.advance(minutes=5)
    assert await ticker.fire() == 3
    assert await ticker.fire() == 0
    assert [plan.next_run_at for plan in await storage.schedules.all()] == [None, None]


async def test_the_loop_wakes_by_the_alarm_and_by_a_poke(storage: Storage) -> None:
    clock, arrived = ManualClock(NOW), asyncio.Queue[Received]()

    def deliver(rows: object) -> None:
        for row in rows:  # type: ignore[attr-defined]
            arrived.put_nowait(row)

    ticker = Ticker(storage, clock, clock.alarm(), deliver)
    await plan(storage, "a", 10)
    loop = asyncio.create_task(ticker.run())
    async with asyncio.timeout(10):
        await storage.schedules.all()
        clock.advance(minutes=11)
        assert (await arrived.get()).kind == "due"
        await plan(storage, "b", 5)
        ticker.poke()
        assert b'"b"' in (await arrived.get()).body
        ticker.stop()
        await loop
