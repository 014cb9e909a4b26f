"""Words are not kept for ever; what happened is."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import Table, func, select, text
from sqlalchemy.dialects import sqlite

from bot.sandbox import VirtualClock
from storage.database import Database
from storage.privacy import BLANK_MESSAGES, CHUNK
from storage.tables import inbox, messages, outbox
from tests.stage import Stage


async def _texts(stage: Stage) -> list[str]:
    rows = await stage.weilu.storage.database.fetch(select(messages.c.text).order_by(messages.c.at))
    return [row.text for row in rows]


async def _count(stage: Stage, table: Table) -> int:
    rows = await stage.weilu.storage.database.fetch(select(func.count()).select_from(table))
    return int(rows[0][0])


async def test_texts_are_forgotten_after_a_week_and_the_ring_is_swept(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    member = stage.member(group, "小林")
    member.says(group, "第一天的话")
    await stage.settled()
    await stage.advance(days=5)
    member.says(group, "第六天的话")
    await stage.settled()
    assert {"第一天的话", "第六天的话"} <= set(await _texts(stage))
    await stage.advance(days=3)

    assert "第一天的话" not in await _texts(stage)
    assert "第六天的话" in await _texts(stage)
    assert await _count(stage, messages) >= 2, "the rows stay: counts and reports rest on them"
    kept_since = stage.sandbox.clock.now() - timedelta(hours=48)
    for column in (inbox.c.done_at, outbox.c.settled_at):
        oldest = (await stage.weilu.storage.database.fetch(select(func.min(column))))[0][0]
        assert oldest >= kept_since
    parked = await stage.weilu.storage.inbox.parked()
    assert [row for row in parked if row.kind.startswith("sweep")] == []

    await stage.advance(days=8)
    assert set(await _texts(stage)) <= {""}


async def test_the_sweep_goes_on_until_everything_old_is_gone(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    stage.member(group, "小林").says(group, "一句话")
    await stage.settled()
    now = stage.sandbox.clock.now()
    rows = [
        {
            "chat_id": group.id,
            "message_id": 10_000 + n,
            "sender_id": 1,
            "sender_kind": "user",
            "sender_name": "x",
            "at": now + timedelta(microseconds=n),
            "text": str(n),
        }
        for n in range(CHUNK * 2 + 5)
    ]
    async with stage.weilu.storage.database.transaction() as connection:
        await connection.execute(messages.insert(), rows)
    await stage.advance(days=8)
    assert set(await _texts(stage)) <= {""}


async def test_with_zero_days_no_text_is_stored_at_all(stage: Stage) -> None:
    await stage.stop()
    stage.settings["WEILU_SETTINGS__PRIVACY__MESSAGE_DAYS"] = "0"
    await stage.start()
    group, _ = await stage.tea_house()
    stage.member(group, "小林").says(group, "不要记下我的话")
    await stage.settled()
    assert await _count(stage, messages) >= 1
    assert set(await _texts(stage)) <= {""}


async def test_a_night_that_was_missed_is_made_up_for_at_the_next_start(stage: Stage) -> None:
    group, _ = await stage.tea_house()
    stage.member(group, "小林").says(group, "很久以前")
    await stage.settled()
    await stage.stop()
    assert isinstance(stage.sandbox.clock, VirtualClock)
    stage.sandbox.clock.advance(days=8)
    await stage.start()
    assert "很久以前" not in await _texts(stage)


async def test_the_sweep_finds_old_texts_by_an_index_of_what_is_left(sqlite_template: Path) -> None:
    statement = str(BLANK_MESSAGES.compile(dialect=sqlite.dialect(paramstyle="named")))
    for name in ("text", "file_id", "chat", "until"):
        statement = statement.replace(f":{name}", "1")
    database = Database(f"sqlite+aiosqlite:///{sqlite_template}")
    plan = await database.fetch(text(f"EXPLAIN QUERY PLAN {statement}"))
    await database.close()
    assert any("ix_messages_kept" in str(row) for row in plan), plan
