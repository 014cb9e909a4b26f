"""The webhook beside long polling: the same rows in the same inbox, answered 200 only when they are durable."""

import hmac
from collections.abc import Callable, Sequence

import msgspec
import structlog
import telegram
from aiohttp import web

from bot.core.clock import Clock
from bot.core.event import Received
from handlers.sorting import ALLOWED_UPDATES, incoming
from storage import Storage

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_BODY = 4 * 1024 * 1024


class Webhook:
    """An HTTP server on one path. Who does not know the secret learns nothing."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        deliver: Callable[[Sequence[Received]], None],
        *,
        listen: str,
        port: int,
        path: str,
        secret: str,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._deliver = deliver
        self._listen, self._port, self._path = listen, port, path
        self._secret = secret.encode()
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen."""
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_post(self._path, self._receive)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._listen, self._port).start()

    async def stop(self) -> None:
        """Stop listening; requests under way are answered."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _receive(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="replace")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        try:
            _, row = incoming(await request.read())
        except msgspec.DecodeError:
            # A 200, or Telegram would send the same again for a day and hold back what follows.
            log.warning("webhook_unreadable")
            await self._storage.note_trouble("webhook:unreadable update", self._clock.now())
            return web.Response()
        self._deliver(await self._storage.inbox.add([row], self._clock.now()))
        return web.Response()


async def register(bot: telegram.Bot, url: str, secret: str) -> None:
    """Tell Telegram where to send updates; what waits is kept."""
    await bot.set_webhook(url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), max_connections=40)
