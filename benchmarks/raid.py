"""How soon a raid is gone, and how quiet the bot stays meanwhile.

``python -m benchmarks.raid``: 300 newcomers write 1,000 adverts into one group at once; the bot, a process of its own
with a SQLite file and a durable inbox, polls, judges and deletes. Prints one line of JSON.
"""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from typing import Any

from benchmarks.arena import Arena, arena
from bot.sandbox import Chat, Message, User

ADVERTS = 1_000
NEWCOMERS = 300
HELPERS = 2
"""Administrators beside the owner who pressed Start."""
MOST_SECONDS = 5.0
MOST_IN_GROUP = 5
"""Messages of the bot that the group may see."""
NO_SURGE = {"WEILU_SETTINGS__ENTRY__SURGE_JOINS": "1000"}
"""Else the newcomers would be held at the door, and there would be no raid."""
REFRESHED_AFTER_S = 6.0
"""The raid's card is brought up to date every five seconds."""


async def crowd(place: Arena, group: Chat, owner: User) -> list[User]:
    """People who have just joined, and the staff who will hear of it; greeting 300 is not what is measured here."""
    owner.says(group, "/welcome off")
    await place.settled()
    for number in range(HELPERS):
        helper = place.sandbox.person(f"小二{number}")
        helper.joins(group)
        owner.promotes(helper, group)
        helper.says_privately("/start")
    people = [place.sandbox.person(f"路人{number}") for number in range(NEWCOMERS)]
    for person in people:
        person.joins(group)
    await place.settled(120)
    return people


def raid(group: Chat, people: Sequence[User]) -> list[Message]:
    """Adverts in turn, no two alike."""
    said = []
    for number in range(ADVERTS):
        text = f"日结兼职，{number % 97 + 100} 元起，详情 https://job{number}.example.com/x 名额有限"
        message = people[number % len(people)].says(group, text)
        assert message is not None, "a newcomer may write"
        said.append(message)
    return said


async def measure() -> dict[str, Any]:
    """One run; AssertionError when an advert stays."""
    async with arena(**NO_SURGE) as place:
        (group,), owner = await place.tea_houses(1)
        people = await crowd(place, group, owner)
        journal = place.sandbox.journal
        before, cpu = len(journal), place.running.cpu_s()
        started = time.perf_counter()
        adverts = raid(group, people)
        queued = time.perf_counter() - started
        await place.until(lambda: all(message.deleted for message in adverts), 120, every=0.01)
        seconds = time.perf_counter() - started
        await place.settled(120)
        cpu = place.running.cpu_s() - cpu
        await asyncio.sleep(REFRESHED_AFTER_S)
        await place.settled(60)
        calls = journal[before:]
        sent = [call for call in calls if call.method.startswith(("send", "copy", "edit")) and call.error is None]
        in_group = sum(call.params.get("chat_id") == group.id for call in sent)
        cards = [call for call in sent if call.params.get("chat_id") != group.id]
        deletions = [call for call in calls if call.method in ("deleteMessage", "deleteMessages")]
        assert place.ask("SELECT count(*) FROM inbox WHERE parked_at IS NOT NULL") == 0, "updates were parked"
        assert place.ask("SELECT sum(removed) FROM cases") == ADVERTS, "every deletion is in a case"
        return {
            "benchmark": "raid",
            "adverts": ADVERTS,
            "newcomers": NEWCOMERS,
            "seconds": round(seconds, 2),
            "of_which_queueing": round(queued, 2),
            "cpu_s": round(cpu, 2),
            "delete_calls": len(deletions),
            "most_in_a_call": max(len(call.params.get("message_ids", [0])) for call in deletions),
            "cases": place.ask("SELECT count(*) FROM cases"),
            "messages_to_group": in_group,
            "messages_to_staff": sum(call.method.startswith("send") for call in cards),
            "edits_for_staff": sum(call.method.startswith("edit") for call in cards),
            "staff": HELPERS + 1,
            "passed": seconds <= MOST_SECONDS and in_group <= MOST_IN_GROUP,
        }


def main() -> int:
    result = asyncio.run(measure())
    print(json.dumps(result))
    return 0 if result["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
