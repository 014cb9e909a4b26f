"""getUpdates: one poller at a time, held until there is something (§6.2) [tba 15700-16430]."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.sandbox.errors import ApiError
from bot.sandbox.params import Params
from bot.sandbox.updates import Queued, UpdateQueue

LONGEST_HOLD = 50
MOST = 100
HASTE = 3.0
"""Seconds within which asking again for the same offset is slowed down, and conflicts are answered late."""
GREAT_HASTE = 0.5

TERMINATED = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
BY_WEBHOOK = "Conflict: terminated by setWebhook request"


@dataclass(slots=True, eq=False)
class _Poll:
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    conflict: str | None = None


class Polling:
    """Holds the getUpdates request of the bot. Seconds here are the machine's, not the sandbox clock's.

    `throttled`: a client asking again and again for the same offset gets one update at a time and waits, as in the
    real server; it makes busy loops visible.
    """

    def __init__(self, queue: UpdateQueue, changed: Callable[[], None]) -> None:
        self._queue = queue
        self._changed = changed
        self._held: _Poll | None = None
        self._previous: tuple[int, float] | None = None
        self._last_conflict = float("-inf")
        self._closing = False
        self.throttled = True
        queue.on_push.append(self._wake)

    @property
    def held(self) -> bool:
        """Whether a poller waits now."""
        return self._held is not None

    def _wake(self) -> None:
        if self._held is not None:
            self._held.wake.set()

    def open(self) -> None:
        """Accept pollers (again)."""
        self._closing = False

    def close(self) -> None:
        """Let the poller go with whatever there is."""
        self._closing = True
        self._wake()

    def interrupt(self, reason: str) -> bool:
        """End the held request with 409; False when there was none."""
        if self._held is None:
            return False
        self._held.conflict = reason
        self._held.wake.set()
        self._held = None
        return True

    async def updates(self, params: Params) -> list[Queued]:
        """Answer getUpdates; raises ApiError 409 in a request that a newer one replaces."""
        offset = params.number("offset")
        limit = min(max(params.number("limit", MOST), 1), MOST)
        timeout = float(min(max(params.number("timeout"), 0), LONGEST_HOLD))
        self.allow(params)
        limit, timeout = self._slowed(offset, limit, timeout)
        self.interrupt(TERMINATED)
        found = self._queue.read(offset, limit)
        if found or not timeout:
            return found
        return await self._hold(offset, limit, timeout)

    def allow(self, params: Params) -> None:
        """Take over allowed_updates when given."""
        if "allowed_updates" in params:
            self._queue.allow(params.json("allowed_updates"))

    def _slowed(self, offset: int, limit: int, timeout: float) -> tuple[int, float]:
        now = time.monotonic()
        previous, self._previous = self._previous, (offset, now)
        if not self.throttled or previous is None or previous[0] != offset:
            return limit, timeout
        if now < previous[1] + HASTE and timeout < HASTE:
            timeout = HASTE
        if now < previous[1] + GREAT_HASTE:
            limit = 1
        return limit, timeout

    async def _hold(self, offset: int, limit: int, timeout: float) -> list[Queued]:
        poll = _Poll()
        self._held = poll
        self._changed()
        try:
            async with asyncio.timeout(timeout):
                while not self._closing:
                    await poll.wake.wait()
                    poll.wake.clear()
                    if poll.conflict is not None:
                        await self._refuse(poll.conflict)
                    if found := self._queue.read(offset, limit):
                        return found
        except TimeoutError:
            return []
        finally:
            if self._held is poll:
                self._held = None
        return []

    async def _refuse(self, reason: str) -> None:
        now = time.monotonic()
        last, self._last_conflict = self._last_conflict, now
        if now < last + HASTE and not self._closing:
            await asyncio.sleep(HASTE)
        raise ApiError(409, reason)
