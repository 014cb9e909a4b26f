"""The outbox: who goes first, what waits for what, and what a doubtful outcome means."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import select

from bot.core.clock import ManualClock
from bot.core.effect import (
    AnswerPress,
    ApproveJoin,
    Ban,
    Call,
    DeclineJoin,
    DeleteMessages,
    DeleteOwn,
    EditMessage,
    Effect,
    Lane,
    Outcome,
    Repeat,
    Restrict,
    SendMessage,
    Status,
    Unban,
)
from bot.core.event import Received
from bot.core.ids import EffectId, chat_mailbox
from bot.runtime.commit import Committer
from bot.runtime.outbox import MIGRATED, Answer, AnswerKind, Outbox
from handlers.flood_control import UNLIMITED, FloodControl, Rates
from storage import Storage
from storage import outbox as outbox_rows
from storage.buffer import Buffer, Overlay
from storage.tables import outbox as outbox_table
from tests.runtime.ring import NOW

DONE = Answer(AnswerKind.ACCEPTED)
NO = Answer(AnswerKind.REFUSED, error="Bad Request: no")
UNKNOWN = Answer(AnswerKind.UNKNOWN, error="TimedOut")
UNSENT = Answer(AnswerKind.UNSENT, error="NotSent")


class Stub:
    """The outgoing side: notes every call and answers as the test says; ``hold`` keeps calls from ending."""

    def __init__(self) -> None:
        self.calls: list[tuple[Call, bool]] = []
        self.answer: Callable[[Call], Answer] = lambda call: DONE
        self.script: list[Answer] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.under_way = 0
        self.arrived = asyncio.Condition()

    async def perform(self, effect: Effect, *, again: bool) -> Answer:
        self.calls.append((effect.call, again))
        self.under_way += 1
        async with self.arrived:
            self.arrived.notify_all()
        await self.gate.wait()
        self.under_way -= 1
        if self.script:
            return self.script.pop(0)
        if isinstance(effect.call, SendMessage) and self.answer(effect.call) is DONE:
            return Answer(AnswerKind.ACCEPTED, message_id=len(self.calls) + 100)
        return self.answer(effect.call)

    @property
    def made(self) -> list[Call]:
        return [call for call, _ in self.calls]

    async def until(self, count: int) -> None:
        async with asyncio.timeout(10), self.arrived:
            await self.arrived.wait_for(lambda: len(self.calls) >= count)


class Post:
    """An outbox that runs, on a real file."""

    def __init__(self, storage: Storage, rates: Rates) -> None:
        self.storage, self.stub = storage, Stub()
        self.clock = ManualClock(NOW)
        self.seconds = 1000.0
        self.reports: list[Received] = []
        self.committer = Committer(storage.database)
        self.outbox = Outbox(
            storage,
            self.committer,
            self.clock,
            self.stub,
            FloodControl(rates),
            self._deliver,
            lambda: self.seconds,
        )
        self._ids = 0

    def _deliver(self, rows: Iterable[Received]) -> None:
        self.reports += rows

    def effect(self, call: Call, **manners: Any) -> Effect:
        self._ids += 1
        given: dict[str, Any] = {
            "mailbox": chat_mailbox(call.chat_id),
            "repeat": call.repeat,
            "lane": call.lane,
            "created_at": self.clock.now(),
            **manners,
        }
        return Effect(EffectId(self._ids), call=call, **given)

    async def keep(self, *effects: Effect) -> None:
        """Make effects durable without telling the outbox."""
        buffer = Buffer(self.storage.database, Overlay(chat_mailbox(1)), self.storage.sequences)
        for effect in effects:
            outbox_rows.add(buffer, effect)
        await self.storage.database.flush([buffer.writes])

    async def add(self, *calls: Call | Effect, **manners: Any) -> list[Effect]:
        effects = [call if isinstance(call, Effect) else self.effect(call, **manners) for call in calls]
        await self.keep(*effects)
        self.outbox.add(effects)
        return effects

    async def idle(self) -> None:
        await asyncio.wait_for(self.outbox.idle(), 15)

    async def wait(self, seconds: float) -> None:
        """Let both clocks run and everything that can happen, happen."""
        self.seconds += seconds
        self.clock.advance(seconds=seconds)
        self.outbox.poke()
        await self.calm()

    async def calm(self) -> None:
        """Nothing that could be done is left to do: the queues have been looked at, the writes are written."""
        for _ in range(6):
            buffer = Buffer(self.storage.database, Overlay(chat_mailbox(1)), self.storage.sequences)
            await self.committer.write(buffer)
            await self.storage.outbox.count_waiting()

    async def statuses(self) -> dict[int, str | None]:
        rows = await self.storage.database.fetch(select(outbox_table).order_by(outbox_table.c.id))
        return {row.id: row.status for row in rows}

    def outcomes(self) -> list[Outcome]:
        return [msgspec.json.decode(row.body, type=Outcome) for row in self.reports]


@asynccontextmanager
async def post(storage: Storage, rates: Rates = UNLIMITED) -> AsyncIterator[Post]:
    running = Post(storage, rates)
    loops = [asyncio.create_task(running.committer.run()), asyncio.create_task(running.outbox.run())]
    try:
        yield running
    finally:
        running.stub.gate.set()
        await running.outbox.stop()
        running.committer.stop()
        await asyncio.gather(*loops)


def send(text: str, chat_id: int = -1) -> SendMessage:
    return SendMessage(chat_id, text)


async def test_what_a_chat_is_shown_keeps_its_order(storage: Storage) -> None:
    async with post(storage) as office:
        await office.add(*[send(str(n), chat) for n in range(20) for chat in (-1, -2)])
        await office.idle()
    for chat in (-1, -2):
        assert [c.text for c in office.stub.made if c.chat_id == chat] == [str(n) for n in range(20)]


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


async def test_a_call_is_noted_before_it_is_made_unless_it_is_safe(storage: Storage) -> None:
    async with post(storage) as office:
        office.stub.gate.clear()
        await office.add(send("chatter", -1), send("alert", -2), repeat=Repeat.WANTED)
        await office.add(Ban(-3, 5))
        await office.stub.until(3)
        assert [started is not None for _, started in await storage.outbox.waiting()] == [True, True, False]
        office.stub.gate.set()
        await office.idle()


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


async def test_the_result_comes_back_with_the_memo(storage: Storage) -> None:
    async with post(storage) as office:
        await office.add(send("a", 5), report="shown", memo="case 3", handle="card")
        await office.idle()
    (row,), (outcome,) = office.reports, office.outcomes()
    assert (row.kind, row.mailbox, outcome.memo, outcome.message_id) == ("shown", chat_mailbox(5), "case 3", 101)
    assert await storage.outbox.held("card") == (5, 101)
    assert await storage.inbox.load([row.id]) == [row]


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
