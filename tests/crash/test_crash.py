"""kill -9 at every step of the ring and at random moments: nothing is lost, nothing is done twice that must not be."""

import asyncio
import json
import os
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.arena import RIGHTS, SETTLED, Arena
from bot.sandbox import Chat, Fault, Sandbox, User
from bot.sandbox.clock import RealClock
from tests.crash.launcher import POINTS, SEEN

ROOT = Path(__file__).parent.parent.parent
WORDS = ("never", "wanted", "safe", "plain")


class Cradle:
    """The launcher's process, and the bot it has forked last."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process, self._log = process, log
        self.pid = 0
        self.kills = 0

    async def start(self, point: str | None = None, nth: int = 1) -> None:
        """Fork a bot, with a fuse if a point is named."""
        order = {"point": point, "nth": nth} if point else {}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
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
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
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


@asynccontextmanager
async def ordeal(folder: Path) -> AsyncIterator[Ordeal]:
    sandbox = Sandbox(clock=RealClock(), seed=3)
    async with sandbox.serve() as address:
        place = Arena(sandbox, address, folder)
        log = folder / "bot.log"
        with log.open("ab") as stream:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.crash.launcher",
                env=place.environment(),
                cwd=ROOT,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=stream,
            )
        cradle = Cradle(process, log)
        try:
            trial = Ordeal(place, cradle)
            await trial.begin()
            yield trial
        finally:
            if cradle.pid:
                os.kill(cradle.pid, signal.SIGKILL)
            process.kill()
            await process.wait()


@pytest.mark.parametrize("point", POINTS)
async def test_death_at_a_step_of_the_ring(tmp_path: Path, point: str) -> None:
    async with ordeal(tmp_path) as trial:
        for nth in (1, 2, 3, 4, 5, 7):
            await trial.cradle.start(point, nth)
            trial.talk()
            await _dies(trial)
        assert trial.cradle.kills == 6
        await trial.judge()


async def _dies(trial: Ordeal) -> None:
    """Talk on until the fuse has burnt."""
    dying = asyncio.create_task(trial.cradle.ended())
    while not dying.done():
        await asyncio.wait({dying}, timeout=0.3)
        if not dying.done() and _quiet(trial):
            trial.talk(4)
    assert dying.result() == -signal.SIGKILL


@pytest.mark.parametrize("when", ["before", "after"])
async def test_death_during_a_call(tmp_path: Path, when: Any) -> None:
    async with ordeal(tmp_path) as trial:
        for nth in (1, 2, 3, 4):
            fault = trial.sandbox.faults.add(Fault("*", "hang", when, nth=nth, chat_id=trial.group.id))
            await trial.cradle.start()
            trial.talk(12)
            await trial.place.until(lambda fault=fault: fault.fired, 40)
            await trial.cradle.kill()
            trial.sandbox.faults.remove(fault)
        await trial.judge()


@pytest.mark.parametrize("seed", [1, 2])
async def test_death_at_any_moment(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    async with ordeal(tmp_path) as trial:
        for _ in range(8):
            calls = len(trial.sandbox.journal) + random.randint(2, 20)
            await trial.cradle.start()
            trial.talk(random.randint(1, 20))
            await trial.place.until(lambda calls=calls: len(trial.sandbox.journal) >= calls or _quiet(trial), 40, 0.001)
            await trial.cradle.kill()
        await trial.judge()


def _quiet(trial: Ordeal) -> bool:
    return trial.sandbox.polling.held and not trial.sandbox.world.queue


async def test_sigterm_ends_it_in_good_order_with_work_in_flight(tmp_path: Path) -> None:
    async with ordeal(tmp_path) as trial:
        fault = trial.sandbox.faults.add(Fault("sendMessage", "hang"))
        await trial.cradle.start()
        trial.talk(40)
        await trial.place.until(lambda: fault.fired, 40)
        trial.talk(40)
        os.kill(trial.cradle.pid, signal.SIGTERM)
        assert await trial.cradle.ended(within_s=10) == 0
        await trial.judge()


async def test_a_second_process_is_told_that_the_database_is_in_use(tmp_path: Path) -> None:
    async with ordeal(tmp_path) as trial:
        await trial.cradle.start()
        await trial.place.until(lambda: trial.sandbox.polling.held, 30)
        second = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            env=trial.place.environment(),
            cwd=tmp_path,
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await asyncio.wait_for(second.communicate(), 40)
        assert second.returncode == 2
        assert f"already in use by process {trial.cradle.pid}" in said.decode()
        assert "Traceback" not in said.decode()
        assert await trial.cradle.stop() == 0
