"""The webhook: the same inbox, the same answers, and a 200 only for what is durable."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

import bot.app
from handlers.webhook import SECRET_HEADER, register
from tests.stage import Stage, staged, texts

SECRET = "a-secret-of-our-own"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def hooked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Stage, str]]:
    """A running bot that is called instead of asking, and where."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/telegram"
    # The operator's proxy, which speaks https to the world, is left out: the sandbox calls the bot itself.
    monkeypatch.setattr(bot.app, "register", lambda client, _, secret: register(client, url, secret))
    async with staged(
        tmp_path,
        WEILU_TELEGRAM__MODE="webhook",
        WEILU_TELEGRAM__WEBHOOK__URL="https://weilu.example/telegram",
        WEILU_TELEGRAM__WEBHOOK__PORT=str(port),
        WEILU_TELEGRAM__WEBHOOK__SECRET=SECRET,
    ) as stage:
        yield stage, url


async def post(url: str, body: bytes, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as response:
        return response.status


async def test_the_story_of_polling_is_the_story_of_the_webhook(hooked: tuple[Stage, str]) -> None:
    stage, _ = hooked
    group, owner = await stage.tea_house()
    owner.says(group, "/status")
    await stage.settled()
    assert any("现状" in said for said in texts(group.messages))
    assert stage.sandbox.calls("getUpdates") == []


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "é"])
async def test_who_does_not_know_the_secret_learns_nothing(hooked: tuple[Stage, str], secret: str | None) -> None:
    stage, url = hooked
    assert await post(url, b'{"update_id":1}', secret) == 403
    assert await stage.weilu.storage.inbox.backlog() == (0, None)


async def test_rubbish_is_taken_and_noted(hooked: tuple[Stage, str]) -> None:
    stage, url = hooked
    for body in (b"", b"[]", b"{", b"null", b'{"update_id":"x"}'):
        assert await post(url, body) == 200
    await stage.settled()
    assert await stage.weilu.storage.inbox.backlog() == (0, None)


async def test_the_answer_waits_for_the_commit(hooked: tuple[Stage, str], monkeypatch: pytest.MonkeyPatch) -> None:
    stage, url = hooked
    inbox, gate = stage.weilu.storage.inbox, asyncio.Event()
    add = inbox.add

    async def slow(*arguments: object) -> object:
        await gate.wait()
        return await add(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(inbox, "add", slow)
    asked = asyncio.create_task(post(url, b'{"update_id":77}'))
    done, _ = await asyncio.wait({asked}, timeout=0.1)
    assert not done
    gate.set()
    assert await asked == 200
    monkeypatch.undo()
    assert await post(url, b'{"update_id":77}') == 200
    await stage.settled()


async def test_a_database_that_is_away_is_no_200(hooked: tuple[Stage, str], monkeypatch: pytest.MonkeyPatch) -> None:
    stage, url = hooked

    async def away(*arguments: object) -> object:
        raise OSError("disk")

    monkeypatch.setattr(stage.weilu.storage.inbox, "add", away)
    assert await post(url, b'{"update_id":78}') == 500
