"""The outbox: who goes first, which calls are joined, and what Telegram's rates do to them."""

from bot.core.effect import Ban, Call, DeleteMessages, Lane, SendMessage
from bot.runtime.performer import Answer, AnswerKind
from handlers.flood_control import Rates
from storage import Storage
from tests.runtime.office import DONE, NO, post, send


async def test_urgent_calls_never_wait_for_chatter(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.gate.clear()
        await office.add(*[send("x", -n) for n in range(1, 60)])
        await office.stub.until(16)
        await office.add(DeleteMessages(-70, (1,)), Ban(-70, 5))
        await office.stub.until(18)
        assert len([c for c in office.stub.made if isinstance(c, SendMessage)]) == 16
        office.stub.gate.set()
        await office.idle()
    assert len(office.stub.calls) == 61


async def test_bulk_has_places_of_its_own(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.gate.clear()
        await office.add(*[send("bulk", n) for n in range(1, 20)], lane=Lane.BULK)
        await office.add(send("reply", 99))
        await office.stub.until(5)
        await office.calm()
        assert sorted(call.text for call in office.stub.made) == ["bulk"] * 4 + ["reply"]
        office.stub.gate.set()
        await office.idle()


async def test_a_busy_group_is_paced_and_protection_is_not(storage: Storage) -> None:
    async with post(storage, Rates()) as office:
        await office.add(*[send(str(n), -1) for n in range(6)])
        await office.add(*[DeleteMessages(-1, (n,)) for n in range(40)], *[Ban(-1, n) for n in range(40)])
        await office.stub.until(42)
        await office.calm()
        shown = [call for call in office.stub.made if isinstance(call, SendMessage)]
        banned = [call for call in office.stub.made if isinstance(call, Ban)]
        assert (len(shown), len(banned)) == (2, 40)
        for _ in range(4):
            await office.wait(1.01)
        await office.idle()
    assert [c.text for c in office.stub.made if isinstance(c, SendMessage)] == [str(n) for n in range(6)]


async def test_too_many_requests_stops_one_chat_only(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.script = [Answer(AnswerKind.LATER, seconds=7)]
        await office.add(send("a", -1))
        await office.stub.until(1)
        await office.calm()
        await office.add(send("b", -1), Ban(-1, 5), send("c", -2), Ban(-2, 5))
        await office.stub.until(3)
        await office.calm()
        assert office.stub.made == [send("a", -1), *office.stub.made[1:]]
        assert {call.chat_id for call in office.stub.made[1:]} == {-2}
        await office.wait(7.1)
        await office.idle()
    assert [c for c in office.stub.made if isinstance(c, SendMessage) and c.chat_id == -1] == [
        send("a", -1), send("a", -1), send("b", -1)
    ]  # fmt: skip


async def test_waiting_deletions_share_calls_of_a_hundred(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.gate.clear()
        await office.add(DeleteMessages(-1, (1,)))
        await office.stub.until(1)
        await office.add(*[DeleteMessages(-1, (n, n + 1000)) for n in range(2, 122)])
        office.stub.gate.set()
        await office.idle()
        await office.add(DeleteMessages(-1, tuple(range(5000, 5250))))
        await office.idle()
    sizes = [len(call.message_ids) for call in office.stub.made if isinstance(call, DeleteMessages)]
    assert max(sizes) <= 100 and sum(sizes) == 1 + 240 + 250 and len(sizes) <= 1 + 3 + 3
    assert set((await office.statuses()).values()) == {"accepted"}


async def test_one_undeletable_message_does_not_save_the_others(storage: Storage) -> None:
    async with post(storage) as office:
        deleted: set[int] = set()

        def answer(call: Call) -> Answer:
            assert isinstance(call, DeleteMessages)
            if 13 in call.message_ids:
                return NO
            deleted.update(call.message_ids)
            return DONE

        office.stub.answer = answer
        office.stub.gate.clear()
        await office.add(DeleteMessages(-1, (1,)))
        await office.stub.until(1)
        await office.add(*[DeleteMessages(-1, (n,)) for n in range(2, 60)], DeleteMessages(-1, (200, 201)))
        office.stub.gate.set()
        await office.idle()
    assert deleted == {*range(1, 60), 200, 201} - {13}
    assert [id_ for id_, status in (await office.statuses()).items() if status == "refused"] == [13]
    assert len(office.stub.calls) < 20
