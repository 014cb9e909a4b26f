"""The rush at eight: 5,000 members check in to one group within a minute.

``python -m benchmarks.checkins``: the bot is a process of its own with a SQLite file, and the sandbox refuses whatever
goes beyond Telegram's limits. Everybody must be recorded once; everybody must be named or counted in a message of the
group, or get a reaction, within 90 s of their message, the first of the day as 首签; and nobody may be taken for a flood.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Sequence
from random import Random
from typing import Any

from benchmarks.arena import Arena, arena
from benchmarks.surge import densest
from bot.sandbox import Chat, User
from bot.sandbox.journal import Call

PEOPLE = 5_000
SECONDS = 60.0
PATIENCE_S = 90.0
"""Longest time from a message until its sender is named, counted, or reacted to."""
MOST_A_MINUTE = 20
"""Messages and edits that Telegram lets a bot show in one group within a minute."""
TEXTS = (
    "打卡",
    "签到",
    "#打卡",
    "打卡 读完第三章",
    "打卡 今天读了《茶经》第三章，收获满满，明天继续加油",
    "/checkin",
    "打卡 第 {number} 位，早安",
)
"""What people write; most of it the same words from many accounts, which nobody may be blamed for."""
FIRST, ROLL = "首签", re.compile(r"✅ (?P<names>.+?)(?: 等 (?P<count>[\d,]+) 人)? ?已打卡")


async def rush(group: Chat, people: Sequence[User]) -> dict[int, float]:
    """Everybody writes, evenly over the time; returns when each did, by user id."""
    random, written = Random(8), {}
    begun = time.monotonic()
    for number, person in enumerate(people):
        await asyncio.sleep(max(begun + number * SECONDS / len(people) - time.monotonic(), 0))
        written[person.id] = time.monotonic()
        person.says(group, random.choice(TEXTS).format(number=number))
    return written


def answered(calls: Sequence[Call], group: Chat, written: dict[int, float]) -> tuple[dict[int, float], int]:
    """When each was named, counted or reacted to, by user id, and how many were counted in all.

    A message counts people in the order in which they wrote, from the first who had not been counted yet.
    """
    said = [c for c in calls if c.method == "sendMessage" and c.error is None and c.params["chat_id"] == group.id]
    # What one member alone sees tells the group nothing.
    shown = [c for c in said if not c.params.get("ephemeral_message_parameters")]
    waiting, told, counted = list(written), {}, 0
    for call in shown:
        found = ROLL.search(call.params["text"])
        if found is not None:
            times = int((found["count"] or "0").replace(",", "")) or len(found["names"].split("、"))
        elif FIRST in call.params["text"] or "打卡成功" in call.params["text"]:
            times = 1
        else:
            continue
        counted += times
        for user in waiting[:times]:
            told[user] = call.monotonic
        waiting = waiting[times:]
    return told, counted


async def measure() -> dict[str, Any]:
    """One rush; AssertionError when somebody is lost or blamed."""
    async with arena() as place:
        owner = place.sandbox.person("店长", username="dianzhang", language="zh-hans")
        group = place.sandbox.supergroup("围炉茶友", owner=owner)
        people = [place.sandbox.person(f"茶友{number}") for number in range(PEOPLE)]
        for person in people:
            person.joins(group)
        owner.adds_bot(group, rights=("can_delete_messages", "can_restrict_members", "can_invite_users"))
        owner.says_privately("/start")
        await place.settled(120)
        before, cpu = len(place.sandbox.journal), place.running.cpu_s()
        written = await rush(group, people)
        ended = time.monotonic()
        await place.handled(120)
        handled = time.monotonic() - ended
        await place.until(lambda: place.ask("SELECT count(*) FROM checkins WHERE NOT told") == 0, PATIENCE_S + 30, 0.2)
        await place.settled(60)
        calls, cpu = place.sandbox.journal[before:], place.running.cpu_s() - cpu
        return judged(place, group, calls, written) | {"cpu_s": round(cpu, 1), "behind_s": round(handled, 1)}


def judged(place: Arena, group: Chat, calls: Sequence[Call], written: dict[int, float]) -> dict[str, Any]:
    """What the rush has shown."""
    people = place.ask("SELECT count(DISTINCT user_id) FROM checkins WHERE taken_back_at IS NULL")
    rows = place.ask("SELECT count(*) FROM checkins WHERE taken_back_at IS NULL")
    entries = place.ask("SELECT count(*) FROM ledger WHERE reason = 'checkin'")
    blamed = place.ask("SELECT count(*) FROM cases")
    parked = place.ask("SELECT count(*) FROM inbox WHERE parked_at IS NOT NULL")
    told, counted = answered(calls, group, written)
    waits = sorted(told[user] - written[user] for user in told)
    shown = [
        call
        for call in calls
        if call.method.startswith(("send", "edit", "copy")) and call.params.get("chat_id") == group.id
    ]
    first = next((call for call in shown if FIRST in call.params.get("text", "")), None)
    longest = waits[-1] if waits else float("inf")
    a_minute = densest([call.monotonic for call in shown], 60)
    return {
        "benchmark": "checkins",
        "people": PEOPLE,
        "seconds": SECONDS,
        "recorded": rows,
        "recorded_people": people,
        "entries": entries,
        "counted": counted,
        "p50_s": round(waits[len(waits) // 2], 1) if waits else None,
        "max_s": round(longest, 1),
        "in_group": len(shown),
        "in_group_a_minute": a_minute,
        "reactions": sum(call.method == "setMessageReaction" for call in calls),
        "refused": sum(call.error is not None for call in calls),
        "cases": blamed,
        "parked": parked,
        "passed": rows == people == entries == counted == len(told) == PEOPLE
        and longest <= PATIENCE_S
        and a_minute <= MOST_A_MINUTE
        and first is not None
        and blamed == parked == 0,
    }


def main() -> int:
    result = asyncio.run(measure())
    print(json.dumps(result))
    return 0 if result["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
