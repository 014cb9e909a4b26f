"""How many ordinary group messages a second the whole bot handles, beside what its framework alone could.

``python -m benchmarks.throughput``: 20,000 messages over 200 known groups wait at the sandbox; the bot, a process of
its own with a SQLite file and a durable inbox, polls, decides, counts and stores them all. Prints one line of JSON.
"""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import msgspec
import telegram
from telegram.ext import Application, ApplicationBuilder, MessageHandler, filters

from benchmarks.arena import HANDLED, Arena, arena
from benchmarks.talk import GIVEN, sentence
from bot.sandbox import Chat, User
from handlers import ROUTES

MESSAGES = 20_000
GROUPS = 200
PEOPLE = 8
"""Members of each group who talk."""
CEILING_MESSAGES = 4_000
LEAST_PER_S = 1_000
LEAST_OF_CEILING = 0.10


def conversation(place: Arena, groups: Sequence[Chat], random: Random, count: int) -> list[dict[str, Any]]:
    """Updates in the order of their dates: a busy hour in many groups at once."""
    members: dict[int, list[User]] = {}
    for group in groups:
        members[group.id] = [place.sandbox.person(f"{random.choice(GIVEN)}{n}") for n in range(PEOPLE)]
    began = datetime.now(UTC) - timedelta(hours=1)
    pace = timedelta(hours=1) / count
    updates = []
    for number in range(count):
        group = groups[number % len(groups)] if number % 3 else random.choice(groups)
        updates.append(place.message(group, random.choice(members[group.id]), sentence(random), began + number * pace))
    return updates


async def ceiling(updates: Sequence[dict[str, Any]], handlers: int) -> float:
    """Updates a second that the framework parses and dispatches to as many handlers that do nothing."""

    async def nothing(update: object, context: object) -> None:
        pass

    app: Application[Any, Any, Any, Any, Any, Any] = (
        ApplicationBuilder().token("1:a").updater(None).job_queue(None).build()
    )
    app._initialized = True  # its initialisation would ask the network who it is
    for group in range(handlers):
        app.add_handler(MessageHandler(filters.ALL, nothing), group)
    bodies = [msgspec.json.encode({"update_id": number, **update}) for number, update in enumerate(updates)]
    started = time.perf_counter()
    for body in bodies:
        update = telegram.Update.de_json(json.loads(body), app.bot)
        await app.process_update(update)
    return len(bodies) / (time.perf_counter() - started)


def handler_count() -> int:
    """How many handlers an ordinary message goes through: those that hear talk, and those for places and commands.

    As many as there are handlers of the client would let it look slower than a bot of that size is.
    """
    return sum(len(routes.spoken) + len(routes.places) for routes in ROUTES) + 1


async def measure(messages: int = MESSAGES, group_count: int = GROUPS) -> dict[str, Any]:
    """One run; AssertionError when a message was not handled or not stored."""
    random = Random(7)
    async with arena() as place:
        groups, _ = await place.tea_houses(group_count)
        updates = conversation(place, groups, random, messages)
        bot = place.running
        before, cpu = place.ask(HANDLED), bot.cpu_s()
        stored = place.ask("SELECT count(*) FROM messages")
        started = time.perf_counter()
        place.sandbox.push_many(updates)
        await place.until(lambda: place.ask(HANDLED) - before >= messages, 300, every=0.05)
        seconds = time.perf_counter() - started
        cpu = bot.cpu_s() - cpu
        await place.handled()
        memory = bot.memory_mb("VmHWM")
        new = place.ask("SELECT count(*) FROM messages") - stored
        counted = place.ask("SELECT sum(value) FROM counts WHERE metric = 'messages'")
        assert new == messages, f"{messages - new} messages were not stored"
        assert counted >= messages, f"{messages - counted} messages were not counted"
        assert place.ask("SELECT count(*) FROM inbox WHERE parked_at IS NOT NULL") == 0, "updates were parked"
    alone = await ceiling(updates[:CEILING_MESSAGES], handler_count())
    rate = messages / seconds
    return {
        "benchmark": "throughput",
        "messages": messages,
        "groups": group_count,
        "updates_per_s": round(rate),
        "cpu_ms_per_update": round(1000 * cpu / messages, 3),
        "peak_memory_mb": round(memory),
        "framework_per_s": round(alone),
        "of_framework": round(rate / alone, 3),
        "passed": rate >= LEAST_PER_S and rate / alone >= LEAST_OF_CEILING,
    }


def main() -> int:
    result = asyncio.run(measure())
    print(json.dumps(result))
    return 0 if result["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
