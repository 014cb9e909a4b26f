"""A bot in a process of its own that is killed while its group talks, and what must be true afterwards."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.arena import RIGHTS, SETTLED, Arena
from bot.sandbox import Chat, Sandbox, User
from bot.sandbox.clock import RealClock
from tests.crash.launcher import SEEN

ROOT = Path(__file__).parent.parent.parent
Launcher = subprocess.Popen[bytes]
WORDS = ("never", "wanted", "safe", "plain")


class Cradle:
    """A launcher, and the bot it has forked last for one ordeal."""

    def __init__(
        self, launcher: Launcher, news: asyncio.StreamReader, environment: Mapping[str, str], log: Path
    ) -> None:
        self._launcher, self._news, self._environment, self._log = launcher, news, environment, log
        self.pid = 0
        self.kills = 0

    async def start(self, point: str | None = None, nth: int = 1) -> None:
        """Fork a bot, with a fuse if a point is named."""
        order = {"environment": dict(self._environment), "log": str(self._log), "point": point, "nth": nth}
        assert self._launcher.stdin is not None
        self._launcher.stdin.write(json.dumps(order).encode() + b"\n")
        self._launcher.stdin.flush()
        self.pid = int((await self._told())["pid"])

    async def ended(self, within_s: float = 40.0) -> int:
        """The exit code, or minus the signal's number."""
        code = int((await asyncio.wait_for(self._told(), within_s))["ended"])
        self.kills += code == -signal.SIGKILL
        self.pid = 0
        return code

    async def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        assert await self.ended() == -signal.SIGKILL

    async def stop(self) -> int:
        os.kill(self.pid, signal.SIGTERM)
        return await self.ended()

    async def _told(self) -> dict[str, Any]:
        line = await self._news.readline()
        assert line, f"the launcher has ended:\n{self._log.read_text()[-3000:]}"
        found: dict[str, Any] = json.loads(line)
        return found


class Ordeal:
    """A group that talks while its bot dies and comes back."""

    def __init__(self, place: Arena, cradle: Cradle) -> None:
        self.place, self.cradle, self.sandbox = place, cradle, place.sandbox
        self.owner = self.sandbox.person("店长")
        self.group: Chat = self.sandbox.supergroup("围炉茶友", owner=self.owner)
        self.people: list[User] = [self.sandbox.person(name) for name in ("小林", "阿梅", "老周")]
        for person in self.people:
            person.joins(self.group)
        self.said: list[str] = []

    def is_quiet(self) -> bool:
        """Whether the bot has taken everything in and waits for more."""
        return self.sandbox.polling.held and not self.sandbox.world.queue

    async def begin(self) -> None:
        """A first, peaceful life, in which the group becomes known."""
        await self.cradle.start()
        self.owner.adds_bot(self.group, rights=RIGHTS)
        await self.settled()
        assert await self.cradle.stop() == 0

    def talk(self, count: int = 8) -> None:
        """Everybody says something; each message asks for another kind of effect."""
        for _ in range(count):
            text = f"{WORDS[len(self.said) % len(WORDS)]} {len(self.said)}"
            self.people[len(self.said) % len(self.people)].says(self.group, text)
            self.said.append(text)

    async def settled(self, seconds: float = 60.0) -> None:
        await self.place.until(lambda: not self.sandbox.world.queue and self.place.ask(SETTLED) == 0, seconds)

    async def judge(self) -> None:
        """A last, peaceful life; then everything must be as if nobody had ever died."""
        await self.cradle.start()
        await self.settled()
        assert await self.cradle.stop() == 0
        asked = Counter(text.partition(" ")[0] for text in self.said)
        shown = Counter((message.text or "").removeprefix("again ") for message in self.group.messages
                        if message.sender is self.sandbox.bot)  # fmt: skip
        never = [text for text in self.said if text.startswith("never")]
        assert [text for text in never if shown[text] > 1] == []
        lost = self.place.ask("SELECT count(*) FROM outbox WHERE status = 'lost' AND repeat = 'never'")
        assert sum(shown[text] for text in never) >= len(never) - lost
        assert [text for text in self.said if text.startswith("wanted") and not shown[text]] == []
        left = {message.text for message in self.group.messages if message.sender in self.people}
        assert [text for text in self.said if text.startswith("safe") and text in left] == []
        assert self._count(f"SELECT sum(value) FROM counts WHERE metric = '{SEEN}'") == asked["safe"]
        assert self._count("SELECT sum(value) FROM counts WHERE metric = 'messages'") == len(self.said)
        assert self._count("SELECT sum(messages) FROM members") == len(self.said)
        assert self._count("SELECT sum(messages) FROM presence") == len(self.said)
        assert self._count("SELECT count(*) FROM messages") == len(self.said)
        self._judge_file()

    def _count(self, statement: str) -> int:
        return self.place.ask(statement)

    def _judge_file(self) -> None:
        """No state half-written."""
        assert self._count("SELECT count(*) FROM inbox WHERE done_at IS NULL OR parked_at IS NOT NULL") == 0
        assert self._count("SELECT count(*) FROM outbox WHERE settled_at IS NULL OR body IS NOT NULL") == 0
        for table, name in (("inbox", "inbox"), ("outbox", "effect")):
            highest = self._count(f"SELECT max(id) FROM {table}")
            assert highest <= self._count(f"SELECT value FROM sequences WHERE name = '{name}'")
        with closing(sqlite3.connect(self.place.database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@contextmanager
def launcher() -> Iterator[Launcher]:
    """The process that forks bots, for any number of ordeals one after the other."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.launcher"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@asynccontextmanager
async def ordeal(folder: Path, launcher: Launcher) -> AsyncIterator[Ordeal]:
    sandbox = Sandbox(clock=RealClock(), seed=3)
    async with sandbox.serve() as address:
        place = Arena(sandbox, address, folder)
        async with heard(launcher) as news:
            cradle = Cradle(launcher, news, place.environment(), folder / "bot.log")
            trial = Ordeal(place, cradle)
            try:
                await trial.begin()
                yield trial
            finally:
                if cradle.pid:
                    await cradle.kill()


@asynccontextmanager
async def heard(launcher: Launcher) -> AsyncIterator[asyncio.StreamReader]:
    """What the launcher prints, for this event loop; the next one hears it anew."""
    assert launcher.stdout is not None
    news = asyncio.StreamReader()
    pipe = os.fdopen(os.dup(launcher.stdout.fileno()), "rb")
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(news), pipe)
    try:
        yield news
    finally:
        transport.close()


async def die_at_random_moments(trial: Ordeal, lives: int, random: Random) -> None:
    """Live ``lives`` short lives, each ended by a kill after a few requests."""
    for _ in range(lives):
        calls = len(trial.sandbox.journal) + random.randint(2, 20)
        await trial.cradle.start()
        trial.talk(random.randint(1, 20))
        await trial.place.until(lambda calls=calls: len(trial.sandbox.journal) >= calls or trial.is_quiet(), 40, 0.001)
        await trial.cradle.kill()
