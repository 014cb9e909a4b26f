"""The stage of a story: a sandbox with people, and the whole bot on it, in one process with a clock moved by hand."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from secrets import randbits
from typing import Any

from bot.app import Surroundings, Weilu
from bot.config import load_config
from bot.core.clock import ManualClock
from bot.core.effect import Repeat
from bot.features import FEATURES
from bot.pictures.studio import Studio
from bot.sandbox import Address, Chat, Message, Sandbox, User, VirtualClock
from bot.texts import Texts
from handlers.flood_control import UNLIMITED, Rates
from tests.sandbox_contract import validate_call

MORNING = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
"""08:00 in Shanghai."""
AGAIN = "（重发）"
"""What marks a message that may be there already: the bot was killed before it learned that it was sent."""
LONGEST_LIFE = 400
"""Turns of the loop that a shaken bot lives after something has happened, at most: about what an update takes."""
RIGHTS = (
    "can_delete_messages",
    "can_restrict_members",
    "can_invite_users",
    "can_pin_messages",
    "can_change_info",
)


@cache
def strict_texts(language: str) -> Texts:
    """The sentences, read once for all stories; a missing one raises."""
    return Texts.load(strict=True, default=language)


class LentStudio(Studio):
    """The studio of all stories, which outlives each of them: its worker takes longer to start than to draw."""

    async def close(self) -> None:
        """It stays open until the tests have ended."""


@cache
def lent_studio() -> Studio:
    return LentStudio()


@dataclass
class Stage:
    """A running bot in a sandbox. `restart` drops all memory and opens the same file again."""

    sandbox: Sandbox
    address: Address
    url: str
    rates: Rates = UNLIMITED
    settings: dict[str, str] = field(default_factory=dict)
    seed: Callable[[], int] = lambda: randbits(48)
    bot: Weilu | None = None
    bystanders: frozenset[asyncio.Task[Any]] = frozenset()
    """What ran before the bot did."""
    shaker: Random | None = None
    """Chooses when to kill the bot; None leaves it alone."""
    dies_after: int | None = None
    """How often everything is to settle before the bot is killed once, with nothing under way, and started again."""

    @property
    def weilu(self) -> Weilu:
        assert self.bot is not None, "the bot is not running"
        return self.bot

    async def open_bot(self) -> Weilu:
        """A bot with this stage's database and clock, opened and not started."""
        clock = ManualClock(self.sandbox.clock.now())
        assert isinstance(self.sandbox.clock, VirtualClock)
        self.sandbox.clock.listeners.append(lambda: clock.set(self.sandbox.clock.now()))
        environ = {
            "WEILU_TELEGRAM__TOKEN": self.sandbox.token,
            "WEILU_TELEGRAM__BASE_URL": self.address.base_url,
            "WEILU_TELEGRAM__BASE_FILE_URL": self.address.base_file_url,
            "WEILU_DATABASE__URL": self.url,
            **self.settings,
        }
        around = Surroundings(
            clock=clock,
            alarm=clock.alarm,
            rates=self.rates,
            seed=self.seed,
            durable=False,
            texts=strict_texts,
            studio=lent_studio,
        )
        self.bot = Weilu(load_config(None, environ, FEATURES), around)
        await self.bot.open()
        return self.bot

    async def start(self) -> None:
        self.bystanders = frozenset(asyncio.all_tasks())
        bot = await self.open_bot()
        await bot.start()
        await bot.listen()
        await bot.ticker.fire()
        await self._calm()

    async def stop(self) -> None:
        if self.bot is not None:
            bot, self.bot = self.bot, None
            await bot.stop()

    async def restart(self) -> None:
        """Stop in good order, and start again on the same database."""
        await self.stop()
        await self.start()

    async def kill(self) -> None:
        """End the bot as a lost process would: nothing is finished, only what is in the file stays.

        Its own tasks are cut off wherever they are; the sandbox's, which answer requests, live on.
        """
        bot, self.bot = self.weilu, None
        tasks = [
            task
            for task in asyncio.all_tasks() - self.bystanders - {asyncio.current_task()}
            if not _answers_requests(task)
        ]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await bot.close()

    async def kill_between_chats(self) -> None:
        """The same while no call is under way that is never made twice: cut off now, it would rightly be lost."""
        while self._chats():  # noqa: ASYNC110 - nothing tells of the end of a call
            await asyncio.sleep(0)
        await self.kill()

    async def settled(self) -> None:
        """Everything that has happened has been handled, and everything decided has been done.

        A shaken stage loses its bot on the way, and gets it back.
        """
        if self.shaker is not None:
            for _ in range(self.shaker.randrange(LONGEST_LIFE)):
                await asyncio.sleep(0)
            await self.kill_between_chats()
            await self.start()
        await self._calm()
        if self.dies_after is not None:
            self.dies_after -= 1
            if not self.dies_after:
                await self.kill()
                await self.start()

    def _chats(self) -> bool:
        """Whether a call that is never made twice has begun and is not yet known to be over."""
        streams = self.weilu.outbox._streams
        waiting = {
            item.effect.id
            for stream in streams._streams.values()
            for index, item in enumerate(stream.items)
            if index > 0 or not stream.busy
        }
        return any(effect.repeat is Repeat.NEVER for id_, effect in streams._unsettled.items() if id_ not in waiting)

    async def _calm(self) -> None:
        calm = 0
        while calm < 2:
            before = (len(self.sandbox.world.queue), self.weilu.mailboxes.handled, self.weilu.outbox.performed)
            await self.sandbox.quiet(0.0)
            await self.weilu.quiet()
            await self.sandbox.quiet(0.0)
            after = (len(self.sandbox.world.queue), self.weilu.mailboxes.handled, self.weilu.outbox.performed)
            calm = calm + 1 if before == after else 0

    async def advance(self, **delta: float) -> None:
        """Let time pass, and what is due happen."""
        assert isinstance(self.sandbox.clock, VirtualClock)
        self.sandbox.clock.advance(**delta)
        self.weilu.ticker.poke()
        await asyncio.sleep(0)
        await self.weilu.ticker.fire()
        await self.settled()

    async def tea_house(self, regulars: Iterable[User] = ()) -> tuple[Chat, User]:
        """A supergroup with the bot as a full administrator; its owner 店长 has pressed Start.

        ``regulars`` were there before the bot: many who come at once would be a surge.
        """
        owner = self.sandbox.person("店长", username="dianzhang", language="zh-hans")
        group = self.sandbox.supergroup("围炉茶友", owner=owner)
        for person in regulars:
            person.joins(group)
        owner.adds_bot(group, rights=RIGHTS)
        owner.says_privately("/start")
        await self.settled()
        return group, owner

    def member(self, group: Chat, name: str, **about: Any) -> User:
        """A person in the group."""
        someone = self.sandbox.person(name, **about)
        someone.joins(group)
        return someone

    def violations(self) -> list[str]:
        """What the bot asked that the real Bot API does not know."""
        return [fault for call in self.sandbox.journal for fault in validate_call(call)]


def _answers_requests(task: asyncio.Task[Any]) -> bool:
    return getattr(task.get_coro(), "__qualname__", "").startswith("RequestHandler.")


async def answer_in(stage: Stage, group: Chat, person: User, text: str, **how: Any) -> str:
    """Somebody writes in a group; the last thing the bot has said there, to all or in answer to them alone."""
    whispers = len(person.whispers)
    person.says(group, text, **how)
    await stage.settled()
    alone = person.whispers[whispers:]
    return texts(alone or [message for message in group.messages if message.sender is stage.sandbox.bot])[-1]


def texts(messages: Iterable[Message]) -> list[str]:
    """The words of messages, text or caption."""
    return [message.text or message.caption or "" for message in messages]


@asynccontextmanager
async def staged(
    folder: Path,
    *,
    url: str | None = None,
    shaker: Random | None = None,
    dies_after: int | None = None,
    **settings: str,
) -> AsyncIterator[Stage]:
    """A stage with a running bot; afterwards every request the bot made is checked against the Bot API's models."""
    sandbox = Sandbox(clock=VirtualClock(MORNING), seed=1)
    async with sandbox.serve() as address:
        stage = Stage(sandbox, address, url or f"sqlite+aiosqlite:///{folder / 'weilu.db'}", settings=settings)
        try:
            await stage.start()
            stage.shaker, stage.dies_after = shaker, dies_after
            yield stage
            assert stage.violations() == []
        finally:
            await stage.stop()
