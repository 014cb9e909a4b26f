"""Small files that people send: fetched within bounds of size and time."""

import asyncio

import structlog
import telegram
from telegram.error import TelegramError

log = structlog.get_logger(__name__)

PATIENCE_S = 10.0


async def read_text(bot: telegram.Bot, file_id: str, largest: int) -> str | None:
    """The UTF-8 text of a file of at most ``largest`` bytes; None when it is something else or cannot be had."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            file = await bot.get_file(file_id)
            if file.file_size is None or file.file_size > largest:
                return None
            content = bytes(await file.download_as_bytearray())
    except (TelegramError, TimeoutError) as error:
        log.info("file_unread", error=type(error).__name__)
        return None
    try:
        return content.decode("utf-8-sig") if len(content) <= largest else None
    except UnicodeDecodeError:
        return None
