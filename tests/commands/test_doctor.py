"""The doctor: fine, something to look at, unusable; and the way back for what was set aside."""

import asyncio
import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.effect import Ban, Effect
from bot.core.event import Incoming, Source
from bot.core.ids import EffectId, Mailbox, chat_mailbox
from bot.sandbox import RealClock, Sandbox
from storage import Storage
from storage import outbox as outbox_rows
from storage.buffer import Buffer, Overlay
from storage.database import Database
from tests.commands.conftest import Weilu


def prepared(database: Path) -> None:
    """A database with a parked update and a parked call, an update that has waited for an hour, and a polling error."""

    async def fill() -> None:
        now = datetime.now(UTC)
        storage = await Storage.open(Database(f"sqlite+aiosqlite:///{database}", durable=False))
        rows = [Incoming(Source.TELEGRAM, str(n), chat_mailbox(-100), "update", b"{}") for n in range(2)]
        parked, _ = await storage.inbox.add(rows, now - timedelta(hours=1))
        await storage.inbox.park(parked.id, "ValueError at people.py:7", 3, now)
        await storage.note_trouble("polling:502", now)
        buffer = Buffer(storage.database, Overlay(Mailbox("")), storage.sequences)
        call = Ban(-100, 5)
        outbox_rows.add(buffer, Effect(EffectId(1), chat_mailbox(-100), call, call.repeat, call.lane, now))
        outbox_rows.park(buffer, EffectId(1), "lost; Bug at effect.py:372", now)
        await storage.database.flush([buffer.writes])
        await storage.close()

    asyncio.run(fill())


def examined(weilu: Weilu, *arguments: str) -> tuple[int, dict[str, Any], dict[str, Any]]:
    """Exit code, findings by topic, and the whole answer."""
    code, out, err = weilu("doctor", "--json", *arguments)
    answer = json.loads(out)
    assert err == ""
    return code, {finding["topic"]: finding for finding in answer["findings"]}, answer


def test_what_is_stuck_is_shown_and_can_be_replayed(weilu: Weilu, database: Path) -> None:
    weilu("migrate")
    prepared(database)
    code, found, answer = examined(weilu)
    assert code == 1 and answer["status"] == "look"
    (row,) = answer["parked"]
    assert (row["mailbox"], row["kind"], row["error"]) == ("chat:-100", "update", "ValueError at people.py:7")
    assert found["backlog"]["level"] == "look" and "1 updates wait" in found["backlog"]["says"]
    assert "polling:502" in found["process"]["details"][0]
    assert found["calls"]["level"] == "look" and found["calls"]["details"][0].startswith("1  Ban  chat:-100")
    assert found["telegram"]["level"] == "look", "out of reach is a warning"
    assert found["database"]["level"] == found["fonts"]["level"] == found["disk"]["level"] == "fine"

    code, out, _ = weilu("doctor")
    assert code == 1 and f"{row['id']}  update  chat:-100" in out

    _, found, answer = examined(weilu, "--replay", "999")
    assert found["replay"]["level"] == "look" and len(answer["parked"]) == 1
    _, found, answer = examined(weilu, "--replay", str(row["id"]))
    assert found["replay"]["level"] == "fine" and answer["parked"] == []
    assert "2 updates wait" in found["backlog"]["says"]


def test_a_database_that_does_not_exist_yet_is_not_made(weilu: Weilu, database: Path) -> None:
    code, found, _ = examined(weilu)
    assert code == 1 and "does not exist yet" in found["database"]["says"]
    assert not database.exists()


@pytest.mark.parametrize(
    ("content", "why"), [(b"SQLite format 3\0" + b"x" * 4096, "cannot be read"), (b"?" * 200, "cannot be read")]
)
def test_a_broken_file_is_unusable(weilu: Weilu, database: Path, content: bytes, why: str) -> None:
    database.write_bytes(content)
    code, found, _ = examined(weilu)
    assert code == 2 and why in found["database"]["says"]


def test_damage_inside_the_file_is_found(weilu: Weilu, database: Path) -> None:
    weilu("migrate")
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA writable_schema=ON")
    connection.execute("DELETE FROM sqlite_master WHERE name = 'ix_inbox_done_at'")
    connection.commit()
    connection.close()
    code, found, _ = examined(weilu)
    assert code == 2 and "damaged" in found["database"]["says"] and found["database"]["details"]


def test_a_newer_schema_is_unusable(weilu: Weilu, database: Path) -> None:
    weilu("migrate")
    connection = sqlite3.connect(database)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    code, found, _ = examined(weilu)
    assert code == 2 and "newer version" in found["database"]["says"]
    code, _, err = weilu("migrate")
    assert code == 2 and "newer version" in err


def test_stored_settings_that_mean_nothing_any_more_are_shown(weilu: Weilu, database: Path) -> None:
    weilu("migrate")
    connection = sqlite3.connect(database)
    connection.execute(
        "INSERT INTO communities (id, name, settings, created_at) VALUES (1, '茶友', ?, 0)",
        [json.dumps({"privacy": {"message_days": "many"}, "gone": {"x": 1}})],
    )
    connection.commit()
    connection.close()
    _, found, _ = examined(weilu)
    assert found["settings"]["details"] == ["茶友: privacy.message_days", "茶友: gone.x"]


def test_a_configuration_that_cannot_be_used_is_unusable(weilu: Weilu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEILU_TELEGRAM__MODE", "carrier pigeon")
    code, found, _ = examined(weilu)
    assert code == 2 and "WEILU_TELEGRAM__MODE" in found["configuration"]["details"][0]


async def test_with_telegram_in_reach_and_nothing_stuck_it_is_fine(
    weilu: Weilu, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = Sandbox(RealClock(), seed=1)
    async with sandbox.serve() as address:
        monkeypatch.setenv("WEILU_TELEGRAM__BASE_URL", address.base_url)
        monkeypatch.setenv("WEILU_TELEGRAM__TOKEN", sandbox.token)
        await asyncio.to_thread(weilu, "migrate")
        code, out, _ = await asyncio.to_thread(weilu, "doctor")
        assert code == 0, out
        assert f"@{sandbox.bot.username}" in out

        monkeypatch.setenv("WEILU_TELEGRAM__TOKEN", "1:wrong")
        code, out, _ = await asyncio.to_thread(weilu, "doctor")
        assert code == 2 and "does not know this token" in out


async def test_rights_are_asked_of_telegram(weilu: Weilu, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sandbox = Sandbox(RealClock(), seed=1)
    async with sandbox.serve() as address:
        monkeypatch.setenv("WEILU_TELEGRAM__BASE_URL", address.base_url)
        monkeypatch.setenv("WEILU_TELEGRAM__TOKEN", sandbox.token)
        await asyncio.to_thread(weilu, "migrate")
        owner = sandbox.person("店长")
        group = sandbox.supergroup("围炉茶友", owner=owner)
        owner.adds_bot(group, rights=("can_delete_messages",))
        connection = sqlite3.connect(database)
        connection.execute(
            "INSERT INTO groups (chat_id, community_id, title, kind, is_forum, settings, bot_status, bot_rights, added_at)"
            " VALUES (?, 1, '围炉茶友', 'supergroup', 0, '{}', 'administrator', '[]', 0)",
            [group.id],
        )
        connection.commit()
        connection.close()
        code, out, _ = await asyncio.to_thread(weilu, "doctor")
        assert code == 1
        assert f"围炉茶友 ({group.id}): lacks can_restrict_members, can_invite_users" in out
