"""Inbox, outbox, schedules and sequences, on both engines."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import RootTransaction

from bot.core.clock import to_micros
from bot.core.effect import (
    DeleteMessages,
    Effect,
    Lane,
    Outcome,
    Repeat,
    Restrict,
    SendDocument,
    SendMessage,
    Status,
)
from bot.core.errors import Conflict
from bot.core.event import Incoming, Received, Source
from bot.core.ids import ChatId, EffectId, Mailbox, chat_mailbox
from storage import Storage
from storage import inbox as inbox_rows
from storage import outbox as outbox_rows
from storage.database import Database
from storage.migrate import migrate
from storage.outbox import ADD
from storage.schedules import Schedule
from storage.sqlite import SqliteFile
from storage.tables import handles, outbox
from tests.storage.decisions import CHAT, NOW, buffer_of, decision, view_of

CLAIM_HANDLE = insert(handles).on_conflict_do_nothing(index_elements=[handles.c.handle]).returning(handles.c.handle)


def row(key: str, chat: int = CHAT, source: Source = Source.TELEGRAM) -> Incoming:
    return Incoming(source, key, chat_mailbox(chat), "update", b'{"update_id":%s}' % key.encode())


async def test_the_inbox_returns_only_what_is_new_in_order(storage: Storage) -> None:
    first = await storage.inbox.add([row("1"), row("2")], NOW)
    again = await storage.inbox.add([row("2"), row("3"), row("3"), row("1")], NOW)
    assert [item.body for item in first] == [b'{"update_id":1}', b'{"update_id":2}']
    assert [item.body for item in again] == [b'{"update_id":3}']
    assert [item.id for item in (*first, *again)] == sorted(item.id for item in (*first, *again))
    assert await storage.inbox.waiting() == [(item.id, chat_mailbox(CHAT)) for item in (*first, *again)]


async def test_many_rows_enter_the_inbox_at_once(storage: Storage) -> None:
    rows = [row(str(number), chat=-number % 7 - 100) for number in range(2_500)]
    assert len(await storage.inbox.add(rows, NOW)) == 2_500
    waiting = [id_ for id_, _ in await storage.inbox.waiting()]
    assert [item.id for item in await storage.inbox.load(waiting)] == waiting
    assert await storage.inbox.add(rows, NOW) == []


async def test_the_same_key_of_another_source_is_another_row(storage: Storage) -> None:
    assert len(await storage.inbox.add([row("1"), row("1", source=Source.SCHEDULE)], NOW)) == 2


async def test_a_finished_row_is_blank_and_no_longer_waits(storage: Storage) -> None:
    (item,) = await storage.inbox.add([row("1")], NOW)
    async with decision(storage) as (buffer, _):
        inbox_rows.finish(buffer, item, NOW)
    assert await storage.inbox.waiting() == []
    assert await storage.inbox.load([item.id]) == []
    assert await storage.inbox.add([row("1")], NOW) == []


async def test_a_parked_row_is_set_aside_with_its_error_and_can_come_back(storage: Storage) -> None:
    items = await storage.inbox.add([row("1"), row("2")], NOW)
    await storage.inbox.park(items[0].id, "ValueError at x.py:3", 3, NOW)
    assert [id_ for id_, _ in await storage.inbox.waiting()] == [items[1].id]
    (parked,) = await storage.inbox.parked()
    assert (parked.id, parked.error, parked.parked_at) == (items[0].id, "ValueError at x.py:3", NOW)
    assert await storage.inbox.backlog() == (1, NOW)
    await storage.inbox.unpark(items[0].id)
    assert [item.body for item in await storage.inbox.load([items[0].id])] == [b'{"update_id":1}']
    assert len(await storage.inbox.waiting()) == 2


async def test_a_forwarded_row_becomes_durable_with_its_decision(storage: Storage) -> None:
    async with decision(storage) as (buffer, _):
        (passed,) = inbox_rows.forward(buffer, [row("7:1", 42, Source.INTERNAL)], NOW)
        assert await storage.inbox.waiting() == []
    assert await storage.inbox.load([passed.id]) == [passed]
    assert isinstance(passed, Received)


async def test_counters_go_on_after_a_restart(storage: Storage, database_url: str) -> None:
    async with decision(storage) as (buffer, _):
        assert [buffer.next("case"), buffer.next("case"), buffer.next("case:1")] == [1, 2, 1]
    await storage.inbox.add([row("1"), row("2"), row("3")], NOW)
    again = await Storage.open(Database(database_url))
    try:
        assert [again.sequences.next(name) for name in ("case", "case:1", "inbox", "effect")] == [3, 2, 4, 1]
    finally:
        await again.close()


async def test_counters_never_go_back_whoever_is_written_first(storage: Storage, database_url: str) -> None:
    early = buffer_of(storage)
    (passed,) = inbox_rows.forward(early, [row("7:1", source=Source.INTERNAL)], NOW)
    late = await storage.inbox.add([row("1"), row("2")], NOW)
    await storage.database.flush([early.writes])
    assert passed.id < late[0].id
    again = await Storage.open(Database(database_url))
    try:
        assert again.sequences.next("inbox") == late[-1].id + 1
    finally:
        await again.close()


def effect(number: int, call: object, **manners: object) -> Effect:
    given = {"repeat": Repeat.SAFE, "lane": Lane.NORMAL, "created_at": NOW, **manners}
    return Effect(EffectId(number), chat_mailbox(CHAT), call, **given)  # type: ignore[arg-type]


CALLS = (
    SendMessage(CHAT, "<b>围炉</b> 🍵"),
    DeleteMessages(CHAT, (3, 4, 5)),
    Restrict(CHAT, 7, {"can_send_messages": True}, NOW + timedelta(hours=1)),
    SendDocument(CHAT, "a.csv", b"\x00\xff;1"),
)


async def test_effects_come_back_as_they_were_decided(storage: Storage) -> None:
    effects = [
        effect(1, CALLS[0], repeat=Repeat.WANTED, lane=Lane.BULK, handle="case:1:card", report="sent", memo="m"),
        effect(2, CALLS[1], after=EffectId(1), expires_at=NOW + timedelta(minutes=1)),
        effect(3, CALLS[2]),
        effect(4, CALLS[3]),
    ]
    async with decision(storage) as (buffer, _):
        for one in effects:
            outbox_rows.add(buffer, one)
    assert await storage.outbox.waiting() == [(one, None) for one in effects]
    assert await storage.outbox.count_waiting() == (4, NOW)


async def test_started_unstarted_and_settled(storage: Storage) -> None:
    one, two = effect(1, CALLS[0], handle="case:1:card"), effect(2, CALLS[1])
    async with decision(storage) as (buffer, _):
        outbox_rows.add(buffer, one)
        outbox_rows.add(buffer, two)
    async with decision(storage) as (buffer, _):
        outbox_rows.start(buffer, [one.id, two.id], NOW)
    async with decision(storage) as (buffer, _):
        outbox_rows.unstart(buffer, [two.id])
    assert await storage.outbox.waiting() == [(one, NOW), (two, None)]
    async with decision(storage) as (buffer, _):
        outbox_rows.settle(buffer, one, Outcome(one.id, Status.ACCEPTED, CHAT, message_id=99), NOW)
        outbox_rows.settle(buffer, two, Outcome(two.id, Status.LOST, CHAT, error="x"), NOW)
    assert await storage.outbox.waiting() == []
    assert await storage.outbox.held("case:1:card") == (CHAT, 99)
    assert await storage.outbox.held("case:2:card") is None
    assert await storage.outbox.count_lost(NOW) == 1
    (body,) = await storage.database.fetch(outbox.select().where(outbox.c.id == 1))
    assert body.body is None


def occurrence(schedule: Schedule) -> Incoming:
    assert schedule.next_run_at is not None
    key = f"{schedule.key}@{to_micros(schedule.next_run_at)}"
    return Incoming(Source.SCHEDULE, key, schedule.mailbox, schedule.kind, schedule.payload.encode())


async def test_a_deadline_fires_once_and_a_rule_moves_on(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        plans = view.schedules(chat_mailbox(CHAT))
        plans.set("deadline:1", "entry_timeout", NOW, payload="1")
        plans.set("post:1", "post_due", NOW - timedelta(hours=1), rule="every day 08:00", zone="Asia/Shanghai")
        plans.set("later:1", "post_due", NOW + timedelta(hours=1))
    assert await storage.schedules.next_instant() == NOW - timedelta(hours=1)
    tomorrow = NOW + timedelta(days=1)
    fired = await storage.schedules.fire(NOW, occurrence, lambda _: tomorrow)
    assert [(item.kind, item.body) for item in fired] == [("post_due", b""), ("entry_timeout", b"1")]
    assert await storage.schedules.fire(NOW, occurrence, lambda _: tomorrow) == []
    assert [(plan.key, plan.next_run_at) for plan in await storage.schedules.all()] == [
        ("later:1", NOW + timedelta(hours=1)),
        ("post:1", tomorrow),
    ]


async def test_an_occurrence_that_was_taken_in_already_is_not_taken_in_again(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        view.schedules(chat_mailbox(CHAT)).set("deadline:1", "k", NOW)
    assert len(await storage.schedules.fire(NOW, occurrence, lambda _: None)) == 1
    async with decision(storage) as (_, view):
        view.schedules(chat_mailbox(CHAT)).set("deadline:1", "k", NOW)
    assert await storage.schedules.fire(NOW, occurrence, lambda _: None) == []
    assert await storage.schedules.all() == []


async def test_plans_are_cancelled_paused_and_planned_anew(storage: Storage) -> None:
    mine, other = chat_mailbox(CHAT), Mailbox("chat:5")
    async with decision(storage) as (_, view):
        view.schedules(mine).set("a", "k", NOW)
        view.schedules(mine).set("b", "k", NOW)
        view.schedules(other).set("c", "k", NOW)
    async with decision(storage) as (_, view):
        view.schedules(mine).cancel("a")
        view.schedules(mine).cancel("unknown")
        view.schedules(mine).pause(True)
    assert [item.mailbox for item in await storage.schedules.fire(NOW, occurrence, lambda _: None)] == [other]
    async with decision(storage) as (_, view):
        view.schedules(mine).pause(False)
        view.schedules(mine).set("b", "k2", NOW + timedelta(minutes=5))
    found = await view_of(storage).schedules(mine).find("b")
    assert found == Schedule("b", mine, "k2", NOW + timedelta(minutes=5))


async def test_a_claim_that_is_taken_rolls_everything_back(storage: Storage) -> None:
    taken, late = buffer_of(storage), buffer_of(storage)
    taken.claim(CLAIM_HANDLE, handle="place:1", chat_id=CHAT, message_id=1, at=NOW)
    await storage.database.flush([taken.writes])
    outbox_rows.add(late, effect(1, CALLS[0]))
    late.claim(CLAIM_HANDLE, handle="place:1", chat_id=CHAT, message_id=2, at=NOW)
    with pytest.raises(Conflict):
        await storage.database.flush([late.writes])
    assert await storage.outbox.waiting() == []
    assert await storage.outbox.held("place:1") == (ChatId(CHAT), 1)


async def test_a_flush_that_fails_leaves_the_writer_usable(storage: Storage) -> None:
    broken = buffer_of(storage)
    outbox_rows.add(broken, effect(1, CALLS[0]))
    broken.write(ADD, **broken.writes[0].parameters)
    with pytest.raises(Exception, match=r"(?i)unique"):
        await storage.database.flush([broken.writes])
    async with decision(storage) as (buffer, _):
        outbox_rows.add(buffer, effect(1, CALLS[0]))
    assert len(await storage.outbox.waiting()) == 1


async def test_a_first_write_that_is_cut_off_leaves_nothing_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'cut.db'}"
    await migrate(url)
    lost, bystanders = Database(url, durable=False), asyncio.all_tasks()
    begins, may_begin, begin = threading.Event(), threading.Event(), SqliteFile._begin

    def slowly(file: SqliteFile) -> RootTransaction:
        begins.set()
        may_begin.wait()
        return begin(file)

    monkeypatch.setattr(SqliteFile, "_begin", slowly)
    writing = asyncio.create_task(lost.write(lambda _: None))
    await asyncio.to_thread(begins.wait)
    for task in asyncio.all_tasks() - bystanders:
        task.cancel()
    await asyncio.wait((writing,))
    threading.Timer(0.05, may_begin.set).start()
    await lost.close()
    with closing(sqlite3.connect(tmp_path / "cut.db", timeout=0)) as other:
        other.execute("BEGIN IMMEDIATE")
