"""The bot on a database that has grown, against the same bot on an empty one, in the same run.

``python -m benchmarks.scale``: 2,000 groups with 100 known members each and 5 million stored messages of the last days;
``--scale 0.1`` is a tenth of it. The rows are made by SQL, the bot is a process of its own. Prints one line of JSON:
start-up to the first poll, memory, messages a second on both databases, bytes a message.
"""

import argparse
import asyncio
import json
import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from random import Random
from typing import Any

from benchmarks.arena import HANDLED, Arena, arena
from benchmarks.talk import sentence
from benchmarks.throughput import conversation
from bot.sandbox import Chat

GROUPS = 2_000
MEMBERS = 100
"""Of each group."""
MESSAGES = 5_000_000
TALKING = 100
"""Groups of those that talk while it is measured."""
SAID = 10_000
"""Messages that are measured."""
DAYS = 6
"""Over which the stored messages spread: younger than what the nightly clean-up blanks."""
FIRST_GROUP = 1_002_000_000_000
FIRST_PERSON = 7_000_000_000
FIRST_MESSAGE = 10_000_000
"""Far above the ids that the sandbox gives."""
LONGEST_START_S = 5.0
LEAST_OF_EMPTY = 0.8

NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {count})"
ADD_COMMUNITIES = f"""
    INSERT INTO communities (id, name, settings, created_at)
    {NUMBERS} SELECT 1000000 + n, '茶友 ' || n, '{{{{}}}}', 0 FROM numbers
"""
ADD_GROUPS = f"""
    INSERT INTO groups (chat_id, community_id, title, kind, is_forum, settings, bot_status, bot_rights, added_at)
    {NUMBERS} SELECT -{FIRST_GROUP} - n, 1000000 + n, '茶友 ' || n, 'supergroup', 0, '{{{{}}}}', 'administrator',
        '["can_delete_messages", "can_invite_users", "can_restrict_members"]', :now FROM numbers
"""
ADD_MEMBERS = f"""
    INSERT INTO members (chat_id, user_id, name, status, first_seen_at, messages, last_message_at)
    {NUMBERS} SELECT chat_id, {FIRST_PERSON} + n, '茶客 ' || n, 'member', 0, 50, :now FROM groups, numbers
"""
ADD_COUNTS = f"""
    INSERT INTO counts (chat_id, day, metric, hour, value)
    {NUMBERS} SELECT chat_id, date('now', '-' || (n / 24 + 1) || ' days'), 'messages', n % 24, 20 FROM groups, numbers
"""
ADD_MESSAGES = f"""
    INSERT INTO messages (chat_id, message_id, sender_id, sender_kind, sender_name, at, text, deleted)
    {NUMBERS} SELECT chat_id, {FIRST_MESSAGE} + n, {FIRST_PERSON} + n % {MEMBERS}, 'user', '茶客 ' || (n % {MEMBERS}),
        :now - (:each - n) * (:span / :each), (SELECT text FROM said WHERE said.id = (n * 31 + chat_id * -7) % 500), 0
        FROM groups, numbers
"""


def grow(place: Arena, scale: float) -> float:
    """Fill the database of a stopped bot; returns the bytes that a stored message takes."""
    random, now = Random(3), int(datetime.now(UTC).timestamp() * 1_000_000)
    fresh = round(GROUPS * scale) - TALKING
    with closing(sqlite3.connect(place.database)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-400000")
        connection.execute("CREATE TEMP TABLE said (id INTEGER PRIMARY KEY, text TEXT)")
        connection.executemany("INSERT INTO said VALUES (?, ?)", [(n, sentence(random)) for n in range(500)])
        for statement in (ADD_COMMUNITIES, ADD_GROUPS):
            connection.execute(statement.format(count=fresh), {"now": now})
        connection.execute(ADD_MEMBERS.format(count=MEMBERS), {"now": now})
        connection.execute(ADD_COUNTS.format(count=DAYS * 24))
        connection.commit()
        before = _size(connection)
        each = round(MESSAGES * scale) // (fresh + TALKING)
        span = DAYS * 86_400 * 1_000_000
        connection.execute(ADD_MESSAGES.format(count=each), {"now": now, "each": each, "span": span})
        connection.commit()
        stored = connection.execute("SELECT count(*) FROM messages").fetchone()[0]
        return (_size(connection) - before) / stored


def _size(connection: sqlite3.Connection) -> int:
    pages, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * size)


async def talk(place: Arena, groups: list[Chat], seed: int, count: int) -> float:
    """Messages a second, of ``count`` in these groups; AssertionError when one was set aside."""
    updates = conversation(place, groups, Random(seed), count)
    before = place.ask(HANDLED)
    started = time.perf_counter()
    place.sandbox.push_many(updates)
    await place.until(lambda: place.ask(HANDLED) - before >= count, 300, every=0.05)
    rate = count / (time.perf_counter() - started)
    await place.handled()
    assert place.ask("SELECT count(*) FROM inbox WHERE parked_at IS NOT NULL") == 0, "updates were parked"
    return rate


async def measure(scale: float, count: int) -> dict[str, Any]:
    """One run."""
    async with arena() as place:
        groups, _ = await place.tea_houses(TALKING)
        await talk(place, groups, 1, count // 4)
        empty = await talk(place, groups, 2, count)
        await place.stop()
        filled = time.perf_counter()
        bytes_each = await asyncio.to_thread(grow, place, scale)
        filled = time.perf_counter() - filled
        began = time.perf_counter()
        await place.start()
        start_s = time.perf_counter() - began
        start_cpu_s = place.running.cpu_s()
        memory_at_start = place.running.memory_mb()
        await talk(place, groups, 3, count // 4)
        full = await talk(place, groups, 4, count)
        result = {
            "benchmark": "scale",
            "groups": place.ask("SELECT count(*) FROM groups"),
            "members": place.ask("SELECT count(*) FROM members"),
            "messages": place.ask("SELECT count(*) FROM messages"),
            "file_mb": round(place.database.stat().st_size / 1e6),
            "bytes_per_message": round(bytes_each),
            "filled_in_s": round(filled, 1),
            "start_s": round(start_s, 2),
            "start_cpu_s": round(start_cpu_s, 2),
            "memory_mb_at_start": round(memory_at_start),
            "memory_mb_peak": round(place.running.memory_mb("VmHWM")),
            "empty_per_s": round(empty),
            "full_per_s": round(full),
            "of_empty": round(full / empty, 2),
        }
    return {**result, "passed": start_s <= LONGEST_START_S and full / empty >= LEAST_OF_EMPTY}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="of 2,000 groups and 5 million messages; default 1")
    parser.add_argument("--messages", type=int, default=SAID, help=f"that are measured; default {SAID:,}")
    arguments = parser.parse_args()
    result = asyncio.run(measure(arguments.scale, arguments.messages))
    print(json.dumps(result))
    return 0 if result["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
