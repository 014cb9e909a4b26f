"""The sandbox is never what a benchmark measures. Bounds are a third of what this machine does."""

from __future__ import annotations

import time

from bot.sandbox import Chat, Sandbox, User
from tests.sandbox.conftest import Api


async def test_pulling(api: Api, sandbox: Sandbox, mei: User, group: Chat) -> None:
    message = {"message_id": 9, "date": 1796112000, "chat": group.shape(), "from": mei.shape(), "text": "大家好" * 10}
    sandbox.push_many([{"message": message}] * 10_000)
    url = f"{api.address.base_url}{sandbox.token}/getUpdates"
    offset, pulled, start = sandbox.world.queue.head, 0, time.perf_counter()
    while pulled < 10_000:
        async with api.session.post(url, data={"offset": offset, "limit": 100}) as answer:
            await answer.read()
            got = len(sandbox.journal[-1].result)
            pulled += got
            offset += got
    assert 10_000 / (time.perf_counter() - start) > 3_000
    sandbox.world.queue.clear()


def test_speaking_and_deleting(sandbox: Sandbox, bob: User, mei: User, group: Chat) -> None:
    start = time.perf_counter()
    messages = [bob.says(group, "加我微信 https://a.com @spam_bot 👍") for _ in range(1_000)]
    for message in messages:
        assert message is not None
        mei.deletes(message)
    assert (time.perf_counter() - start) / 2_000 < 0.001
    sandbox.world.queue.clear()
