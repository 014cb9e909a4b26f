"""A SQLite file: what is quick is done at once on the event loop, what takes long or must wait never holds it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from storage.database import Database

BRIEF = text("SELECT value FROM numbers WHERE value = 7")
LONG = text("SELECT count(*) FROM numbers a, numbers b")
NUMBERS = 1_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "numbers.db"


@pytest.fixture
async def file(path: Path) -> AsyncIterator[Database]:
    """An open file with a thousand numbers."""
    database = Database(f"sqlite+aiosqlite:///{path}", durable=False)

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE numbers (value INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO numbers VALUES (?)", [(number,) for number in range(NUMBERS)])

    await database.write(fill)
    yield database
    await database.close()


def at_once(call: Coroutine[Any, Any, Any]) -> Any:
    """What the call returns without giving the loop to anybody."""
    with closing(call), pytest.raises(StopIteration) as end:
        call.send(None)
    return end.value.value


async def test_a_brief_query_takes_no_turn_of_the_loop(file: Database) -> None:
    assert [row.value for row in at_once(file.fetch(BRIEF))] == [7]


async def test_a_long_query_leaves_the_loop_to_others_and_is_answered(file: Database) -> None:
    query, turns = asyncio.create_task(file.fetch(LONG)), 0
    while not query.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 1
    assert query.result()[0][0] == NUMBERS**2
    assert [row.value for row in at_once(file.fetch(BRIEF))] == [7]


async def test_a_query_sees_what_was_written_before_it(file: Database) -> None:
    one_more = text("INSERT INTO numbers SELECT max(value) + 1 FROM numbers")
    for newest in range(NUMBERS, NUMBERS + 3):
        await file.write(lambda connection: connection.execute(one_more))
        assert at_once(file.fetch(text("SELECT max(value) FROM numbers")))[0][0] == newest


async def test_a_write_waits_for_another_process_beside_the_loop(file: Database, path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=0)) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(file.write(lambda connection: connection.execute(text("DELETE FROM numbers"))))
        for _ in range(100):
            await asyncio.sleep(0)
        assert not writing.done()
        other.rollback()
    await writing
    assert at_once(file.fetch(text("SELECT count(*) FROM numbers")))[0][0] == 0
