"""How long an advert stays: from its arrival at the sandbox to the request that deletes it, amid ordinary talk.

``python -m benchmarks.latency``: 200 messages a second over 50 groups for 20 seconds; one in twenty is a link from
somebody who has just joined. Prints one line of JSON.
"""

import asyncio
import json
import sys
import time
from random import Random
from typing import Any

from benchmarks.arena import Arena, arena
from benchmarks.talk import GIVEN, sentence
from bot.sandbox import Chat, Message, User

RATE_PER_S = 200
GROUPS = 50
PEOPLE = 60
"""Members of each group who talk: few enough words each to be nobody's flood."""
SECONDS = 20
WARM_UP_S = 3
ADVERT_EVERY = 20
P99_MS = 150
ADVERTS = (
    "加我微信领红包 https://hongbao-{n}.example.top/join 名额有限",
    "日赚五百不是梦，点这里 https://t.me/+zhuanqian{n}",
    "🔥 Free signals, join now: https://t.me/moonpump{n}",
    "低价茶叶批发看这里 http://pifa{n}.example.shop",
)


async def talk(place: Arena, members: dict[Chat, list[User]], random: Random, seconds: float) -> dict[Message, float]:
    """Keep everybody talking; returns the adverts with the monotonic instant at which each was said."""
    groups, adverts = list(members), dict[Message, float]()
    began = time.monotonic()
    for number in range(int(RATE_PER_S * seconds)):
        await asyncio.sleep(max(began + number / RATE_PER_S - time.monotonic(), 0))
        group = random.choice(groups)
        if number % ADVERT_EVERY:
            place.sandbox.push_raw(place.message(group, random.choice(members[group]), sentence(random)))
            continue
        stranger = place.sandbox.person(f"客服{number}")
        stranger.joins(group)
        said = time.monotonic()
        message = stranger.says(group, random.choice(ADVERTS).format(n=number))
        assert message is not None, "a new member may write"
        adverts[message] = said
    return adverts


def deleted_at(place: Arena) -> dict[tuple[int, int], float]:
    """When the first request came that deletes each message, by chat and message id."""
    found: dict[tuple[int, int], float] = {}
    for call in place.sandbox.journal:
        if call.method in ("deleteMessage", "deleteMessages"):
            ids = call.params.get("message_ids") or [call.params["message_id"]]
            for id_ in ids:
                found.setdefault((call.params["chat_id"], id_), call.monotonic)
    return found


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


async def measure(seconds: float = SECONDS) -> dict[str, Any]:
    """One run; AssertionError when an advert stays."""
    random = Random(11)
    async with arena() as place:
        groups, _ = await place.tea_houses(GROUPS)
        members = {
            group: [place.sandbox.person(f"{random.choice(GIVEN)}{n}") for n in range(PEOPLE)] for group in groups
        }
        await talk(place, members, random, WARM_UP_S)
        cpu = place.running.cpu_s()
        adverts = await talk(place, members, random, seconds)
        cpu = place.running.cpu_s() - cpu
        await place.handled()
        await place.until(lambda: all(message.deleted for message in adverts), 30, every=0.2)
        gone = deleted_at(place)
        waits = [1000 * (gone[message.chat.id, message.message_id] - said) for message, said in adverts.items()]
    return {
        "benchmark": "latency",
        "messages_per_s": RATE_PER_S,
        "groups": GROUPS,
        "adverts": len(waits),
        "p50_ms": round(percentile(waits, 0.5), 1),
        "p99_ms": round(percentile(waits, 0.99), 1),
        "cpu_share": round(cpu / seconds, 2),
        "passed": percentile(waits, 0.99) <= P99_MS,
    }


def main() -> int:
    result = asyncio.run(measure())
    print(json.dumps(result))
    return 0 if result["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
