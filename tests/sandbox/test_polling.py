"""getUpdates: what an offset means, who may poll, what is filtered."""

from __future__ import annotations

import asyncio

import pytest

from bot.sandbox import Chat, Sandbox, User, VirtualClock
from tests.sandbox.conftest import Api


def texts(updates: list[dict]) -> list[str]:
    return [update["message"]["text"] for update in updates]


@pytest.fixture
def five(mei: User, group: Chat, sandbox: Sandbox) -> int:
    """Five messages "0" to "4" wait; the id of the first."""
    for number in range(5):
        mei.says(group, str(number))
    return sandbox.world.queue.head


@pytest.mark.parametrize(
    ("offset", "seen", "left"),
    [
        (None, "01234", 5),
        (0, "01234", 5),
        (1, "01234", 5),
        (+2, "234", 3),
        (+5, "", 0),
        (-2, "34", 2),
        (-100, "01234", 5),
        (+500, "01234", 5),
    ],
)
async def test_offsets(api: Api, sandbox: Sandbox, five: int, offset: int | None, seen: str, left: int) -> None:
    params = {} if offset is None else {"offset": five + offset if offset > 1 else offset}
    assert texts(await api("getUpdates", **params)) == list(seen)
    assert len(sandbox.world.queue) == left


async def test_unconfirmed_updates_come_again_and_the_limit_holds(api: Api, five: int) -> None:
    assert texts(await api("getUpdates", limit=2)) == ["0", "1"]
    assert texts(await api("getUpdates", limit=2)) == ["0", "1"]
    assert texts(await api("getUpdates", limit=2, offset=five + 2)) == ["2", "3"]
    assert len(await api("getUpdates", limit=1000)) == 3


async def test_waits_for_an_update(api: Api, mei: User, group: Chat, sandbox: Sandbox) -> None:
    waiting = asyncio.create_task(api("getUpdates", timeout=20))
    await sandbox.until(lambda: sandbox.polling.held)
    mei.says(group, "now")
    assert texts(await waiting) == ["now"]


async def test_the_older_poller_is_refused(api: Api, mei: User, group: Chat, sandbox: Sandbox) -> None:
    older = asyncio.create_task(api.refusal("getUpdates", timeout=20))
    await sandbox.until(lambda: sandbox.polling.held)
    newer = asyncio.create_task(api("getUpdates", timeout=20))
    assert await older == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    mei.says(group, "x")
    assert texts(await newer) == ["x"]


async def test_a_poller_that_hangs_up_loses_nothing(api: Api, mei: User, group: Chat, sandbox: Sandbox) -> None:
    waiting = asyncio.create_task(api("getUpdates", timeout=20))
    await sandbox.until(lambda: sandbox.polling.held)
    waiting.cancel()
    mei.says(group, "x")
    assert texts(await api("getUpdates")) == ["x"]


async def test_hasty_pollers_are_slowed(api: Api, sandbox: Sandbox, five: int) -> None:
    sandbox.polling.throttled = True
    assert len(await api("getUpdates", offset=five)) == 5
    assert len(await api("getUpdates", offset=five)) == 1


async def test_opt_in_kinds_are_off_by_default(api: Api, sandbox: Sandbox, bob: User, group: Chat) -> None:
    await api("getUpdates", allowed_updates=[])
    bob.leaves(group)
    assert [set(update) - {"update_id"} for update in api.pending()] == [{"message"}]
    await api("getUpdates", allowed_updates=["chat_member", "nonsense"])
    bob.joins(group)
    assert [set(update) - {"update_id"} for update in api.pending()] == [{"chat_member"}]
    await api("getUpdates")
    bob.leaves(group)
    assert [set(update) - {"update_id"} for update in api.pending()] == [{"chat_member"}], "the setting stays"
    await api("getUpdates", allowed_updates=["nonsense"])
    bob.joins(group)
    assert [set(update) - {"update_id"} for update in api.pending()] == [{"message"}]


async def test_updates_grow_old(api: Api, clock: VirtualClock, mei: User, group: Chat, sandbox: Sandbox) -> None:
    await api("sendMessage", chat_id=group.id, text="?", reply_markup=keyboard("ok"))
    mei.says(group, "x")
    mei.presses(group.messages[-2], "ok")
    clock.advance(seconds=151)
    assert texts(await api("getUpdates")) == ["x"]
    clock.advance(hours=24)
    assert await api("getUpdates") == []


async def test_raw_updates_pass_every_filter(api: Api, sandbox: Sandbox) -> None:
    given = sandbox.push_raw({"update_id": 3, "nobody_knows": {"this": True}})
    assert await api("getUpdates") == [{"update_id": given, "nobody_knows": {"this": True}}]
    sandbox.world.queue.clear()


async def test_method_names_and_tokens(api: Api) -> None:
    assert (await api("GETME"))["username"] == "weilu_bot"
    assert await api.refusal("getNothing") == "Not Found: method not found"
    async with api.session.get(f"{api.address.base_url}1:wrong/getMe") as answer:
        assert answer.status == 401
        assert (await answer.json())["description"] == "Unauthorized"
    async with api.session.get(f"{api.address.base_url}wrong/getMe") as answer:
        assert (await answer.json())["description"] == "Unauthorized: invalid token specified"
    async with api.session.get(f"http://127.0.0.1:{api.address.port}/elsewhere") as answer:
        assert answer.status == 404


async def test_bodies_of_every_kind(api: Api, group: Chat, sandbox: Sandbox) -> None:
    url = f"{api.address.base_url}{sandbox.token}/sendMessage"
    async with api.session.post(url, data={"chat_id": str(group.id), "text": "form"}) as answer:
        assert answer.status == 200
    async with api.session.get(url, params={"chat_id": str(group.id), "text": "query"}) as answer:
        assert answer.status == 200
    assert group.texts[-2:] == ["form", "query"]
    assert sandbox.calls("sendMessage", chat_id=group.id, text="form")


def keyboard(*texts: str) -> dict:
    return {"inline_keyboard": [[{"text": text, "callback_data": f"data:{text}"} for text in texts]]}
