"""How the door stands a rush: 2,000 people in a minute, first through the open door, then with join requests.

``python -m benchmarks.surge``: the bot, a process of its own with a SQLite file, guards a group with a passphrase. Every
joiner must be silenced within two seconds, the group must see at most 25 messages and edits of the bot in any minute,
every applicant must be asked or left to the administrators, no more than 30 private messages a second. Prints one line
of JSON.
"""

import asyncio
import json
import sys
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any

from benchmarks.arena import Arena, arena
from benchmarks.latency import percentile
from bot.sandbox import Chat, User
from bot.sandbox.journal import Call

PEOPLE = 2_000
SECONDS = 60.0
LONGEST_S = 2.0
MOST_IN_GROUP = 25
MOST_PER_S = 30
PACE_OVER_S = 5.0
"""A busy machine delivers in clumps what was sent evenly: the pace is that of any five seconds."""
SHOWN = ("send", "edit", "copy")
"""How the names of methods begin that show something."""
UNSILENCED = "SELECT count(*) FROM outbox WHERE kind = 'Restrict' AND settled_at IS NULL"
UNDECIDED = "SELECT count(*) FROM applications WHERE decided_at IS NULL AND state IN ('asked', 'review')"


async def rush(people: Sequence[User], act: Callable[[User], object]) -> dict[int, float]:
    """Let everybody act within a minute, evenly; returns the monotonic instant of each by user id."""
    began, at = time.monotonic(), {}
    for number, person in enumerate(people):
        await asyncio.sleep(max(began + number * SECONDS / len(people) - time.monotonic(), 0))
        at[person.id] = time.monotonic()
        act(person)
    return at


def densest(instants: Sequence[float], seconds: float) -> int:
    """The most instants within any stretch of time that long."""
    ordered = sorted(instants)
    return max((bisect_left(ordered, at + seconds) - i for i, at in enumerate(ordered)), default=0)


def sends(calls: Sequence[Call]) -> list[Call]:
    """Calls that showed something to somebody."""
    return [call for call in calls if call.method.startswith(SHOWN) and call.error is None]


async def gated(place: Arena) -> tuple[Chat, User]:
    """A group with a passphrase."""
    (group,), owner = await place.tea_houses(1)
    owner.says_privately("/gate timeout 10m")
    owner.says_privately("/gate passphrase 芝麻开门")
    await place.settled()
    return group, owner


async def joins() -> dict[str, Any]:
    """Everybody simply comes in; AssertionError when somebody is lost."""
    async with arena() as place:
        group, owner = await gated(place)
        people = [place.sandbox.person(f"客人{number}") for number in range(PEOPLE)]
        before, cpu = len(place.sandbox.journal), place.running.cpu_s()
        came = await rush(people, lambda person: person.joins(group))
        await place.handled(120)
        await place.until(lambda: place.ask(UNSILENCED) == 0, 60)
        calls = place.sandbox.journal[before:]
        silenced = {
            call.params["user_id"]: call.monotonic for call in reversed(calls) if call.method == "restrictChatMember"
        }
        cpu = place.running.cpu_s() - cpu
        missed = [person for person in people if person.id not in silenced]
        assert not missed, f"{len(missed)} were never silenced"
        assert all(not any(group.member(person).allowed.values()) for person in people), "some may write"
        assert place.ask("SELECT count(*) FROM inbox WHERE parked_at IS NOT NULL") == 0, "updates were parked"
        assert place.ask("SELECT count(*) FROM arrivals WHERE stand = 'held'") == PEOPLE, "somebody is not held"
        assert place.ask(UNDECIDED) == PEOPLE, "somebody's application is lost"
        waits = [silenced[person.id] - came[person.id] for person in people]
        shown = [call.monotonic for call in sends(calls) if call.params["chat_id"] == group.id]
        return {
            "p50_ms": round(1000 * percentile(waits, 0.5), 1),
            "p99_ms": round(1000 * percentile(waits, 0.99), 1),
            "max_ms": round(1000 * max(waits), 1),
            "in_group_a_minute": densest(shown, 60),
            "cards": sum(call.method == "sendMessage" for call in sends(calls) if call.params["chat_id"] == owner.id),
            "cpu_s": round(cpu, 1),
            "passed": percentile(waits, 0.99) <= LONGEST_S and densest(shown, 60) <= MOST_IN_GROUP,
        }


async def requests() -> dict[str, Any]:
    """Everybody asks to be let in; AssertionError when somebody is forgotten."""
    async with arena() as place:
        group, owner = await gated(place)
        group.requires_approval = True
        people = [place.sandbox.person(f"客人{number}") for number in range(PEOPLE)]
        before, cpu = len(place.sandbox.journal), place.running.cpu_s()
        asked = await rush(people, lambda person: person.asks_to_join(group))
        await place.settled(300)
        calls = sends(place.sandbox.journal[before:])
        cpu = place.running.cpu_s() - cpu
        told: dict[int, float] = {}
        for call in calls:
            told.setdefault(call.params["chat_id"], call.monotonic)
        review = place.ask("SELECT count(*) FROM applications WHERE state = 'review'")
        reached = [person for person in people if person.id in told]
        waits = [told[person.id] - asked[person.id] for person in reached]
        assert place.ask("SELECT count(*) FROM inbox WHERE parked_at IS NOT NULL") == 0, "updates were parked"
        assert place.ask(UNDECIDED) == PEOPLE, "somebody is forgotten"
        assert len(reached) + review >= PEOPLE, "somebody was neither asked nor left to the administrators"
        rate = densest([call.monotonic for call in calls], PACE_OVER_S) / PACE_OVER_S
        return {
            "asked": len(reached),
            "left_to_admins": review,
            "p50_s": round(percentile(waits, 0.5), 2),
            "max_s": round(max(waits), 2),
            "messages_a_second": round(rate, 1),
            "cards": sum(call.method == "sendMessage" for call in calls if call.params["chat_id"] == owner.id),
            "cpu_s": round(cpu, 1),
            "passed": rate <= MOST_PER_S and max(waits) <= 300,
        }


async def measure() -> dict[str, Any]:
    """One run of each."""
    through_the_door, with_requests = await joins(), await requests()
    return {
        "benchmark": "surge",
        "people": PEOPLE,
        "seconds": SECONDS,
        "joins": through_the_door,
        "requests": with_requests,
        "passed": through_the_door["passed"] and with_requests["passed"],
    }


def main() -> int:
    result = asyncio.run(measure())
    print(json.dumps(result))
    return 0 if result["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
