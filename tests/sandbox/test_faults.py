"""Everything that goes wrong on the wire, before or after it took effect; rates; waiting; the clock over HTTP."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter

from bot.sandbox import Chat, Fault, Limits, Sandbox, User, VirtualClock
from tests.sandbox.conftest import Api

HI: dict[str, Any] = {"text": "hi"}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    ("kind", "status"), [("500", 500), ("502", 502), ("504", 504), ("401", 401), ("404", 404), ("429", 429)]
)
async def test_wrong_answers(api: Api, sandbox: Sandbox, group: Chat, kind: Any, status: int, when: Any) -> None:
    sandbox.faults.add(Fault(method="sendMessage", kind=kind, when=when, seconds=7))
    before = len(group.texts)
    url = f"{api.address.base_url}{sandbox.token}/sendMessage"
    async with api.session.post(url, json={"chat_id": group.id, **HI}) as answer:
        assert answer.status == status
        if kind == "429":
            assert answer.headers["Retry-After"] == "7"
            assert (await answer.json())["parameters"] == {"retry_after": 7}
    assert len(group.texts) - before == (1 if when == "after" else 0)
    await api("sendMessage", chat_id=group.id, **HI)
    assert sandbox.calls("sendMessage")[0].fault == f"{when} {kind}"


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", ["reset", "half", "garbage"])
async def test_broken_connections(api: Api, sandbox: Sandbox, group: Chat, kind: Any, when: Any) -> None:
    sandbox.faults.add(Fault(method="sendMessage", kind=kind, when=when))
    before = len(group.texts)
    with pytest.raises((aiohttp.ClientError, ValueError)):
        await api("sendMessage", chat_id=group.id, **HI)
    assert len(group.texts) - before == (1 if when == "after" else 0)
    await api("sendMessage", chat_id=group.id, **HI)


async def test_hanging(api: Api, sandbox: Sandbox, group: Chat) -> None:
    sandbox.faults.add(Fault(method="sendMessage", kind="hang", when="after"))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(api("sendMessage", chat_id=group.id, **HI), 0.05)
    assert group.texts == ["hi"]
    await sandbox.quiet(seconds=0.01)


async def test_which_calls_are_meant(api: Api, sandbox: Sandbox, group: Chat) -> None:
    sandbox.faults.add(Fault(method="*", kind="500", nth=2, times=2, chat_id=group.id))
    statuses = [(await api.raw("sendMessage", {"chat_id": group.id, **HI}))[0] for _ in range(4)]
    assert statuses == [200, 500, 500, 200]
    fault = sandbox.faults.add(Fault(method="getMe", kind="500", times=None))
    assert [(await api.raw("getMe", {}))[0] for _ in range(3)] == [500, 500, 500]
    sandbox.faults.remove(fault)
    assert (await api.raw("getMe", {}))[0] == 200


async def test_no_update_is_lost_by_a_broken_poll(api: Api, sandbox: Sandbox, mei: User, group: Chat) -> None:
    mei.says(group, "x")
    sandbox.faults.add(Fault(method="getUpdates", kind="half", when="after"))
    with pytest.raises(aiohttp.ClientError):
        await api("getUpdates")
    assert [update["message"]["text"] for update in await api("getUpdates")] == ["x"]


async def test_the_usual_client_understands(api: Api, sandbox: Sandbox, group: Chat) -> None:
    bot = Bot(sandbox.token, base_url=api.address.base_url, base_file_url=api.address.base_file_url)
    async with bot:
        for kind, error in (("500", NetworkError), ("reset", NetworkError), ("429", RetryAfter), ("409", Conflict)):
            sandbox.faults.add(Fault(method="sendMessage", kind=kind))  # type: ignore[arg-type]
            with pytest.raises(error):
                await bot.send_message(group.id, "x")
        sandbox.faults.add(Fault(method="sendMessage", kind="401"))
        with pytest.raises(InvalidToken):
            await bot.send_message(group.id, "x")
        assert (await bot.send_message(group.id, "x")).text == "x"


async def test_rates(api: Api, sandbox: Sandbox, mei: User, group: Chat, clock: VirtualClock) -> None:
    sandbox.limits = Limits.telegram()
    statuses = [(await api.raw("sendMessage", {"chat_id": group.id, **HI}))[0] for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    assert await api.refusal("sendMessage", chat_id=group.id, **HI) == "Too Many Requests: retry after 1"
    await api("deleteMessage", chat_id=group.id, message_id=group.messages[-1].id)
    clock.advance(seconds=1)
    await api("sendMessage", chat_id=group.id, **HI)
    for _ in range(15):
        clock.advance(seconds=1)
        await api("sendMessage", chat_id=group.id, **HI)
    sent = 20
    while (await api.raw("sendMessage", {"chat_id": group.id, **HI}))[0] == 200:
        sent += 1
        clock.advance(seconds=1)
    assert 20 <= sent <= 30, "twenty at once and one every three seconds"
    status, body = await api.raw("sendMessage", {"chat_id": group.id, **HI})
    assert (status, body["parameters"]["retry_after"] in (1, 2, 3)) == (429, True)


async def test_until_and_quiet(api: Api, sandbox: Sandbox, mei: User, group: Chat) -> None:
    async def later() -> None:
        await api("sendMessage", chat_id=group.id, text="done")

    task = asyncio.create_task(later())
    await sandbox.until(lambda: "done" in group.texts)
    await task
    await sandbox.quiet(seconds=0.01)
    mei.says(group, "unread")
    with pytest.raises(AssertionError, match="no quiet"):
        await sandbox.quiet(seconds=0.01, within=0.03)
    with pytest.raises(AssertionError, match=r"(?s)not within.*sendMessage.*done"):
        await sandbox.until(lambda: mei.last.text == "never", seconds=0.01)


async def test_the_clock_over_http(api: Api, clock: VirtualClock) -> None:
    async def now(after: str) -> str:
        async with api.session.get(api.address.clock_url, params={"after": after}) as answer:
            return str((await answer.json())["now"])

    assert await now("") == "2026-12-01T08:00:00+00:00"
    assert await now("2026-12-01T07:00:00+00:00") == "2026-12-01T08:00:00+00:00"
    waiting = asyncio.create_task(now(clock.now().isoformat()))
    while not waiting.done():
        await asyncio.sleep(0)
        clock.advance(minutes=1)
    assert (await waiting) > "2026-12-01T08:00:00+00:00"


def test_the_clock_goes_forward_only(clock: VirtualClock) -> None:
    start = clock.now()
    assert clock.advance(minutes=10, hours=1) == start + timedelta(minutes=70)
    with pytest.raises(ValueError, match="back"):
        clock.set(start)


async def test_serving_again(sandbox: Sandbox, mei: User, group: Chat) -> None:
    for text in ("one", "two"):
        async with sandbox.serve() as address, aiohttp.ClientSession() as session:
            url = f"{address.base_url}{sandbox.token}/sendMessage"
            async with session.post(url, json={"chat_id": group.id, "text": text}) as answer:
                assert answer.status == 200
    assert group.texts == ["one", "two"]


async def test_closing_lets_the_poller_go(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as session:
        async with sandbox.serve() as address:
            url = f"{address.base_url}{sandbox.token}/getUpdates"
            poll = asyncio.create_task(session.post(url, json={"timeout": 50}))
            await sandbox.until(lambda: sandbox.polling.held)
        answer = await poll
        assert await answer.json() == {"ok": True, "result": []}
