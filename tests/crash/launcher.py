"""A process that forks bots and lets them die at a named point. Product code knows nothing of it.

It imports the bot once and then obeys lines of JSON on standard input: ``{"environment": {…}, "log": "bot.log",
"point": "called", "nth": 3}`` forks a bot that kills itself at the third time it comes to that point; without a point
it lives until a signal ends it. For each it prints ``{"pid": …}`` at once; it tells ``{"ended": <code>}`` when that
child has ended, minus the signal's number if one killed it.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any

import telegram

import bot.app
from bot.app import Surroundings, SystemClock, Weilu
from bot.commands.run import serve
from bot.config import load_config
from bot.core.effect import DeleteMessages, Effect, Repeat, SendMessage
from bot.core.event import Incoming, Message, Received
from bot.features import FEATURES
from bot.features.settings.model import Group
from bot.runtime import logs
from bot.runtime.performer import Answer, Performer
from bot.texts import Texts
from handlers import Handlers, members, settings
from handlers.desk import Desk
from handlers.flood_control import UNLIMITED
from handlers.outgoing import TelegramPerformer
from handlers.routes import Hears, Phase, Routes
from storage import Storage
from storage.database import Database
from storage.inbox import Inbox

POINTS = ("taking in", "taken in", "deciding", "decided", "calling", "called")
"""In the order of the ring: before and after the inbox commit, before and after the decision's, around the call."""
GONE = "crash_gone"
SEEN = "seen_gone"
"""The metric that counts reports of deletions."""


class Fuse:
    """Burns at the nth time its point is reached."""

    def __init__(self, point: str | None, nth: int) -> None:
        self._point, self._left = point, nth

    def reach(self, point: str) -> None:
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


async def speak(desk: Desk, group: Group, message: Message) -> None:
    """Do what a message asks for: one effect of each kind of repeat, each to be found again by its number."""
    word, _, number = message.text.partition(" ")
    work = desk.work
    if word in ("never", "wanted"):
        work.emit(SendMessage(message.chat_id, f"{word} {number}"), repeat=Repeat(word))
    elif word == "safe":
        work.emit(DeleteMessages(message.chat_id, (message.message_id,)), report=GONE, memo=number)


async def gone(desk: Desk, body: bytes) -> None:
    """Count the report of a deletion."""
    chat_id = json.loads(body)["chat_id"]
    desk.store.chat(chat_id).counts.add(SEEN, "2026-12-01", 0)


ROUTES = (
    settings.ROUTES,
    members.ROUTES,
    Routes(spoken=(Hears(Phase.TALKING, speak),), events={GONE: gone}),
)


class Fused:
    """The outgoing side with a fuse."""

    def __init__(self, inner: Performer, fuse: Fuse) -> None:
        self._inner, self._fuse = inner, fuse

    async def perform(self, effect: Effect, *, again: bool) -> Answer:
        self._fuse.reach("calling")
        answer = await self._inner.perform(effect, again=again)
        self._fuse.reach("called")
        return answer


async def no_picture(picture: Any) -> bytes:
    raise AssertionError("these bots draw nothing")


async def again_mark(chat_id: int) -> str:
    return "again "


def fused_storage(fuse: Fuse) -> None:
    """Put the fuse around the inbox and the flush of this process."""
    add, flush = Inbox.add, Database.flush

    async def fused_add(inbox: Inbox, rows: Sequence[Incoming], now: datetime) -> list[Received]:
        if rows:
            fuse.reach("taking in")
        received = await add(inbox, rows, now)
        if received:
            fuse.reach("taken in")
        return received

    async def fused_flush(database: Database, works: Any) -> None:
        fuse.reach("deciding")
        await flush(database, works)
        fuse.reach("decided")

    Inbox.add = fused_add  # type: ignore[method-assign]
    Database.flush = fused_flush  # type: ignore[method-assign]


def run(point: str | None, nth: int) -> int:
    """A bot's life; returns its exit code."""
    fuse = Fuse(point, nth)
    fused_storage(fuse)
    bot.app.Handlers = partial(Handlers, routes=ROUTES)  # type: ignore[assignment,misc]

    def performer(client: telegram.Bot, texts: Texts) -> Performer:
        return Fused(TelegramPerformer(client, no_picture, again_mark, SystemClock().now), fuse)

    config = load_config(None, os.environ, FEATURES)
    logs.configure(config.log.level, config.log.format)
    around = Surroundings(rates=UNLIMITED, performer=performer, texts=texts_in)
    return asyncio.run(serve(Weilu(config, around)))


@cache
def texts_in(language: str) -> Texts:
    """The sentences, read before the first fork for all the lives after it."""
    return Texts.load(default=language)


def prepare() -> None:
    """Read what every life would read again; the forks have it from their parent."""
    texts_in("zh-CN")
    bot.app.learn_to_read()


def tell(news: dict[str, int]) -> None:
    sys.stdout.write(json.dumps(news) + "\n")
    sys.stdout.flush()


def main() -> None:
    prepare()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                os.environ.update(order["environment"])
                os.dup2(os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND), sys.stderr.fileno())
                code = run(order.get("point"), order.get("nth", 1))
            finally:
                sys.stderr.flush()
                os._exit(code)
        tell({"pid": child})
        _, status = os.waitpid(child, 0)
        tell({"ended": os.waitstatus_to_exitcode(status)})


if __name__ == "__main__":
    assert Storage is not None, "everything is imported before the first fork"
    main()
