"""Databases written by every released schema still open: each is kept as a dump and brought to the newest schema.

A new migration comes with the dump of the schema before it: ``python -m tests.storage.test_saved_files`` writes the
present one.
"""

import asyncio
import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from storage.migrate import migrate, newest
from storage.tables import metadata

DUMPS = Path(__file__).parent / "dumps"
SAVED = sorted(DUMPS.glob("*.sql"))

ROWS = """
INSERT INTO communities (id, name, settings, created_at) VALUES (1, '围炉茶友', '{}', 1796083200000000);
INSERT INTO groups (chat_id, community_id, title, kind, is_forum, settings, bot_status, bot_rights, added_at)
    VALUES (-1001, 1, '围炉茶友', 'supergroup', 0, '{"entry": {"timeout_s": 300}}', 'administrator', '[]', 1796083200000000);
INSERT INTO members (chat_id, user_id, name, status, first_seen_at, messages, trusted)
    VALUES (-1001, 111, '小梅', 'member', 1796083200000000, 7, 0);
INSERT INTO ledger (id, chat_id, user_id, amount, reason, note, key, at)
    VALUES (1, -1001, 111, 5, 'checkin', '', 'checkin:1:111:2026-12-01', 1796083200000000);
"""
"""A little of what a group leaves behind, in the words of the oldest schema."""


@pytest.mark.parametrize("dump", SAVED, ids=lambda path: path.stem)
def test_a_saved_database_opens_with_everything_in_it(dump: Path, tmp_path: Path) -> None:
    file = tmp_path / "weilu.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(dump.read_text("utf-8"))
    connection.close()
    migration = asyncio.run(migrate(f"sqlite+aiosqlite:///{file}"))
    assert migration.after == newest()
    assert (migration.copy is not None) == migration.changed
    engine = create_engine(f"sqlite:///{file}")
    columns = {table: {c["name"] for c in inspect(engine).get_columns(table)} for table in metadata.tables}
    engine.dispose()
    assert columns == {name: {c.name for c in table.columns} for name, table in metadata.tables.items()}
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT title FROM groups").fetchone() == ("围炉茶友",)
        assert connection.execute("SELECT name, messages FROM members").fetchone() == ("小梅", 7)
        assert connection.execute("SELECT sum(amount) FROM ledger").fetchone() == (5,)
    connection.close()


def test_the_present_schema_is_saved() -> None:
    assert newest() in {path.stem for path in SAVED}


def save(folder: Path) -> Path:
    """Write the dump of a fresh database with a few rows; returns its path."""
    file = folder / "weilu.db"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{file}"))
    with sqlite3.connect(file) as connection:
        connection.executescript(ROWS)
        target = DUMPS / f"{newest()}.sql"
        target.parent.mkdir(exist_ok=True)
        target.write_text("\n".join(connection.iterdump()) + "\n", "utf-8")
    connection.close()
    return target


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as temporary:
        sys.stdout.write(f"{save(Path(temporary))}\n")
