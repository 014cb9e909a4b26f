"""The digest of a group with 100,000 stored messages: how long it takes, and whether the event loop waits for it.

``python -m benchmarks.digest``: the messages of two weeks are put into the database of a rehearsed bot; then the owner
asks for the day, the week and the month, and the nightly look at the members is taken. Drawing happens in a process
of its own and is measured apart. Every digest must take at most five seconds of one core, and the loop must never wait
longer than 50 ms. ``idle_lag_ms``: how long it waits on this machine when the bot does nothing.
"""

import asyncio
import gc
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import insert

from bot.commands.digest import QUIET
from bot.commands.history import Place
from bot.commands.rehearsal import SETTING_UP, Rehearsal
from bot.commands.run import SWITCH_INTERVAL_S
from bot.core.effect import SendPicture
from bot.features.digest.rules import Said
from bot.features.members.model import MemberStatus
from bot.pictures.draw import draw
from bot.pictures.spec import DigestPicture
from bot.runtime import logs
from storage.tables import counts, members, messages, presence

MESSAGES, PEOPLE, DAYS = 100_000, 1_500, 14
VOCABULARY = 6_000
LONGEST_S, LONGEST_LAG_S = 5.0, 0.050
CHUNK = 5_000
PLACE = Place(-1_001_000_000_001, "围炉茶友")
START = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")


def sentences() -> list[str]:
    """Talk of dictionary words, the frequent ones more often, as many as there are messages."""
    random = Random(8)
    lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines()
    words = sorted((line.split() for line in lines), key=lambda word: -int(word[1]))[:VOCABULARY]
    cumulated = list(accumulate(float(word[1]) ** 0.7 for word in words))
    names = [word[0] for word in words]
    return ["".join(random.choices(names, cum_weights=cumulated, k=random.randrange(3, 12))) for _ in range(MESSAGES)]


async def fill(rehearsal: Rehearsal) -> None:
    """Put everything in as if it had been said: texts, counts, presence, members."""
    random, storage = Random(9), rehearsal.weilu.storage
    rows, hours = [], Counter[tuple[str, int]]()
    days: Counter[tuple[str, int]] = Counter()
    for number, text in enumerate(sentences()):
        at = START + timedelta(seconds=number * DAYS * 86_400 / MESSAGES)
        user = 10_000 + int(random.paretovariate(1.1)) % PEOPLE
        local = at.astimezone(ZONE)
        hours[local.date().isoformat(), local.hour] += 1
        days[local.date().isoformat(), user] += 1
        answered = number - random.randrange(1, 40) if number > 40 and random.random() < 0.3 else None
        rows.append(
            {
                "chat_id": PLACE.chat_id, "message_id": number + 1, "sender_id": user, "sender_kind": "user",
                "sender_name": f"茶友{user}", "at": at, "text": text, "media": None, "file_id": None,
                "thread_id": None, "reply_to": answered and answered + 1, "album_id": None,
            }
        )  # fmt: skip
    people = [
        {
            "chat_id": PLACE.chat_id, "user_id": 10_000 + n, "name": f"茶友{10_000 + n}", "username": None,
            "status": MemberStatus.MEMBER.value, "first_seen_at": START, "messages": 50,
            "last_message_at": START + timedelta(days=DAYS) - timedelta(hours=n % 300),
        }
        for n in range(PEOPLE)
    ]  # fmt: skip
    counted = [
        {"chat_id": PLACE.chat_id, "day": day, "metric": "messages", "hour": hour, "value": value}
        for (day, hour), value in hours.items()
    ]
    present = [
        {"chat_id": PLACE.chat_id, "day": day, "user_id": user, "messages": value}
        for (day, user), value in days.items()
    ]
    for table, found in ((messages, rows), (members, people), (counts, counted), (presence, present)):
        for at in range(0, len(found), CHUNK):
            async with storage.database.transaction() as connection:
                await connection.execute(insert(table), found[at : at + CHUNK])


class Lag:
    """The longest that the loop has kept somebody waiting."""

    longest = 0.0

    async def watch(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.002)
            self.longest = max(self.longest, time.perf_counter() - before - 0.002)


@asynccontextmanager
async def watched() -> AsyncIterator[dict[str, float]]:
    """What happens inside costs so much of a core, and lets the loop wait so long."""
    lag, found = Lag(), dict[str, float]()
    watching = asyncio.create_task(lag.watch())
    await asyncio.sleep(0.01)
    lag.longest, busy, started = 0.0, time.process_time(), time.perf_counter()
    try:
        yield found
    finally:
        watching.cancel()
        found["cpu_s"] = round(time.process_time() - busy, 2)
        found["wall_s"] = round(time.perf_counter() - started, 2)
        found["lag_ms"] = round(lag.longest * 1_000, 1)


async def measure() -> dict[str, Any]:
    """One digest of each kind, one night, and the nights of a week in which the bot was down."""
    result: dict[str, Any] = {"benchmark": "digest", "messages": MESSAGES, "people": PEOPLE, "days": DAYS}
    with tempfile.TemporaryDirectory(prefix="weilu-bench-") as folder:
        rehearsal = Rehearsal(Path(folder), [PLACE], START - SETTING_UP, environ=QUIET, on_loop=False)
        await rehearsal.start()
        try:
            await fill(rehearsal)
            rehearsal.clock.set(START + timedelta(days=DAYS) - timedelta(hours=1))
            # As weilu run does before it begins.
            sys.setswitchinterval(SWITCH_INTERVAL_S)
            gc.collect()
            gc.freeze()
            async with watched() as found:
                await asyncio.sleep(2)
            result["idle_lag_ms"] = found["lag_ms"]
            async with watched() as found:
                await rehearsal.weilu.house.topics.count([Said(1, "", "围炉茶友")], 1)
            result["dictionary"] = found
            async with watched() as found:
                # Nobody was there in these nights: the bot makes up for them before anything is asked of it.
                await rehearsal.jump(rehearsal.clock.now())
                await rehearsal.settled()
            result["missed_nights"] = found
            picture = None
            for kind in ("day", "week", "month"):
                async with watched() as found:
                    told = await rehearsal.ask(PLACE, f"/digest {kind}")
                picture = next(call for call in told if isinstance(call, SendPicture)).picture
                result[kind] = found
            async with watched() as found:
                await rehearsal.jump(START + timedelta(days=DAYS, hours=20))
                await rehearsal.settled()
            result["night"] = found
        finally:
            await rehearsal.stop()
    started = time.process_time()
    draw(msgspec.convert(picture, DigestPicture))
    result["draw_cpu_s"] = round(time.process_time() - started, 2)
    slowest = max(result[kind]["cpu_s"] for kind in ("day", "week", "month")) + result["draw_cpu_s"]
    lag = max(result[kind]["lag_ms"] for kind in ("dictionary", "missed_nights", "day", "week", "month", "night"))
    return result | {
        "slowest_cpu_s": round(slowest, 2),
        "lag_ms": lag,
        "passed": slowest <= LONGEST_S and lag <= LONGEST_LAG_S * 1_000,
    }


def main() -> int:
    logs.configure("CRITICAL", "text")
    result = asyncio.run(measure())
    print(json.dumps(result))
    return 0 if result["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
