"""How often the bot may be killed: ``kill -9`` at random moments of a talking group, then every promise is checked.

``python -m benchmarks.crash``: 100 kills in 5 groups; nothing lost, nothing done twice that must not be, no state
half-written. Prints one line of JSON.
"""

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from tests.crash.ordeal import die_at_random_moments, launcher, ordeal

GROUPS = 5
LIVES = 20
"""Kills in each group."""


async def measure() -> dict[str, Any]:
    """One run; AssertionError when a promise was broken."""
    began = time.monotonic()
    kills = 0
    with launcher() as cradle:
        for seed in range(GROUPS):
            with tempfile.TemporaryDirectory() as folder:
                async with ordeal(Path(folder), cradle) as trial:
                    await die_at_random_moments(trial, LIVES, Random(seed))
                    await trial.judge()
                    kills += trial.cradle.kills
    return {"benchmark": "crash", "kills": kills, "seconds": round(time.monotonic() - began, 1), "passed": True}


def main() -> int:
    print(json.dumps(asyncio.run(measure())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
