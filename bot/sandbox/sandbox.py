"""The sandbox: a small Telegram with its own people, served over HTTP on this machine."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.sandbox import joining, membership, presses
from bot.sandbox.chats import Chat, ChatType, InviteLink, Member
from bot.sandbox.clock import Clock, VirtualClock
from bot.sandbox.faults import Faults
from bot.sandbox.journal import Call, WorldEvent
from bot.sandbox.limits import Limits
from bot.sandbox.messages import Message
from bot.sandbox.params import Params
from bot.sandbox.people import User
from bot.sandbox.polling import Polling
from bot.sandbox.rights import CHANNEL_RIGHTS, GROUP_RIGHTS
from bot.sandbox.server import Server
from bot.sandbox.webhook import Webhook
from bot.sandbox.world import ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM, World


@dataclass(frozen=True, slots=True)
class Address:
    """Where the sandbox is served: the two base URLs in python-telegram-bot's form, and the clock's long poll."""

    port: int

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/file/bot"

    @property
    def clock_url(self) -> str:
        """GET with ?after=<ISO instant>: {"now": ISO} once the clock is later, at the latest after 25 seconds."""
        return f"http://127.0.0.1:{self.port}/sandbox/clock"


class Sandbox:
    """A world with one bot, its people, and the server. Deterministic for a seed; people act by plain calls."""

    def __init__(self, clock: Clock, seed: int = 1, bot_name: str = "Weilu", bot_username: str = "weilu_bot") -> None:
        self.clock = clock
        self.world = World(clock, seed)
        self.bot = User(self.world, 7_000_000_000 + seed, bot_name, bot_username, is_bot=True)
        self.token = f"{self.bot.id}:{self.world.new_hash()}{self.world.new_hash()}abc"
        self.world.bot = self.bot
        self.world.users[self.bot.id] = self.bot
        for user_id, name, username, is_bot in (
            (ANONYMOUS_ADMIN, "Group", "GroupAnonymousBot", True),
            (CHANNEL_BOT, "Channel", "Channel_Bot", True),
            (TELEGRAM, "Telegram", None, False),
        ):
            self.world.users[user_id] = User(self.world, user_id, name, username, is_bot=is_bot)
        self.journal: list[Call] = []
        self.faults = Faults()
        self.limits = Limits()
        self.polling = Polling(self.world.queue, self.world.changed)
        self.webhook = Webhook(self.world.queue, clock, self._webhook_reply, self.world.changed)
        self.closing = False
        self._server: Server | None = None
        self._under_way = 0
        self._last_request = float("-inf")
        self._waiting: set[asyncio.Event] = set()
        self.world.on_change.append(self._wake)
        if isinstance(clock, VirtualClock):
            clock.listeners.append(self._clock_moved)

    # --- the world ----------------------------------------------------------------------------------------------

    @property
    def on_change(self) -> list[Callable[[], None]]:
        """Called after every change, requests included."""
        return self.world.on_change

    @property
    def on_event(self) -> list[Callable[[WorldEvent], None]]:
        """Called with everything visible that happens."""
        return self.world.on_event

    def person(
        self,
        name: str,
        username: str | None = None,
        language: str | None = None,
        bio: str | None = None,
        *,
        last_name: str | None = None,
        premium: bool = False,
        user_id: int | None = None,
        bot: bool = False,
    ) -> User:
        """Somebody new; `bot` makes another community's bot."""
        user = User(
            self.world,
            user_id or self.world.new_user_id(),
            name,
            username,
            language,
            bio,
            last_name,
            is_bot=bot,
            is_premium=premium,
            is_ordinary_bot=bot,
        )
        self.world.users[user.id] = user
        return user

    def supergroup(self, title: str, owner: User, forum: bool = False, username: str | None = None) -> Chat:
        return self._chat(title, owner, "supergroup", username, forum)

    def group(self, title: str, owner: User) -> Chat:
        """A basic group, which cannot restrict anybody."""
        return self._chat(title, owner, "group")

    def channel(self, title: str, owner: User, username: str | None = None) -> Chat:
        return self._chat(title, owner, "channel", username)

    def _chat(self, title: str, owner: User, kind: ChatType, username: str | None = None, forum: bool = False) -> Chat:
        chat = Chat(
            self.world, self.world.new_chat_id(kind != "group"), kind, title, username, forum=forum, owner=owner
        )
        self.world.chats[chat.id] = chat
        rights = frozenset((*GROUP_RIGHTS, *CHANNEL_RIGHTS)) - {"is_anonymous"}
        chat.members[owner.id] = Member(owner, "creator", rights, present=True, joined_at=self.clock.now())
        if kind != "group":
            self.world.new_message_id(chat)
        return chat

    def link_channel(self, channel: Chat, group: Chat) -> None:
        """Make `group` the discussion of `channel`: posts are copied there, and members may comment."""
        channel.linked, group.linked = group, channel

    def link(self, chat: Chat, request: bool = False) -> InviteLink:
        """An invite link of the owner; `request` for one that needs approval."""
        assert chat.owner is not None
        return joining.new_link(chat, chat.owner, request=request)

    def file(self, message: Message) -> bytes:
        """The bytes of the picture or document; raises LookupError when there is none."""
        file = self.world.files.by_id(message.file_id) if message.file_id else None
        if file is None:
            raise LookupError(f"{message!r} has no file")
        return file.content

    def migrate(self, group: Chat) -> Chat:
        """Upgrade a basic group; the supergroup keeps people and rights. The bot hears of it in both chats."""
        if group.type != "group" or group.owner is None:
            raise ValueError(f"{group!r} is no basic group")
        new = Chat(
            self.world, self.world.new_chat_id(True), "supergroup", group.title, owner=group.owner,
            permissions=group.permissions,
        )  # fmt: skip
        new.members = group.members
        self.world.chats[new.id] = new
        membership.announce(group, group.owner, {"migrate_to_chat_id": new.id})
        group.migrated_to = new
        anonymous = self.world.users[ANONYMOUS_ADMIN]
        membership.announce(new, anonymous, {"migrate_from_chat_id": group.id}, sender_chat=new)
        self.world.happened("migrated", new, group.owner)
        return new

    def push_raw(self, update: Mapping[str, Any]) -> int | None:
        """Queue any JSON object as the next update, whatever is allowed; its update_id is replaced and returned."""
        return next(iter(self.push_many([update])), None)

    def push_many(self, updates: Iterable[Mapping[str, Any]]) -> list[int]:
        """Queue prepared updates at once; the world knows nothing of the messages in them."""
        ids = self.world.queue.push_raw(updates)
        self.world.changed()
        return ids

    # --- watching -----------------------------------------------------------------------------------------------

    def calls(self, method: str | None = None, **params: Any) -> list[Call]:
        """Requests so far, oldest first, of that method and with these parameters; `error` is a pseudo-parameter."""
        return [
            call
            for call in self.journal
            if (method is None or call.method.lower() == method.lower())
            and all((call.error if name == "error" else call.params.get(name)) == params[name] for name in params)
        ]

    async def until(self, holds: Callable[[], Any], seconds: float = 20.0) -> Any:
        """Wait until `holds()` is true and return it; it is asked again after every change.

        A LookupError or AttributeError in it means "not yet". Raises AssertionError with the latest requests when
        that many machine seconds have passed.
        """
        deadline = time.monotonic() + seconds
        changed = asyncio.Event()
        obstacle: Exception | None = None
        self._waiting.add(changed)
        try:
            while True:
                changed.clear()
                try:
                    if found := holds():
                        return found
                    obstacle = None
                except (LookupError, AttributeError) as problem:
                    obstacle = problem
                left = deadline - time.monotonic()
                if left <= 0:
                    why = f" ({obstacle})" if obstacle else ""
                    raise AssertionError(f"not within {seconds:g} s: {_source(holds)}{why}\n{self.picture()}")
                with suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), left)
        finally:
            self._waiting.discard(changed)

    async def quiet(self, seconds: float = 0.05, within: float = 30.0) -> None:
        """Wait until every update is confirmed and no request but getUpdates is under way or came for `seconds`.

        Raises AssertionError when it does not become quiet within that many machine seconds.
        """
        deadline = time.monotonic() + within
        while True:
            now = time.monotonic()
            idle = now - self._last_request
            pending = len(self.world.queue) > 0 or self._under_way > 0 or self.webhook.busy
            if not pending and idle >= seconds:
                return
            if now > deadline:
                raise AssertionError(f"no quiet within {within:g} s\n{self.picture()}")
            await asyncio.sleep(0.005 if pending else seconds - idle)

    def picture(self, calls: int = 15) -> str:
        """The latest requests and what waits, for a failed assertion."""
        recent = [call for call in self.journal if call.method != "getUpdates" or call.error or call.fault][-calls:]
        queue = self.world.queue
        lines = [f"  {call!r}" for call in recent] or ["  (none)"]
        polled = "a poller waits" if self.polling.held else "nobody polls"
        return "\n".join([f"last requests ({len(queue)} updates unconfirmed, {polled}):", *lines])

    # --- serving ------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def serve(self, port: int = 0) -> AsyncIterator[Address]:
        """Serve on 127.0.0.1; port 0 takes a free one. The world outlives it and may be served again."""
        self.closing = False
        self.polling.open()
        self._server = Server(self)
        runner = web.AppRunner(
            self._server.application(), access_log=None, handler_cancellation=True, shutdown_timeout=0.5
        )
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        await self.webhook.open()
        ticking = None if isinstance(self.clock, VirtualClock) else asyncio.create_task(self._tick())
        try:
            yield Address(runner.addresses[0][1])
        finally:
            self.closing = True
            if ticking is not None:
                ticking.cancel()
            self.polling.close()
            self._server.clock_moved()
            await self.webhook.close()
            await runner.cleanup()
            self._server = None

    def record(self, method: str, params: Params) -> Call:
        """Note a request that arrived (the server calls this)."""
        monotonic = time.monotonic()
        files = {name: upload.content for name, upload in params.files.items()}
        call = Call(method, params.parsed(), params.raw, files, self.clock.now(), monotonic)
        self.journal.append(call)
        if method != "getUpdates":
            self._under_way += 1
            self._last_request = monotonic
        return call

    def finished(self, call: Call) -> None:
        """Note that a request was answered or given up (the server calls this)."""
        if call.method != "getUpdates":
            self._under_way -= 1
            self._last_request = time.monotonic()

    async def _webhook_reply(self, method: str, params: dict[str, Any]) -> None:
        if self._server is not None:
            given = Params(params)
            call = self.record(method, given)
            await self._server.carry_out(call, given)
            self.finished(call)

    def _wake(self) -> None:
        for waiting in self._waiting:
            waiting.set()

    async def _tick(self) -> None:
        """A real clock moves without telling anybody."""
        while True:
            await asyncio.sleep(1)
            self._clock_moved()

    def _clock_moved(self) -> None:
        for message in list(self.world.polls.values()):
            poll = message.poll
            if poll is not None and poll.closes_at is not None and poll.closes_at <= self.clock.now():
                presses.close_poll(message)
        if self._server is not None:
            self._server.clock_moved()
        self.world.changed()


def _source(holds: Callable[[], Any]) -> str:
    code = getattr(holds, "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno}" if code else repr(holds)
