"""The arena: a sandbox in this process, and the bot on it as a process of its own, run as an operator runs it."""

import asyncio
import os
import re
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.sandbox import Address, Chat, Sandbox, User
from bot.sandbox.clock import RealClock

RIGHTS = ("can_delete_messages", "can_restrict_members", "can_invite_users", "can_pin_messages", "can_change_info")
TICKS_PER_S = os.sysconf("SC_CLK_TCK")
SETTLED = """
    SELECT (SELECT count(*) FROM inbox WHERE done_at IS NULL AND parked_at IS NULL)
         + (SELECT count(*) FROM outbox WHERE settled_at IS NULL)
"""
UNHANDLED = "SELECT count(*) FROM inbox WHERE done_at IS NULL AND parked_at IS NULL"
HANDLED = "SELECT count(*) FROM inbox WHERE source = 'telegram' AND done_at IS NOT NULL"


@dataclass
class BotProcess:
    """The bot's process and what the system knows of it."""

    process: asyncio.subprocess.Process
    log: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    def cpu_s(self) -> float:
        """Processor seconds of the process so far, user and system."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_S

    def memory_mb(self, which: str = "VmRSS") -> float:
        """Memory in MB: ``VmRSS`` now, ``VmHWM`` at its highest."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(rf"^{which}:\s+(\d+) kB", status, re.MULTILINE)
        assert found is not None, "Linux always tells"
        return int(found[1]) / 1024

    async def stop(self, within_s: float = 10.0) -> int:
        """SIGTERM; returns the exit code.

        Raises:
            TimeoutError: it did not end in time; it is killed then.
        """
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(within_s):
                    await self.process.wait()
            except TimeoutError:
                self.process.kill()
                await self.process.wait()
                raise
        assert self.process.returncode is not None, "it has ended"
        return self.process.returncode


@dataclass
class Arena:
    """A sandbox, and a bot that lives in `folder`. The database is a SQLite file unless ``url`` says otherwise."""

    sandbox: Sandbox
    address: Address
    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    bot: BotProcess | None = None

    @property
    def database(self) -> Path:
        return self.folder / "weilu.db"

    @property
    def running(self) -> BotProcess:
        assert self.bot is not None, "the bot is not running"
        return self.bot

    def environment(self) -> dict[str, str]:
        """The variables a bot process is configured by."""
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("WEILU_")},
            "WEILU_TELEGRAM__TOKEN": self.sandbox.token,
            "WEILU_TELEGRAM__BASE_URL": self.address.base_url,
            "WEILU_TELEGRAM__BASE_FILE_URL": self.address.base_file_url,
            "WEILU_DATABASE__URL": f"sqlite+aiosqlite:///{self.database}",
            "WEILU_LOG__FORMAT": "json",
            "PYTHONPATH": str(Path(__file__).parent.parent),
            **self.settings,
        }

    async def start(self, command: tuple[str, ...] = (sys.executable, "-m", "bot", "run")) -> BotProcess:
        """Start the bot and wait until it polls."""
        log = self.folder / "bot.log"
        with log.open("ab") as stream:
            process = await asyncio.create_subprocess_exec(
                *command, env=self.environment(), cwd=self.folder, stderr=stream, stdout=stream
            )
        self.bot = BotProcess(process, log)
        try:
            await self.until(lambda: self.sandbox.polling.held, 30)
        except AssertionError:
            raise AssertionError(f"the bot does not poll:\n{log.read_text()[-3000:]}") from None
        return self.bot

    async def stop(self) -> int:
        """End the bot in good order; returns its exit code."""
        bot, self.bot = self.running, None
        return await bot.stop()

    async def tea_houses(self, count: int) -> tuple[list[Chat], User]:
        """Groups the bot knows and serves with all rights, of one owner who pressed Start; settled on return."""
        owner = self.sandbox.person("店长", username="dianzhang", language="zh-hans")
        groups = [self.sandbox.supergroup(f"围炉茶友 {number}", owner=owner) for number in range(1, count + 1)]
        for group in groups:
            owner.adds_bot(group, rights=RIGHTS)
        owner.says_privately("/start")
        await self.settled(60 + count)
        return groups, owner

    async def until(self, holds: Callable[[], Any], seconds: float, every: float = 0.02) -> Any:
        """Wait until ``holds()`` is true and return it; AssertionError when that takes too long or the bot ends."""
        deadline = time.monotonic() + seconds
        while True:
            if found := holds():
                return found
            if self.bot is not None and self.bot.process.returncode is not None:
                raise AssertionError(f"the bot has ended:\n{self.bot.log.read_text()[-3000:]}")
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {seconds:g} s\n{self.sandbox.picture()}")
            await asyncio.sleep(every)

    async def settled(self, seconds: float = 60.0) -> None:
        """Wait until every update is confirmed and handled, and every effect settled."""
        await self.until(lambda: not self.sandbox.world.queue and self.ask(SETTLED) == 0, seconds)

    async def handled(self, seconds: float = 60.0) -> None:
        """Wait until every update is confirmed and handled; what was decided may still wait for its turn."""
        await self.until(lambda: not self.sandbox.world.queue and self.ask(UNHANDLED) == 0, seconds)

    def ask(self, statement: str) -> int:
        """One number out of the bot's database; -1 while there is no such table yet."""
        try:
            with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as connection:
                return int(connection.execute(statement).fetchone()[0] or 0)
        except sqlite3.OperationalError:
            return -1

    def message(self, group: Chat, sender: User, text: str, date: datetime | None = None) -> dict[str, Any]:
        """An ordinary group message as an update, to be queued with `Sandbox.push_many`."""
        moment = int((date or datetime.now(UTC)).timestamp())
        return {
            "message": {
                "message_id": self.sandbox.world.new_message_id(group),
                "from": sender.shape(),
                "chat": group.shape(),
                "date": moment,
                "text": text,
            }
        }


@asynccontextmanager
async def arena(seed: int = 1, **settings: str) -> AsyncIterator[Arena]:
    """An arena with a bot that polls, on the machine's clock; ``settings`` are further ``WEILU_`` variables."""
    sandbox = Sandbox(clock=RealClock(), seed=seed)
    with tempfile.TemporaryDirectory(prefix="weilu-arena-") as folder:
        async with sandbox.serve() as address:
            place = Arena(sandbox, address, Path(folder), settings)
            try:
                await place.start()
                yield place
            finally:
                if place.bot is not None:
                    await place.bot.stop()
