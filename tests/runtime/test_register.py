"""The register: what is known of a call before and after it, and what a doubtful outcome means."""

from collections.abc import Iterable, Sequence

import pytest

from bot.core.effect import Ban, Call, DeclineJoin, DeleteMessages, Repeat, Status
from bot.core.ids import chat_mailbox
from bot.runtime.performer import Answer, AnswerKind
from storage import Storage
from storage import outbox as outbox_rows
from storage.buffer import Buffer, Overlay
from storage.database import Write
from storage.health import Health
from storage.outbox import SETTLED
from storage.tables import outbox as outbox_table
from tests.runtime.office import DONE, UNKNOWN, UNSENT, post, send
from tests.runtime.ring import NOW


async def test_a_call_is_noted_before_it_is_made_unless_it_is_safe(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.gate.clear()
        await office.add(send("chatter", -1), send("alert", -2), repeat=Repeat.WANTED)
        await office.add(Ban(-3, 5))
        await office.stub.until(3)
        assert [started is not None for _, started in await storage.outbox.waiting()] == [True, True, False]
        office.stub.gate.set()
        await office.idle()


async def test_a_doubtful_outcome_is_treated_as_declared(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.script = [UNKNOWN]
        await office.add(send("chatter"), repeat=Repeat.NEVER, report="r")
        await office.idle()
        assert [outcome.status for outcome in office.outcomes()] == [Status.LOST]
        for repeat, again in ((Repeat.WANTED, True), (Repeat.SAFE, True)):
            office.stub.calls.clear()
            office.stub.script = [UNKNOWN]
            await office.add(send("x"), repeat=repeat)
            await office.stub.until(1)
            await office.calm()
            await office.wait(1)
            await office.idle()
            assert [told for _, told in office.stub.calls] == [False, again]


async def test_a_call_that_never_left_is_made_again_as_if_for_the_first_time(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.script = [UNSENT, UNSENT]
        await office.add(send("chatter"), repeat=Repeat.NEVER)
        await office.stub.until(1)
        await office.calm()
        ((_, started_at),) = await storage.outbox.waiting()
        assert started_at is None
        await office.wait(1)
        await office.wait(3)
        await office.idle()
    assert [told for _, told in office.stub.calls] == [False, False, False]
    assert set((await office.statuses()).values()) == {"accepted"}


async def test_after_a_crash_each_effect_goes_on_as_its_kind_says(storage: Storage) -> None:
    async with post(storage) as office:
        effects = [
            office.effect(send("never, not begun", -1)),
            office.effect(send("never, begun", -2), report="r"),
            office.effect(send("wanted, not begun", -3), repeat=Repeat.WANTED),
            office.effect(send("wanted, begun", -4), repeat=Repeat.WANTED),
            office.effect(Ban(-5, 5)),
        ]
        await office.keep(*effects)
        buffer = Buffer(storage.database, Overlay(chat_mailbox(1)), storage.sequences)
        outbox_rows.start(buffer, [effects[1].id, effects[3].id], NOW)
        await storage.database.flush([buffer.writes])
        await office.outbox.resume()
        await office.idle()
    assert {(call.chat_id, again) for call, again in office.stub.calls} == {
        (-1, False), (-3, False), (-4, True), (-5, False)
    }  # fmt: skip
    assert [(outcome.status, outcome.chat_id) for outcome in office.outcomes()] == [(Status.LOST, -2)]


async def test_the_result_comes_back_with_the_memo(storage: Storage) -> None:
    async with post(storage) as office:
        await office.add(send("a", 5), report="shown", memo="case 3", handle="card")
        await office.idle()
    (row,), (outcome,) = office.reports, office.outcomes()
    assert (row.kind, row.mailbox, outcome.memo, outcome.message_id) == ("shown", chat_mailbox(5), "case 3", 101)
    assert await storage.outbox.held("card") == (5, 101)
    assert await storage.inbox.load([row.id]) == [row]


# --- what cannot be written or read -------------------------------------------------------------------------------


def break_endings(monkeypatch: pytest.MonkeyPatch, storage: Storage, id_: int) -> None:
    """From now on the database fails at the ending of one effect, for a reason that is not its being out of order."""
    flush = storage.database.flush

    async def flush_others(works: Iterable[Sequence[Write]]) -> None:
        given = list(works)
        if any(write.statement is SETTLED and write.parameters["row"] == id_ for some in given for write in some):
            raise RuntimeError("no such function")
        await flush(given)

    monkeypatch.setattr(storage.database, "flush", flush_others)


async def test_an_ending_that_cannot_be_written_is_tried_again_while_its_stream_goes_on(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with post(storage) as office:
        break_endings(monkeypatch, storage, 1)
        (told, _) = await office.add(send("a"), send("b"), report="r")
        await office.add(DeclineJoin(-1, 5), after=told.id)
        await office.stub.until(2)
        await office.calm()
        assert await office.statuses() == {1: None, 2: "accepted", 3: None}
        await office.wait(0.6)
        assert office.stub.made == [send("a"), send("b")], "what waits for it does not go on before"
        monkeypatch.undo()
        await office.wait(1.1)
        await office.idle()
    assert office.stub.made == [send("a"), send("b"), DeclineJoin(-1, 5)], "nothing is done twice"
    assert [(outcome.status, outcome.message_id) for outcome in office.outcomes()] == [
        (Status.ACCEPTED, 102), (Status.ACCEPTED, 101)
    ]  # fmt: skip


async def test_an_ending_that_can_never_be_written_is_parked_and_reported_without_its_words(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.script = [Answer(AnswerKind.REFUSED, error="Bad Request: \ud800")]
        await office.add(send("a"), send("b"), report="r")
        await office.stub.until(2)
        for seconds in (0.6, 1.1):
            await office.wait(seconds)
            assert await office.statuses() == {1: None, 2: "accepted"}
        await office.wait(2.1)
        await office.idle()
    assert office.stub.made == [send("a"), send("b")]
    late = office.outcomes()[-1]
    assert (late.effect_id, late.status, late.error) == (1, Status.REFUSED, None)
    (parked,) = await storage.outbox.parked(NOW)
    assert (parked.id, parked.kind, parked.mailbox) == (1, "SendMessage", chat_mailbox(-1))
    assert parked.error.startswith("refused; UnicodeEncodeError at ")
    assert [(chat_id, trouble.kind) for chat_id, trouble in await Health(storage.database).troubles(NOW)] == [
        (-1, "parked:SendMessage")
    ]


async def test_an_ending_that_cannot_be_written_keeps_back_no_other_of_the_same_call(storage: Storage) -> None:
    async with post(storage) as office:

        def answer(call: Call) -> Answer:
            assert isinstance(call, DeleteMessages)
            return Answer(AnswerKind.REFUSED, error="\ud800") if 2 in call.message_ids else DONE

        office.stub.answer = answer
        await office.add(*[DeleteMessages(-1, (n,)) for n in (1, 2, 3)])
        await office.stub.until(5)
        await office.calm()
        assert await office.statuses() == {1: "accepted", 2: None, 3: "accepted"}
        for seconds in (0.6, 1.1, 2.1):
            await office.wait(seconds)
        await office.idle()
    assert await office.statuses() == {1: "accepted", 2: "parked", 3: "accepted"}


@pytest.mark.parametrize("damage", [{"kind": "SendTelepathy"}, {"body": b"{"}, {"body": None}, {"repeat": "perhaps"}])
async def test_a_row_that_cannot_be_read_is_parked_and_the_others_go_on(
    storage: Storage, damage: dict[str, object]
) -> None:
    async with post(storage) as office:
        broken = office.effect(send("lost"), report="r", memo="case 3")
        await office.keep(broken, office.effect(send("a")), office.effect(Ban(-1, 5), after=broken.id))
        change = outbox_table.update().where(outbox_table.c.id == broken.id).values(**damage)
        await storage.database.write(lambda connection: connection.execute(change))
        await office.outbox.resume()
        await office.idle()
    assert sorted(type(call).__name__ for call in office.stub.made) == ["Ban", "SendMessage"]
    assert await office.statuses() == {1: "parked", 2: "accepted", 3: "accepted"}
    (lost,) = office.outcomes()
    assert (lost.effect_id, lost.status, lost.memo) == (broken.id, Status.LOST, "case 3")
    (parked,) = await storage.outbox.parked(NOW)
    assert parked.id == broken.id and parked.error.startswith("lost; ")
    assert len(await Health(storage.database).troubles(NOW)) == 1
