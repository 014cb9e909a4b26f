"""Streams: what keeps its order, what makes what pointless, and what waits for what."""

from datetime import timedelta

import msgspec

from bot.core.effect import (
    AnswerPress,
    ApproveJoin,
    Ban,
    DeclineJoin,
    DeleteMessages,
    DeleteOwn,
    EditMessage,
    Restrict,
    Status,
    Unban,
)
from bot.core.ids import chat_mailbox
from bot.runtime.outbox import MIGRATED
from bot.runtime.performer import Answer, AnswerKind
from storage import Storage
from tests.runtime.office import DONE, NO, UNKNOWN, post, send
from tests.runtime.ring import NOW


async def test_what_a_chat_is_shown_keeps_its_order(storage: Storage) -> None:
    async with post(storage) as office:
        await office.add(*[send(str(n), chat) for n in range(20) for chat in (-1, -2)])
        await office.idle()
    for chat in (-1, -2):
        assert [c.text for c in office.stub.made if c.chat_id == chat] == [str(n) for n in range(20)]


async def test_one_waits_until_the_other_is_settled_however_it_ends(storage: Storage) -> None:
    for number, answer in enumerate((DONE, NO, UNKNOWN)):
        async with post(storage) as office:
            office._ids = number * 10
            office.stub.script = [answer]
            office.stub.gate.clear()
            (told,) = await office.add(send("why", 5))
            await office.add(DeclineJoin(-1, 5), after=told.id)
            await office.stub.until(1)
            await office.calm()
            assert len(office.stub.calls) == 1
            office.stub.gate.set()
            await office.idle()
            assert office.stub.made == [send("why", 5), DeclineJoin(-1, 5)]


async def test_an_effect_past_its_deadline_is_dropped_and_what_waits_for_it_goes_on(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.script = [Answer(AnswerKind.LATER, seconds=600)]
        (told,) = await office.add(send("why", 5), expires_at=NOW + timedelta(seconds=30), report="told")
        await office.add(DeclineJoin(-1, 5), after=told.id)
        await office.stub.until(1)
        await office.calm()
        await office.wait(31)
        await office.idle()
    assert office.stub.made == [send("why", 5), DeclineJoin(-1, 5)]
    assert [outcome.status for outcome in office.outcomes()] == [Status.EXPIRED]


async def test_a_blocked_effect_expires_on_its_own(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.gate.clear()
        (told,) = await office.add(send("slow", 5))
        await office.add(AnswerPress(5, "q", "hi"), after=told.id, expires_at=NOW + timedelta(seconds=15), report="r")
        await office.stub.until(1)
        await office.wait(16)
        assert [outcome.status for outcome in office.outcomes()] == [Status.EXPIRED]
        office.stub.gate.set()
        await office.idle()


async def test_a_newer_sanction_replaces_one_that_has_not_begun(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.gate.clear()
        await office.add(Restrict(-1, 5))
        await office.stub.until(1)
        await office.add(Ban(-1, 5), report="r")
        await office.add(Unban(-1, 5))
        office.stub.gate.set()
        await office.idle()
    assert office.stub.made == [Restrict(-1, 5), Unban(-1, 5)]
    assert [outcome.status for outcome in office.outcomes()] == [Status.SUPERSEDED]


async def test_letting_in_and_limiting_are_two_things(storage: Storage) -> None:
    async with post(storage) as office:
        await office.add(ApproveJoin(-1, 5), Restrict(-1, 5))
        await office.idle()
    assert office.stub.made == [ApproveJoin(-1, 5), Restrict(-1, 5)]


async def test_edits_of_one_card_coalesce_and_wait_for_it_to_be_there(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.gate.clear()
        await office.add(send("card", 5), handle="case:1")
        await office.add(*[EditMessage(5, f"v{n}") for n in range(5)], handle="case:1")
        await office.stub.until(1)
        office.stub.gate.set()
        await office.idle()
        assert office.stub.made == [send("card", 5), EditMessage(5, "v4", message_id=101)]
        await office.add(EditMessage(5, "v5"), handle="case:1")
        await office.idle()
        await office.add(DeleteOwn(5), handle="case:1")
        await office.idle()
    assert office.stub.made[2:] == [EditMessage(5, "v5", message_id=101), DeleteMessages(5, (101,))]


async def test_an_edit_of_what_was_never_sent_is_dropped(storage: Storage) -> None:
    async with post(storage) as office:
        await office.add(EditMessage(5, "x"), handle="nothing", report="r")
        await office.idle()
    assert office.stub.calls == [] and office.outcomes()[0].status is Status.CANCELLED


async def test_when_the_bot_is_removed_what_waits_is_cancelled(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.gate.clear()
        await office.add(send("a", -1))
        await office.stub.until(1)
        await office.add(send("b", -1), send("c", -1), send("d", -2))
        office.outbox.cancel(-1)
        office.stub.gate.set()
        await office.idle()
    assert sorted(call.text for call in office.stub.made) == ["a", "d"]
    assert list((await office.statuses()).values()) == ["accepted", "cancelled", "cancelled", "accepted"]


async def test_a_moved_group_is_followed_and_its_mailbox_told(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.script = [Answer(AnswerKind.MIGRATED, new_chat_id=-1009)]
        await office.add(send("a", -1), send("b", -1), report="sent")
        await office.idle()
        told = [row for row in office.reports if row.kind == MIGRATED]
        assert [(row.mailbox, msgspec.json.decode(row.body)) for row in told] == [
            (chat_mailbox(-1), {"old": -1, "new": -1009})
        ]
        assert office.stub.made == [send("a", -1), send("a", -1009), send("b", -1009)]
        # The group was told of already: a late effect for the old id still arrives.
        office.stub.script = [Answer(AnswerKind.MIGRATED, new_chat_id=-1009)]
        await office.add(send("late", -1))
        await office.idle()
    assert office.stub.made[-1] == send("late", -1009)
    assert len([row for row in office.reports if row.kind == MIGRATED]) == 1
