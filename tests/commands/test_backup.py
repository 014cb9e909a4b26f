"""Backup while the bot runs, restore while it does not."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands.conftest import Weilu
from tests.stage import Stage


def texts(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {row[0] for row in connection.execute("SELECT text FROM messages")}


def former(folder: Path) -> Path:
    """The database that a restore has put aside."""
    (found,) = folder.glob("weilu.db.before-restore-*")
    return found


async def test_backup_while_running_and_restore_afterwards(
    stage: Stage, weilu: Weilu, database: Path, tmp_path: Path
) -> None:
    group, _ = await stage.tea_house()
    member = stage.member(group, "小林")
    member.says(group, "备份之前")
    await stage.settled()
    copy = tmp_path / "backups" / "weilu.backup"

    code, out, err = await asyncio.to_thread(weilu, "backup", copy)
    assert code == 0, err
    assert "checked" in out and texts(copy) == {"备份之前"}
    code, _, _ = await asyncio.to_thread(weilu, "backup", copy)
    assert code == 0, "an older backup is replaced"

    member.says(group, "备份之后")
    await stage.settled()
    code, _, err = await asyncio.to_thread(weilu, "restore", copy)
    assert code == 2 and "stop it first" in err
    code, _, err = await asyncio.to_thread(weilu, "migrate")
    assert code == 2 and "stop it first" in err

    await stage.stop()
    code, out, err = await asyncio.to_thread(weilu, "restore", copy)
    assert code == 0, err
    assert texts(database) == {"备份之前"}
    aside = former(tmp_path)
    assert str(aside) in out and texts(aside) == {"备份之前", "备份之后"}

    await stage.start()
    member.says(group, "恢复之后")
    await stage.settled()
    await stage.stop()
    assert "恢复之后" in texts(database)


def test_only_a_whole_database_of_ours_is_restored(weilu: Weilu, database: Path, tmp_path: Path) -> None:
    weilu("migrate")
    before = database.read_bytes()
    strange, empty, newer = tmp_path / "strange", tmp_path / "empty.db", tmp_path / "newer.db"
    strange.write_bytes(b"not a database at all" * 50)
    sqlite3.connect(empty).execute("CREATE TABLE t (x)").connection.close()
    weilu("backup", newer)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    for file, why in (
        (strange, "not a database"),
        (empty, "no database of Weilu"),
        (newer, "newer version"),
        (database, "the database itself"),
        (tmp_path / "nothing", "no such file"),
    ):
        code, _, err = weilu("restore", file)
        assert code == 2 and why in err and "nothing has changed" in err, file
    assert database.read_bytes() == before


def test_there_must_be_something_to_back_up(weilu: Weilu, database: Path, tmp_path: Path) -> None:
    code, _, err = weilu("backup", tmp_path / "x")
    assert code == 2 and "no database yet" in err and not database.exists()
    weilu("migrate")
    code, _, err = weilu("backup", database)
    assert code == 2 and "itself" in err


def test_postgresql_is_told_its_own_command(weilu: Weilu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEILU_DATABASE__URL", "postgresql+asyncpg://tea:hunter2@db.example:5433/weilu")
    code, out, err = weilu("backup", "x.dump")
    assert code == 2
    assert out.strip() == "pg_dump --format=custom --file=x.dump --host=db.example --port=5433 --username=tea weilu"
    assert "hunter2" not in out + err
    assert weilu("restore", "x.dump")[0] == 2
