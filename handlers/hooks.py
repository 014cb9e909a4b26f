"""Calls to receivers outside: one POST, with patience, without following anybody elsewhere."""

from typing import Final
from urllib.parse import urlsplit

import aiohttp

from bot.core.effect import CallHook
from bot.runtime.performer import Answer, AnswerKind

PATIENCE: Final = aiohttp.ClientTimeout(total=10)
LATER: Final = (408, 425, 429)


def is_web_address(url: str) -> bool:
    """Whether it is a complete http or https address."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


async def call_hook(call: CallHook) -> Answer:
    """Make the call. What the receiver cannot take now is tried again later, what it refuses is not."""
    if not is_web_address(call.url):
        return Answer(AnswerKind.REFUSED, error="not a web address")
    headers = {"Content-Type": "application/json; charset=utf-8", **call.headers}
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as session,
            session.post(call.url, data=call.body.encode(), headers=headers, allow_redirects=False) as response,
        ):
            status = response.status
    except aiohttp.ClientConnectorError as error:
        return Answer(AnswerKind.UNSENT, error=type(error).__name__)
    except (TimeoutError, aiohttp.ClientError) as error:
        return Answer(AnswerKind.UNKNOWN, error=type(error).__name__)
    if 200 <= status < 300:
        return Answer(AnswerKind.ACCEPTED)
    if status >= 500 or status in LATER:
        return Answer(AnswerKind.UNSENT, error=f"receiver said {status}")
    return Answer(AnswerKind.REFUSED, error=f"receiver said {status}")
