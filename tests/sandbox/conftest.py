"""A served sandbox, a bare client for it, and the check that everything said on the wire is the Bot API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import msgspec
import pytest
from telegram import Update

from bot.sandbox import ALL_RIGHTS, Address, Chat, Sandbox, User, VirtualClock
from tests.sandbox_contract import validate_result, validate_update

ALL_KINDS = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "message_reaction",
    "message_reaction_count",
]


class Api:
    """Calls methods as the bot; `refusal` returns the description of the error expected."""

    def __init__(self, session: aiohttp.ClientSession, address: Address, sandbox: Sandbox) -> None:
        self.session = session
        self.address = address
        self.sandbox = sandbox

    async def raw(self, method: str, params: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        url = f"{self.address.base_url}{self.sandbox.token}/{method}"
        async with self.session.post(url, json=params) as answer:
            return answer.status, await answer.json()

    async def __call__(self, method: str, **params: Any) -> Any:
        status, body = await self.raw(method, params)
        assert status == 200, body
        assert body["ok"] is True
        return body["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        status, body = await self.raw(method, params)
        assert status == body["error_code"], body
        assert body["ok"] is False
        return str(body["description"])

    def pending(self) -> list[dict[str, Any]]:
        """Updates that wait, decoded, and forgotten with that."""
        waiting = [msgspec.json.decode(queued.body) for queued in self.sandbox.world.queue.waiting]
        self.sandbox.world.queue.clear()
        self.check(waiting)
        return waiting

    def check(self, updates: list[dict[str, Any]]) -> None:
        for update in updates:
            assert validate_update(update) == [], update
            assert Update.de_json(update, None) is not None


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock(datetime(2026, 12, 1, 8, 0, tzinfo=UTC))


@pytest.fixture
def sandbox(clock: VirtualClock) -> Sandbox:
    made = Sandbox(clock=clock, seed=7)
    made.world.queue.allow(ALL_KINDS)
    made.polling.throttled = False
    return made


@pytest.fixture
async def api(sandbox: Sandbox) -> AsyncIterator[Api]:
    async with sandbox.serve() as address, aiohttp.ClientSession() as session:
        client = Api(session, address, sandbox)
        yield client
        for call in sandbox.journal:
            if call.code == 200 and not call.fault:
                assert validate_result(call) == [], call
        client.check([msgspec.json.decode(queued.body) for queued in sandbox.world.queue.waiting])


@pytest.fixture
def mei(sandbox: Sandbox) -> User:
    return sandbox.person("小梅", username="mei", language="zh-hans", bio="茶")


@pytest.fixture
def bob(sandbox: Sandbox) -> User:
    return sandbox.person("Bob", last_name="Lee", premium=True)


@pytest.fixture
def group(sandbox: Sandbox, mei: User, bob: User) -> Chat:
    """A supergroup of Mei's with Bob in it, where the bot may do everything; nothing waits in the queue."""
    made = sandbox.supergroup("围炉茶友", owner=mei)
    mei.adds_bot(made, ALL_RIGHTS)
    bob.joins(made)
    sandbox.world.queue.clear()
    return made
