"""A group that became a supergroup takes everything with it: every table with a chat_id, also those to come."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Float, Integer, LargeBinary, Table, func, insert, select

from bot.core.effect import SendMessage, decode_call, encode_call
from bot.core.ids import chat_mailbox
from storage import Storage
from storage.rekey import rekey
from storage.tables import (
    counts,
    groups,
    handles,
    inbox,
    members,
    messages,
    metadata,
    outbox,
    people,
    schedules,
)
from storage.tables.columns import Instant
from tests.storage.decisions import NOW, buffer_of, decision, view_of

OLD, NEW = -4123, -1001999
TABLES = [table for table in metadata.sorted_tables if "chat_id" in table.c]


def filled(table: Table, chat_id: int, number: int) -> dict[str, Any]:
    """A row with something in every column."""
    row: dict[str, Any] = {}
    for column in table.c:
        row[column.name] = _value(column.type, column.name, number)
    return {**row, "chat_id": chat_id}


def _value(kind: Any, name: str, number: int) -> Any:
    if isinstance(kind, Instant):
        return None if name in ("settled_at", "done_at", "parked_at", "left_at") else NOW
    if isinstance(kind, (BigInteger, Float, Integer)):
        return number
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, JSON):
        return {}
    if isinstance(kind, LargeBinary):
        return encode_call(SendMessage(OLD, "你好"))
    return {"kind": "SendMessage", "repeat": "wanted", "mailbox": chat_mailbox(OLD)}.get(name, f"t{number}")


async def put(storage: Storage, table: Table, *rows: dict[str, Any]) -> None:
    async with storage.database.transaction() as connection:
        for row in rows:
            await connection.execute(insert(table).values(**row))


async def count(storage: Storage, table: Table, chat_id: int) -> int:
    rows = await storage.database.fetch(select(func.count()).select_from(table).where(table.c.chat_id == chat_id))
    return int(rows[0][0])


async def move(storage: Storage) -> None:
    async with decision(storage) as (buffer, _):
        await rekey(buffer, OLD, NEW)


async def test_every_table_moves(storage: Storage) -> None:
    for table in TABLES:
        await put(storage, table, filled(table, OLD, 1), filled(table, OLD - 1, 2))
    await move(storage)
    assert {t.name for t in TABLES if await count(storage, t, OLD)} == set()
    assert {t.name for t in TABLES if await count(storage, t, NEW) != 1} == {handles.name}
    assert {t.name for t in TABLES if await count(storage, t, OLD - 1) != 1} == set()


async def test_what_the_new_group_has_already_is_no_obstacle(storage: Storage) -> None:
    tables = [table for table in TABLES if table not in (messages, outbox, handles)]
    for table in tables:
        theirs = filled(table, NEW, 1)
        if "chat_id" not in table.primary_key:
            theirs |= {c.name: 77 for c in table.primary_key if isinstance(c.type, BigInteger)}
        if "community_id" in table.c:
            # Numbers count per community, and so never meet on the way.
            theirs["community_id"] = 77
        await put(storage, table, filled(table, OLD, 1), theirs)
    await move(storage)
    assert {t.name for t in tables if await count(storage, t, OLD)} == set()
    assert {t.name for t in tables if not await count(storage, t, NEW)} == set()


async def test_what_both_have_counted_adds_up(storage: Storage) -> None:
    for chat_id, messages_, value in ((OLD, 7, 5), (NEW, 1, 2)):
        await put(storage, members, filled(members, chat_id, 1) | {"messages": messages_})
        await put(storage, counts, filled(counts, chat_id, 1) | {"value": value})
    await put(storage, members, filled(members, OLD, 2) | {"messages": 3}, filled(members, NEW, 4) | {"messages": 9})
    await move(storage)
    found = await storage.database.fetch(select(members.c.user_id, members.c.messages).order_by(members.c.user_id))
    assert [tuple(r) for r in found] == [(1, 8), (2, 3), (4, 9)]
    assert [r.value for r in await storage.database.fetch(select(counts.c.value))] == [7]


async def test_waiting_work_follows_the_group(storage: Storage) -> None:
    was, owner = chat_mailbox(OLD), chat_mailbox(NEW)
    await put(storage, outbox, filled(outbox, OLD, 1))
    await put(storage, people, person(5, OLD))
    async with decision(storage) as (_, view):
        view.schedules(was).set(f"post:{OLD}:1", "post_due", NOW, rule="every day 09:00", zone="UTC")
        view.schedules(chat_mailbox(9)).set("other", "k", NOW)
    await put(storage, inbox, row(1, was), row(2, was, done_at=NOW), row(3, chat_mailbox(9)))
    await move(storage)
    (effect,) = await storage.outbox.waiting()
    assert effect[0].call == SendMessage(NEW, "你好") and effect[0].mailbox == owner
    found = {r.key: r.mailbox for r in await storage.database.fetch(select(schedules))}
    assert found == {f"post:{NEW}:1": owner, "other": chat_mailbox(9)}
    boxes = {r.id: r.mailbox for r in await storage.database.fetch(select(inbox))}
    assert boxes == {1: owner, 2: was, 3: chat_mailbox(9)}
    (known,) = await storage.database.fetch(select(people))
    assert known.focus_chat_id == NEW


async def test_an_effect_settled_meanwhile_stays_blank(storage: Storage) -> None:
    await put(storage, outbox, filled(outbox, OLD, 1))
    buffer = buffer_of(storage)
    await rekey(buffer, OLD, NEW)
    async with storage.database.transaction() as connection:
        await connection.execute(outbox.update().values(settled_at=NOW, body=None))
    await storage.database.flush([buffer.writes])
    (settled,) = await storage.database.fetch(select(outbox))
    assert settled.body is None


async def test_the_old_id_still_finds_the_group_and_old_messages_stay_apart(storage: Storage) -> None:
    async with decision(storage) as (_, view):
        view.groups.add(OLD, title="茶友", kind="group", username=None, is_forum=False, by=1, at=NOW)
    await put(storage, messages, filled(messages, OLD, 4), filled(messages, NEW, 4))
    await move(storage)
    for chat_id in (OLD, NEW):
        group = await view_of(storage).groups.find(chat_id)
        assert group is not None and (group.chat_id, group.kind) == (NEW, "supergroup")
    kept = await storage.database.fetch(select(messages.c.message_id).order_by(messages.c.message_id))
    assert [r.message_id for r in kept] == [-4, 4]
    (stored,) = await storage.database.fetch(select(groups.c.migrated_from))
    assert stored.migrated_from == OLD


def test_calls_survive_being_stored() -> None:
    assert decode_call("SendMessage", encode_call(SendMessage(1, "x"))) == SendMessage(1, "x")


def person(user_id: int, focus: int) -> dict[str, Any]:
    return {"user_id": user_id, "first_name": "林", "focus_chat_id": focus, "first_seen_at": NOW}


def row(number: int, mailbox: str, done_at: datetime | None = None) -> dict[str, Any]:
    return {
        "id": number,
        "source": "telegram",
        "key": str(number),
        "mailbox": mailbox,
        "kind": "update",
        "body": b"{}",
        "received_at": NOW,
        "done_at": done_at,
    }
