"""An outside anti-spam list, asked over HTTP about one account at a time; it may fail, and then nobody is on it."""

import asyncio
import time
from collections import OrderedDict

import aiohttp
import msgspec
import structlog

log = structlog.get_logger(__name__)

PATIENCE_S = 2.0
"""Somebody waits at the door meanwhile."""
KEPT_S = 3_600.0
MOST_KEPT = 10_000
LONGEST_ANSWER = 65_536


class _Answer(msgspec.Struct):
    """What CAS (api.cas.chat/check) says: ``ok`` is true for an account on the list."""

    ok: bool = False


class OutsideList:
    """Asks ``URL?user_id=ID`` and keeps answers for an hour. A failure is not kept."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session: aiohttp.ClientSession | None = None
        self._kept: OrderedDict[int, tuple[float, bool]] = OrderedDict()

    async def has(self, user_id: int) -> bool:
        """Whether the account is on the list; False when the list does not say so in time."""
        kept = self._kept.get(user_id)
        if kept is not None and time.monotonic() - kept[0] < KEPT_S:
            return kept[1]
        try:
            async with asyncio.timeout(PATIENCE_S):
                found = await self._ask(user_id)
        except (aiohttp.ClientError, TimeoutError, msgspec.MsgspecError, ValueError) as error:
            log.info("outside_list_silent", error=type(error).__name__)
            return False
        self._kept[user_id] = (time.monotonic(), found)
        self._kept.move_to_end(user_id)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return found

    async def _ask(self, user_id: int) -> bool:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        async with self._session.get(self._url, params={"user_id": str(user_id)}) as response:
            response.raise_for_status()
            body = await response.content.read(LONGEST_ANSWER)
        return msgspec.json.decode(body, type=_Answer).ok

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
