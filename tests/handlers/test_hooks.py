"""What an answer of a receiver outside comes to."""

import pytest
from aiohttp import web

from bot.core.effect import CallHook
from bot.runtime.performer import AnswerKind
from handlers.hooks import call_hook


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
    async def receive(_: web.Request) -> web.Response:
        return web.Response(text=answer)

    app = web.Application()
    app.router.add_post("/in", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/in"
        assert (await call_hook(CallHook(-1, url, "{}", receipt=receipt))).kind is kind
    finally:
        await runner.cleanup()
