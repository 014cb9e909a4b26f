"""What Telegram says about this bot, asked once and briefly: its name, its clock, its rights in the groups."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
import msgspec
import telegram

from handlers.incoming import is_present, rights_of

PATIENCE_S = 5.0
SIDE_BY_SIDE = 8
MOST_GROUPS = 100


@dataclass(frozen=True, slots=True)
class Checkup:
    """What came back. Everything is None or empty for what could not be asked.

    ``refused``: Telegram knows no such token. ``skew_s``: how far this machine's clock is ahead of Telegram's, in
    seconds. ``rights``: of the bot, by group; None where it is not in the group.
    """

    reached: bool
    refused: bool = False
    error: str | None = None
    username: str | None = None
    skew_s: float | None = None
    waiting_updates: int | None = None
    webhook_url: str | None = None
    webhook_error: str | None = None
    rights: dict[int, frozenset[str] | None] = field(default_factory=dict)


class _Answer(msgspec.Struct):
    ok: bool = False
    result: Any = None
    error_code: int = 0
    description: str = ""


async def examine(
    token: str, base_url: str, chat_ids: Sequence[int], now: Callable[[], datetime], patience_s: float = PATIENCE_S
) -> Checkup:
    """Ask getMe, getWebhookInfo and the bot's place in at most `MOST_GROUPS` groups. Never raises for the network."""
    address = telegram.Bot(token, base_url=base_url).base_url
    timeout = aiohttp.ClientTimeout(total=patience_s)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session:
            async with session.get(f"{address}/getMe") as response:
                answer, date, heard = _read(await response.read()), response.headers.get("Date"), now()
            if not answer.ok:
                refused = answer.error_code in (401, 404)
                return Checkup(reached=True, refused=refused, error=answer.description[:100])
            hook = (await _ask(session, address, "getWebhookInfo")).result or {}
            return Checkup(
                reached=True,
                username=str(answer.result.get("username")),
                skew_s=_skew(date, heard),
                waiting_updates=hook.get("pending_update_count"),
                webhook_url=hook.get("url") or None,
                webhook_error=hook.get("last_error_message"),
                rights=await _rights(session, address, int(answer.result["id"]), chat_ids[:MOST_GROUPS]),
            )
    except (aiohttp.ClientError, OSError, TimeoutError, msgspec.DecodeError) as error:
        # Only its kind: the words may hold the address, and the address holds the token.
        return Checkup(reached=False, error=type(error).__name__)


async def _ask(session: aiohttp.ClientSession, address: str, method: str, **parameters: int) -> _Answer:
    async with session.post(f"{address}/{method}", json=parameters) as response:
        return _read(await response.read())


def _read(body: bytes) -> _Answer:
    return msgspec.json.decode(body, type=_Answer)


async def _rights(
    session: aiohttp.ClientSession, address: str, bot_id: int, chat_ids: Sequence[int]
) -> dict[int, frozenset[str] | None]:
    places = asyncio.Semaphore(SIDE_BY_SIDE)

    async def one(chat_id: int) -> tuple[int, frozenset[str] | None] | None:
        async with places:
            answer = await _ask(session, address, "getChatMember", chat_id=chat_id, user_id=bot_id)
        if answer.ok:
            member = telegram.ChatMember.de_json(answer.result, None)
            return chat_id, rights_of(member) if is_present(member) else None
        return (chat_id, None) if answer.error_code in (400, 403) else None

    found = await asyncio.gather(*(one(chat_id) for chat_id in chat_ids))
    return dict(pair for pair in found if pair is not None)


def _skew(date: str | None, heard: datetime) -> float | None:
    """Seconds by which this machine is ahead; Telegram's header has whole seconds."""
    if date is None:
        return None
    try:
        return (heard - parsedate_to_datetime(date)).total_seconds()
    except (ValueError, TypeError):
        return None
