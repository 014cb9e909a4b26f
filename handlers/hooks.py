"""Calls to receivers outside: one POST, with patience, without following anybody elsewhere."""

import json
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from bot.core.effect import CallHook
from bot.features.crisis.hooks import Delivery, Shape, signed
from bot.runtime.performer import Answer, AnswerKind

PATIENCE: Final = aiohttp.ClientTimeout(total=10)
LATER: Final = (408, 425, 429)
LONGEST_ANSWER: Final = 4_096
"""Bytes of an answer that are read."""


def is_web_address(url: str) -> bool:
    """Whether it is a complete http or https address."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


async def call_hook(call: CallHook, now: datetime) -> Answer:
    """Make the call, signed at this instant. What the receiver cannot take now is tried again later, what it refuses is not."""
    if not is_web_address(call.url):
        return Answer(AnswerKind.REFUSED, error="not a web address")
    made = Delivery(call.url, call.body, call.headers)
    if call.secret:
        made = signed(made, Shape(call.shape), call.secret, now)
    headers = {"Content-Type": "application/json; charset=utf-8", **made.headers}
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as session,
            session.post(made.url, data=made.body.encode(), headers=headers, allow_redirects=False) as response,
        ):
            status = response.status
            taken = await _receipt(response, call.receipt) if call.receipt and status == 200 else 0
    except aiohttp.ClientConnectorError as error:
        return Answer(AnswerKind.UNSENT, error=type(error).__name__)
    except (TimeoutError, aiohttp.ClientError) as error:
        return Answer(AnswerKind.UNKNOWN, error=type(error).__name__)
    if taken:
        return Answer(AnswerKind.REFUSED, error=f"receiver said {taken}")
    if 200 <= status < 300:
        return Answer(AnswerKind.ACCEPTED)
    if status >= 500 or status in LATER:
        return Answer(AnswerKind.UNSENT, error=f"receiver said {status}")
    return Answer(AnswerKind.REFUSED, error=f"receiver said {status}")


async def _receipt(response: aiohttp.ClientResponse, name: str) -> int:
    """What a receiver says in the body of a 200: 0 when it has taken the call, or says nothing one can read."""
    try:
        said = json.loads(await response.content.read(LONGEST_ANSWER))
    except ValueError:
        return 0
    number = said.get(name, 0) if isinstance(said, dict) else 0
    return number if isinstance(number, int) else 0
