"""How soon an owner hears of trouble: from the member's message at the sandbox to the private message there.

``python -m benchmarks.alert``: 200 ordinary messages a second over 30 groups; every 1.25 s somebody in the next group
uses an urgent word, so that each hit opens an incident of its own and Telegram's one message a second to one person is
not what is measured. The bot is a process of its own. Prints one line of JSON.
"""

import asyncio
import json
import sys
import time
from random import Random
from typing import Any

from benchmarks.arena import RIGHTS, Arena, arena
from benchmarks.latency import percentile
from benchmarks.talk import GIVEN, sentence
from bot.sandbox import Chat, User

RATE_PER_S = 200
HITS = 30
HIT_EVERY_S = 1.25
PEOPLE = 40
"""In each group: few enough messages from each that nobody floods."""
WARM_UP_S = 3
LONGEST_MS = 1_000
WORD = "拉肚子"


async def gather(place: Arena, count: int, random: Random) -> tuple[User, dict[Chat, list[User]]]:
    """Groups that were full of people before the bot came, each of which watches the word."""
    owner = place.sandbox.person("店长", username="dianzhang", language="zh-hans")
    owner.says_privately("/start")
    members: dict[Chat, list[User]] = {}
    for number in range(1, count + 1):
        group = place.sandbox.supergroup(f"围炉茶友 {number}", owner=owner)
        members[group] = [place.sandbox.person(f"{random.choice(GIVEN)}{n}") for n in range(PEOPLE)]
        for person in members[group]:
            person.joins(group)
        owner.adds_bot(group, rights=RIGHTS)
    await place.settled(120)
    for group in members:
        owner.says(group, f"/watch add {WORD}")
    await place.settled(120)
    return owner, members


async def talk(members: dict[Chat, list[User]], random: Random, until: float) -> int:
    """Keep everybody talking until a monotonic instant; returns how many messages that were."""
    groups, began, number = list(members), time.monotonic(), 0
    while time.monotonic() < until:
        await asyncio.sleep(max(began + number / RATE_PER_S - time.monotonic(), 0))
        group = random.choice(groups)
        random.choice(members[group]).says(group, sentence(random))
        number += 1
    return number


async def complain(members: dict[Chat, list[User]], random: Random) -> dict[str, float]:
    """One complaint a group; returns their words with the monotonic instant at which each was said."""
    said: dict[str, float] = {}
    began = time.monotonic()
    for number, (group, people) in enumerate(members.items()):
        await asyncio.sleep(max(began + number * HIT_EVERY_S - time.monotonic(), 0))
        text = f"喝了昨天那批茶一直{WORD}，第 {number} 位，谁来管管"
        said[text] = time.monotonic()
        message = random.choice(people).says(group, text)
        assert message is not None, "a member may write"
    return said


def told_at(place: Arena, owner: User, text: str) -> float | None:
    """When the private message came that shows these words."""
    for call in place.sandbox.journal:
        if call.method == "sendMessage" and call.params["chat_id"] == owner.id and text in call.params["text"]:
            return call.monotonic
    return None


async def measure(hits: int = HITS) -> dict[str, Any]:
    """One run; AssertionError when a hit is not told."""
    random = Random(7)
    async with arena() as place:
        owner, members = await gather(place, hits, random)
        began = time.monotonic()
        cpu = place.running.cpu_s()
        talking = asyncio.create_task(talk(members, random, began + WARM_UP_S + hits * HIT_EVERY_S))
        await asyncio.sleep(WARM_UP_S)
        said = await complain(members, random)
        messages = await talking
        seconds, cpu = time.monotonic() - began, place.running.cpu_s() - cpu
        await place.settled()
        waits = []
        for text, at in said.items():
            told = told_at(place, owner, text)
            assert told is not None, f"nobody was told: {text}"
            waits.append(1000 * (told - at))
    return {
        "benchmark": "alert",
        "messages_per_s": round(messages / seconds),
        "groups": hits,
        "hits": len(waits),
        "p50_ms": round(percentile(waits, 0.5), 1),
        "p99_ms": round(percentile(waits, 0.99), 1),
        "max_ms": round(max(waits), 1),
        "cpu_share": round(cpu / seconds, 2),
        "passed": max(waits) <= LONGEST_MS,
    }


def main() -> int:
    result = asyncio.run(measure())
    print(json.dumps(result))
    return 0 if result["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
