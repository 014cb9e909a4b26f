"""Whatever getUpdates answers, the bot goes on; and one broken update or chat stops no other."""

import asyncio
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from bot.core.ids import chat_mailbox
from bot.sandbox import Fault
from storage.buffer import Buffer, Overlay
from tests.stage import Stage

PARKED = (
    {"message": {"message_id": 5, "date": 1, "chat": {"id": -1, "type": "supergroup"}, "entities": 3, "text": "x"}},
    {"message": {"message_id": 5, "chat": {"id": -1, "type": "supergroup"}}},
    {"message": "not an object"},
    {"callback_query": {"id": "1", "from": {"id": "five"}}},
    {"my_chat_member": {"chat": {"id": -1, "type": "supergroup"}, "date": 1}},
)
"""Updates that cannot be understood; each is set aside after three tries."""
PASSED = ({"brand_new_kind": {"a": 1}}, {}, {"message_reaction": None})
"""Updates that mean nothing to us, and do no harm."""


async def troubles(stage: Stage) -> set[str]:
    """What the doctor would show for the whole process."""
    storage = stage.weilu.storage
    view = storage.view(Buffer(storage.database, Overlay(chat_mailbox(0)), storage.sequences))
    found = await view.troubles(0).since(stage.sandbox.clock.now().replace(year=2020))
    return {trouble.kind for trouble in found}


@pytest.mark.parametrize("update", [*PARKED, *PASSED], ids=str)
async def test_an_odd_update_is_set_aside_and_the_next_is_handled(stage: Stage, update: Mapping[str, Any]) -> None:
    owner = stage.sandbox.person("店长")
    stage.sandbox.push_raw(update)
    owner.says_privately("/start")
    await stage.settled()
    assert len(owner.inbox) == 1
    parked = await stage.weilu.storage.inbox.parked()
    assert len(parked) == (update in PARKED)


@pytest.mark.parametrize("kind", ["401", "404", "409", "500", "502", "429", "garbage", "reset", "half"])
async def test_polling_goes_on_after_any_answer(stage: Stage, kind: Any) -> None:
    stage.sandbox.faults.add(Fault("getUpdates", kind))
    owner = stage.sandbox.person("店长")
    # The poll that is held now still brings the first word; the next one fails, and the one after brings the second.
    owner.says_privately("/start")
    await stage.settled()
    owner.says_privately("/start")
    await stage.sandbox.until(lambda: len(owner.inbox) == 2, 20)
    await stage.settled()
    assert any(call.fault for call in stage.sandbox.calls("getUpdates"))
    assert any(trouble.startswith("polling:") for trouble in await troubles(stage))


async def test_a_call_that_hangs_keeps_no_other_chat_waiting(stage: Stage) -> None:
    slow, quick = stage.sandbox.person("慢"), stage.sandbox.person("快")
    fault = stage.sandbox.faults.add(Fault("sendMessage", "hang", chat_id=slow.id))
    slow.says_privately("/start")
    await stage.sandbox.until(lambda: fault.fired)
    quick.says_privately("/start")
    await stage.sandbox.until(lambda: quick.inbox)
    assert slow.inbox == []


async def test_a_mailbox_that_hangs_keeps_no_other_chat_waiting(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, quick = stage.sandbox.person("慢"), stage.sandbox.person("快")
    gate, handle = asyncio.Event(), stage.weilu.mailboxes._handle

    async def held(work: Any) -> None:
        if work.mailbox == f"chat:{slow.id}":
            await gate.wait()
        await handle(work)

    monkeypatch.setattr(stage.weilu.mailboxes, "_handle", held)
    for _ in range(300):
        slow.says_privately("hello")
    slow.says_privately("/start")
    quick.says_privately("/start")
    await stage.sandbox.until(lambda: quick.inbox)
    assert slow.inbox == [] and stage.weilu.mailboxes.backlog >= 301
    gate.set()
    await stage.sandbox.until(lambda: slow.inbox, 20)


async def test_intake_rests_while_too_much_waits(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    polling = stage.weilu.polling
    assert polling is not None
    waiting = 50_000
    monkeypatch.setattr(polling, "_backlog", lambda: waiting)
    owner = stage.sandbox.person("店长")
    owner.says_privately("/start")
    await stage.sandbox.until(lambda: owner.inbox)
    polls = polling.polls
    owner.says_privately("/start")
    await stage.sandbox.until(lambda: not stage.sandbox.polling.held)
    assert polling.polls == polls and len(owner.inbox) == 1
    waiting = 0
    await stage.sandbox.until(lambda: len(owner.inbox) == 2)


async def test_an_update_that_is_sent_twice_is_handled_once(stage: Stage) -> None:
    owner = stage.sandbox.person("店长")
    owner.says_privately("/start")
    await stage.settled()
    polling = stage.weilu.polling
    assert polling is not None
    handled = stage.weilu.mailboxes.handled
    raw = b'{"update_id":424242,"message":{"message_id":9,"date":1,"chat":{"id":%d,"type":"private"}}}' % owner.id
    for _ in range(3):
        await polling._take([msgspec.Raw(raw)])
    await stage.weilu.quiet()
    assert stage.weilu.mailboxes.handled == handled + 1
