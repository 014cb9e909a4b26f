"""A history somebody has sent is studied by a process of its own: fetched, bounded, and never trusted."""

import asyncio
import os
import sys
import tempfile
from base64 import b64encode
from pathlib import Path
from time import monotonic
from typing import Any

import msgspec
import structlog
import telegram
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.core.calls.groups import StudyHistory

log = structlog.get_logger(__name__)

LARGEST_FILE = 20_000_000
"""Bot API: a bot can fetch no larger file."""
LARGEST_UNPACKED = 400_000_000
MOST_MESSAGES = 300_000
PATIENCE_S = 1_500.0
BETWEEN_EDITS_S = 4.0
COMMAND: tuple[str, ...] = (sys.executable, "-m", "bot")
KEPT_ENVIRON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "HOME", "VIRTUAL_ENV", "SYSTEMROOT")
"""The process needs neither the token nor the address of the database."""
UNREADABLE = 2


class _Step(msgspec.Struct):
    """A line the process prints on its way."""

    done: float
    messages: int


async def study(bot: telegram.Bot, call: StudyHistory) -> dict[str, Any]:
    """The page and what the bot would have done, or why there is none; see `StudyHistory`.

    Raises:
        TelegramError: the file does not come for now.
    """
    with tempfile.TemporaryDirectory(prefix="weilu-study-") as folder:
        try:
            file = await bot.get_file(call.file_id)
        except BadRequest as error:
            log.info("history_unfetched", error=error.message[:80])
            return {"failed": "large" if "too big" in error.message.lower() else "unreadable"}
        if file.file_size is not None and file.file_size > LARGEST_FILE:
            return {"failed": "large"}
        source = Path(folder) / "result.json"
        await file.download_to_drive(source)
        return await _run(bot, call, source, Path(folder) / "digest.html")


async def _run(bot: telegram.Bot, call: StudyHistory, source: Path, page: Path) -> dict[str, Any]:
    arguments = (
        "digest", str(source), "--out", str(page), "--json", "--progress", "--guarded",
        "--largest", str(LARGEST_UNPACKED), "--limit", str(MOST_MESSAGES),
        "--language", call.language, "--timezone", call.timezone,
    )  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=1 << 24,
        env={name: os.environ[name] for name in KEPT_ENVIRON if name in os.environ},
        cwd=Path(__file__).parent.parent,
    )
    try:
        async with asyncio.timeout(PATIENCE_S):
            last = await _follow(bot, call, process)
            code = await process.wait()
    except TimeoutError:
        return {"failed": "long"}
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if code != 0:
        log.info("history_unread", code=code)
        return {"failed": "unreadable" if code in (1, UNREADABLE) else "long"}
    html = await asyncio.to_thread(page.read_bytes)
    return {"html": b64encode(html).decode(), "seen": msgspec.json.decode(last)}


async def _follow(bot: telegram.Bot, call: StudyHistory, process: asyncio.subprocess.Process) -> bytes:
    """Show how far it is, now and then; returns the last line, which is the result."""
    assert process.stdout is not None, "it is piped"
    last, shown = b"{}", monotonic()
    async for line in process.stdout:
        last = line
        try:
            step = msgspec.json.decode(line, type=_Step)
        except msgspec.DecodeError:
            continue
        if monotonic() - shown >= BETWEEN_EDITS_S:
            shown = monotonic()
            await _show(bot, call, step)
    return last


async def _show(bot: telegram.Bot, call: StudyHistory, step: _Step) -> None:
    said = call.progress.replace("{percent}", str(round(100 * step.done))).replace("{messages}", f"{step.messages:,}")
    try:
        await bot.edit_message_text(said, call.chat_id, call.message_id, parse_mode=ParseMode.HTML)
    except TelegramError as error:
        # How far it is matters less than that it goes on.
        log.info("progress_unshown", error=type(error).__name__)
