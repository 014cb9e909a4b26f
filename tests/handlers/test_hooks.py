"""What an answer of a receiver outside comes to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from bot.core.effect import CallHook
from bot.runtime.performer import AnswerKind
from handlers.hooks import call_hook

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@asynccontextmanager
async def receiver(answer: str) -> AsyncIterator[tuple[str, list[dict[str, str]]]]:
    """Somebody who takes calls and says ``answer``: where, and what they have heard."""
    heard: list[dict[str, str]] = []

    async def receive(request: web.Request) -> web.Response:
        heard.append(await request.json())
        return web.Response(text=answer)

    app = web.Application()
    app.router.add_post("/in", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/in", heard
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("answer", "receipt", "kind"),
    [
        ('{"code":0}', "code", AnswerKind.ACCEPTED),
        ('{"code":19021,"msg":"sign match fail"}', "code", AnswerKind.REFUSED),
        ('{"errcode":310000}', "errcode", AnswerKind.REFUSED),
        ("ok", "errcode", AnswerKind.ACCEPTED),
        ('{"code":200}', "", AnswerKind.ACCEPTED),
    ],
)
async def test_a_refusal_in_the_body_of_a_200_is_a_refusal(answer: str, receipt: str, kind: AnswerKind) -> None:
    async with receiver(answer) as (url, _):
        assert (await call_hook(CallHook(-1, url, "{}", receipt=receipt), NOON)).kind is kind


async def test_what_is_repeated_an_hour_later_is_signed_with_the_hour_it_goes_out() -> None:
    async with receiver('{"code":0}') as (url, heard):
        call = CallHook(-1, url, '{"msg_type":"text"}', receipt="code", shape="feishu", secret="密")
        for now in (NOON, NOON + timedelta(hours=1)):
            await call_hook(call, now)
    first, second = heard
    assert int(second["timestamp"]) - int(first["timestamp"]) == 3_600 and first["sign"] != second["sign"]
