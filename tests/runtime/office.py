"""An outbox that runs on a real file, with Telegram's answers and both clocks in the test's hands."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from sqlalchemy import select

from bot.core.clock import ManualClock
from bot.core.effect import Call, Effect, Outcome, SendMessage
from bot.core.event import Received
from bot.core.ids import EffectId, chat_mailbox
from bot.runtime.commit import Committer
from bot.runtime.outbox import Outbox
from bot.runtime.performer import Answer, AnswerKind
from handlers.flood_control import UNLIMITED, FloodControl, Rates
from storage import Storage
from storage import outbox as outbox_rows
from storage.buffer import Buffer, Overlay
from storage.tables import outbox as outbox_table
from tests.runtime.ring import NOW

DONE = Answer(AnswerKind.ACCEPTED)
NO = Answer(AnswerKind.REFUSED, error="Bad Request: no")
UNKNOWN = Answer(AnswerKind.UNKNOWN, error="TimedOut")
UNSENT = Answer(AnswerKind.UNSENT, error="NotSent")


class Stub:
    """The outgoing side: notes every call and answers as the test says; ``hold`` keeps calls from ending."""

    def __init__(self) -> None:
        self.calls: list[tuple[Call, bool]] = []
        self.answer: Callable[[Call], Answer] = lambda call: DONE
        self.script: list[Answer] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.under_way = 0
        self.arrived = asyncio.Condition()

    async def perform(self, effect: Effect, *, again: bool) -> Answer:
        self.calls.append((effect.call, again))
        self.under_way += 1
        async with self.arrived:
            self.arrived.notify_all()
        await self.gate.wait()
        self.under_way -= 1
        if self.script:
            return self.script.pop(0)
        if isinstance(effect.call, SendMessage) and self.answer(effect.call) is DONE:
            return Answer(AnswerKind.ACCEPTED, message_id=len(self.calls) + 100)
        return self.answer(effect.call)

    @property
    def made(self) -> list[Call]:
        return [call for call, _ in self.calls]

    async def until(self, count: int) -> None:
        async with asyncio.timeout(10), self.arrived:
            await self.arrived.wait_for(lambda: len(self.calls) >= count)


class Post:
    """An outbox that runs, on a real file."""

    def __init__(self, storage: Storage, rates: Rates) -> None:
        self.storage, self.stub = storage, Stub()
        self.clock = ManualClock(NOW)
        self.seconds = 1000.0
        self.reports: list[Received] = []
        self.committer = Committer(storage.database)
        self.outbox = Outbox(
            storage,
            self.committer,
            self.clock,
            self.stub,
            FloodControl(rates),
            self._deliver,
            lambda: self.seconds,
        )
        self._ids = 0

    def _deliver(self, rows: Iterable[Received]) -> None:
        self.reports += rows

    def effect(self, call: Call, **manners: Any) -> Effect:
        self._ids += 1
        given: dict[str, Any] = {
            "mailbox": chat_mailbox(call.chat_id),
            "repeat": call.repeat,
            "lane": call.lane,
            "created_at": self.clock.now(),
            **manners,
        }
        return Effect(EffectId(self._ids), call=call, **given)

    async def keep(self, *effects: Effect) -> None:
        """Make effects durable without telling the outbox."""
        buffer = Buffer(self.storage.database, Overlay(chat_mailbox(1)), self.storage.sequences)
        for effect in effects:
            outbox_rows.add(buffer, effect)
        await self.storage.database.flush([buffer.writes])

    async def add(self, *calls: Call | Effect, **manners: Any) -> list[Effect]:
        effects = [call if isinstance(call, Effect) else self.effect(call, **manners) for call in calls]
        await self.keep(*effects)
        self.outbox.add(effects)
        return effects

    async def idle(self) -> None:
        await asyncio.wait_for(self.outbox.idle(), 15)

    async def wait(self, seconds: float) -> None:
        """Let both clocks run and everything that can happen, happen."""
        self.seconds += seconds
        self.clock.advance(seconds=seconds)
        self.outbox.poke()
        await self.calm()

    async def calm(self) -> None:
        """Nothing that could be done is left to do: the queues have been looked at, the writes are written."""
        for _ in range(6):
            buffer = Buffer(self.storage.database, Overlay(chat_mailbox(1)), self.storage.sequences)
            await self.committer.write(buffer)
            await self.storage.outbox.count_waiting()

    async def statuses(self) -> dict[int, str | None]:
        rows = await self.storage.database.fetch(select(outbox_table).order_by(outbox_table.c.id))
        return {row.id: row.status for row in rows}

    def outcomes(self) -> list[Outcome]:
        return [msgspec.json.decode(row.body, type=Outcome) for row in self.reports]


@asynccontextmanager
async def post(storage: Storage, rates: Rates = UNLIMITED) -> AsyncIterator[Post]:
    running = Post(storage, rates)
    loops = [asyncio.create_task(running.committer.run()), asyncio.create_task(running.outbox.run())]
    try:
        yield running
    finally:
        running.stub.gate.set()
        await running.outbox.stop()
        running.committer.stop()
        await asyncio.gather(*loops)


def send(text: str, chat_id: int = -1) -> SendMessage:
    return SendMessage(chat_id, text)
