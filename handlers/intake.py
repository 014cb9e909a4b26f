"""Long polling of our own: raw updates go into the inbox, and only then does the offset move."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import structlog
import telegram
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.core.clock import Clock
from bot.core.event import Incoming, Received
from handlers.sorting import ALLOWED_UPDATES, incoming
from storage import Storage

log = structlog.get_logger(__name__)

HOLD_S = 25
"""How long Telegram holds an empty poll; at most 50."""
GRACE_S = 10
BATCH = 100
MOST_BACKLOG = 20_000
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0


class _Parameters(msgspec.Struct):
    retry_after: float | None = None


class _Answer(msgspec.Struct):
    """What getUpdates answers, with every update left as raw JSON."""

    ok: bool = False
    result: list[msgspec.Raw] = []
    error_code: int = 0
    description: str = ""
    parameters: _Parameters | None = None


class Polling:
    """The polling loop. Whatever Telegram answers, it goes on; `troubles` counts what was not an answer."""

    def __init__(
        self,
        bot: telegram.Bot,
        request: BaseRequest,
        storage: Storage,
        clock: Clock,
        deliver: Callable[[Sequence[Received]], None],
        backlog: Callable[[], int],
    ) -> None:
        self._url = f"{bot.base_url}/getUpdates"
        self._request = request
        self._storage = storage
        self._clock = clock
        self._deliver = deliver
        self._backlog = backlog
        self._offset = 0
        self._pause = FIRST_PAUSE_S
        self._request_under_way: asyncio.Task[tuple[int, bytes]] | None = None
        self._stopping = asyncio.Event()
        self.troubles: dict[str, int] = {}
        self.polls = 0
        self.answered_at = clock.now()
        """When Telegram last answered; at first, when the asking began."""

    async def run(self) -> None:
        """Poll until stopped, resting while too much waits to be handled."""
        while not self._stopping.is_set():
            if self._backlog() > MOST_BACKLOG:
                await self._rest(0.05)
            else:
                await self.poll()

    def stop(self) -> None:
        """Let go of the request under way; a batch that has arrived is still stored."""
        self._stopping.set()
        if self._request_under_way is not None:
            self._request_under_way.cancel()

    async def poll(self) -> None:
        """One request: store, then confirm with the next offset. A failure pauses a little longer each time."""
        wanted = {"offset": self._offset, "limit": BATCH, "timeout": HOLD_S, "allowed_updates": list(ALLOWED_UPDATES)}
        parameters = RequestData([RequestParameter.from_input(name, value) for name, value in wanted.items()])
        self._request_under_way = asyncio.create_task(
            self._request.do_request(self._url, "POST", parameters, read_timeout=HOLD_S + GRACE_S)
        )
        try:
            status, payload = await self._request_under_way
        except TelegramError as error:
            await self._trouble(type(error).__name__)
            return
        except asyncio.CancelledError:
            if not self._stopping.is_set():
                raise
            return
        answer = _decode(payload)
        if answer is None or not answer.ok:
            wait = answer.parameters.retry_after if answer is not None and answer.parameters else None
            await self._trouble(str(status), wait)
            return
        self.polls += 1
        self.answered_at = self._clock.now()
        if answer.result:
            await self._take(answer.result)
        else:
            self._pause = FIRST_PAUSE_S

    async def _take(self, updates: list[msgspec.Raw]) -> None:
        """Make a batch durable, hand it to the mailboxes, and move the offset behind it."""
        rows: list[Incoming] = []
        newest = self._offset - 1
        for raw in updates:
            try:
                update_id, row = incoming(bytes(raw))
            except msgspec.DecodeError:
                await self._count("unreadable update")
                continue
            rows.append(row)
            newest = max(newest, update_id) if abs(update_id - newest) < 1_000_000 else update_id
        if not rows:
            # Nothing that could be confirmed: asking again at once would be a busy loop.
            await self._trouble("nothing readable")
            return
        received = await self._storage.inbox.add(rows, self._clock.now())
        self._offset = newest + 1
        self._pause = FIRST_PAUSE_S
        self._deliver(received)

    async def _trouble(self, what: str, wait: float | None = None) -> None:
        await self._count(what)
        await self._rest(self._pause if wait is None else wait)
        self._pause = min(self._pause * 1.7, LONGEST_PAUSE_S)

    async def _rest(self, seconds: float) -> None:
        """Wait, unless the loop is being stopped."""
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            pass

    async def _count(self, what: str) -> None:
        """Note it for the log and for the doctor."""
        self.troubles[what] = self.troubles.get(what, 0) + 1
        log.warning("polling_trouble", what=what, times=self.troubles[what], pause_s=round(self._pause, 2))
        await self._storage.note_trouble(f"polling:{what}"[:64], self._clock.now())


def _decode(payload: bytes) -> _Answer | None:
    try:
        return msgspec.json.decode(payload, type=_Answer)
    except msgspec.DecodeError:
        return None


async def forget_webhook(bot: telegram.Bot) -> Any:
    """Polling and a webhook exclude each other; what waits is kept."""
    return await bot.delete_webhook(drop_pending_updates=False)
