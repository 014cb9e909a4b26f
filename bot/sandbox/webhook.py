"""Delivery by webhook: in parallel, but one after another for updates with the same key (§6.3)."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import aiohttp
import msgspec

from bot.sandbox.clock import Clock
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.updates import Queued, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
RETRY_SECONDS: Sequence[float] = (0, 2, 4, 8, 16, 32, 60)
"""Machine seconds before each retry; the last repeats until the update expires."""

Reply = Callable[[str, dict[str, Any]], Awaitable[None]]


class Webhook:
    """The address updates are pushed to. `reply` carries out a method named in the body of an answer."""

    def __init__(self, queue: UpdateQueue, clock: Clock, reply: Reply, changed: Callable[[], None]) -> None:
        self._queue = queue
        self._changed = changed
        self._clock = clock
        self._reply = reply
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self.ip_address = ""
        self.retry_seconds = RETRY_SECONDS
        self.last_error: tuple[datetime, str] | None = None
        self._sending: dict[str, asyncio.Task[None]] = {}
        self._lines: dict[str, deque[Queued]] = {}
        self._ready: deque[str] = deque()
        self._seen = 0
        self._session: aiohttp.ClientSession | None = None
        self._serving = False
        queue.on_push.append(self._dispatch)

    @property
    def busy(self) -> bool:
        """Whether a delivery is under way or waits for its retry."""
        return bool(self._sending)

    def set(self, params: Params) -> str:
        """Take over setWebhook; returns the description of the answer. http and loopback addresses are fine here."""
        url = params.text("url")
        secret = params.text("secret_token")
        if url and not re.match(r"https?://[^/\s]+", url):
            raise bad_request("invalid webhook URL specified")
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if secret and not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        if "allowed_updates" in params:
            self._queue.allow(params.json("allowed_updates"))
        if params.flag("drop_pending_updates"):
            self._queue.clear()
        same = (url, secret) == (self.url, self.secret)
        if not same or params.flag("drop_pending_updates"):
            self._stop()
        had = bool(self.url)
        self.url, self.secret = url, secret
        self.max_connections = min(max(params.number("max_connections", 40), 1), 100)
        self.last_error = None
        self._dispatch()
        if not url:
            return "Webhook was deleted" if had else "Webhook is already deleted"
        return "Webhook is already set" if same else "Webhook was set"

    def info(self) -> dict[str, Any]:
        """WebhookInfo."""
        self._queue.drop_expired()
        info: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue),
        }
        if self.url:
            info["max_connections"] = self.max_connections
        if self.last_error is not None:
            info["last_error_date"] = int(self.last_error[0].timestamp())
            info["last_error_message"] = self.last_error[1]
        if self._queue.explicit is not None:
            info["allowed_updates"] = self._queue.explicit
        return info

    async def open(self) -> None:
        """Begin delivering."""
        self._session = aiohttp.ClientSession()
        self._serving = True
        self._dispatch()

    async def close(self) -> None:
        """Stop delivering; what is not delivered stays."""
        self._serving = False
        tasks = list(self._sending.values())
        self._stop()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _stop(self) -> None:
        for task in self._sending.values():
            task.cancel()
        self._sending.clear()
        self._lines.clear()
        self._ready.clear()
        self._seen = 0

    def _dispatch(self) -> None:
        """Put what is new into the line of its key, and start as many deliveries as there are connections."""
        if not self.url or not self._serving:
            return
        for queued in self._queue.since(self._seen):
            self._seen = queued.update_id
            line = self._lines.get(queued.key)
            if line is None:
                self._lines[queued.key] = deque([queued])
                self._ready.append(queued.key)
            else:
                line.append(queued)
        while self._ready and len(self._sending) < self.max_connections:
            key = self._ready.popleft()
            self._sending[key] = asyncio.create_task(self._deliver(key, self._lines[key]))

    async def _deliver(self, key: str, line: deque[Queued]) -> None:
        """Deliver the first of a line, then queue up for the next."""
        queued = line[0]
        for wait in self._waits():
            if self._clock.now() >= queued.expires_at or await self._attempt(queued):
                break
            await asyncio.sleep(wait)
        self._queue.remove(queued)
        line.popleft()
        del self._sending[key]
        if line:
            self._ready.append(key)
        else:
            del self._lines[key]
        self._dispatch()
        self._changed()

    def _waits(self) -> Iterator[float]:
        yield from self.retry_seconds
        while True:
            yield self.retry_seconds[-1]

    async def _attempt(self, queued: Queued) -> bool:
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET_HEADER] = self.secret
        assert self._session is not None
        try:
            timeout = aiohttp.ClientTimeout(total=60)
            async with self._session.post(self.url, data=queued.body, headers=headers, timeout=timeout) as answer:
                body = await answer.read()
                if not 200 <= answer.status < 300:
                    self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                    return False
        except (aiohttp.ClientError, TimeoutError) as problem:
            self._failed(f"Connection failed: {type(problem).__name__}")
            return False
        await self._carry_out(body)
        return True

    def _failed(self, message: str) -> None:
        self.last_error = (self._clock.now(), message)
        self._changed()

    async def _carry_out(self, body: bytes) -> None:
        """A method in the body of the answer is executed, its result discarded."""
        try:
            call = msgspec.json.decode(body, type=dict[str, Any])
        except msgspec.DecodeError:
            return
        method = call.pop("method", None)
        if isinstance(method, str) and not method.lower().startswith(("get", "setwebhook", "deletewebhook")):
            await self._reply(method, call)
