"""Delivery by webhook: secret, order, retries, answers in the body."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox import Chat, Sandbox, User
from tests.sandbox.conftest import Api


class Receiver:
    """The bot's side: keeps updates, fails as often as told, answers with `body`, waits while `gate` is closed."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.headers: list[str | None] = []
        self.failures = 0
        self.body: dict[str, Any] | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.two_inside = asyncio.Event()
        self.inside = 0
        self.most = 0
        self.url = ""

    async def receive(self, request: web.Request) -> web.Response:
        self.inside += 1
        self.most = max(self.most, self.inside)
        if self.inside == 2:
            self.two_inside.set()
        await self.gate.wait()
        self.inside -= 1
        self.headers.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.failures:
            self.failures -= 1
            return web.Response(status=500)
        self.updates.append(await request.json())
        return web.json_response(self.body) if self.body else web.Response()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    app = web.Application()
    app.router.add_post("/hook", made.receive)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    made.gate.set()
    await runner.cleanup()


async def test_delivery(api: Api, sandbox: Sandbox, receiver: Receiver, mei: User, group: Chat) -> None:
    mei.says(group, "before")
    await api("setWebhook", url=receiver.url, secret_token="s3cret")
    mei.says(group, "after")
    await sandbox.until(lambda: len(receiver.updates) == 2)
    assert [update["message"]["text"] for update in receiver.updates] == ["before", "after"]
    assert receiver.headers == ["s3cret", "s3cret"]
    await sandbox.quiet(seconds=0.01)
    assert (await api("getWebhookInfo"))["pending_update_count"] == 0
    assert (await api.refusal("getUpdates")).startswith("Conflict: can't use getUpdates method while webhook")


async def test_one_line_per_chat(api: Api, sandbox: Sandbox, receiver: Receiver, mei: User, group: Chat) -> None:
    other = sandbox.supergroup("另一群", owner=mei)
    mei.adds_bot(other, ("can_delete_messages",))
    sandbox.world.queue.clear()
    receiver.gate.clear()
    await api("setWebhook", url=receiver.url)
    for number in range(3):
        mei.says(group, str(number))
        mei.says(other, str(number))
    await asyncio.wait_for(receiver.two_inside.wait(), 5)
    assert receiver.updates == []
    receiver.gate.set()
    await sandbox.until(lambda: len(receiver.updates) == 6)
    here = [one["message"]["text"] for one in receiver.updates if one["message"]["chat"]["id"] == group.id]
    assert here == ["0", "1", "2"]
    assert receiver.most == 2


async def test_retries(api: Api, sandbox: Sandbox, receiver: Receiver, mei: User, group: Chat) -> None:
    sandbox.webhook.retry_seconds = (0,)
    receiver.failures = 3
    await api("setWebhook", url=receiver.url)
    mei.says(group, "x")
    await sandbox.until(lambda: receiver.updates)
    assert len(receiver.headers) == 4
    info = await api("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"


async def test_a_method_in_the_answer(api: Api, sandbox: Sandbox, receiver: Receiver, mei: User, group: Chat) -> None:
    receiver.body = {"method": "sendMessage", "chat_id": group.id, "text": "reply"}
    await api("setWebhook", url=receiver.url)
    mei.says(group, "x")
    await sandbox.until(lambda: "reply" in group.texts)


async def test_setting_and_deleting(api: Api, sandbox: Sandbox, mei: User, group: Chat) -> None:
    poll = asyncio.create_task(api.refusal("getUpdates", timeout=20))
    await sandbox.until(lambda: sandbox.polling.held)
    _, body = await api.raw("setWebhook", {"url": "http://127.0.0.1:9/x"})
    assert body["description"] == "Webhook was set"
    assert await poll == "Conflict: terminated by setWebhook request"
    _, body = await api.raw("setWebhook", {"url": "http://127.0.0.1:9/x"})
    assert body["description"] == "Webhook is already set"
    mei.says(group, "x")
    _, body = await api.raw("deleteWebhook", {"drop_pending_updates": True})
    assert body["description"] == "Webhook was deleted"
    assert await api("getUpdates") == []
    bad = "Bad Request: secret token contains unallowed characters"
    assert await api.refusal("setWebhook", url="https://a.b/", secret_token="ü") == bad
    assert await api.refusal("setWebhook", url="nonsense") == "Bad Request: invalid webhook URL specified"
