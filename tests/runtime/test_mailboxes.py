"""Order inside a mailbox, mailboxes side by side, and failures that spoil only themselves."""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.core.errors import Unavailable
from bot.core.ids import chat_mailbox
from bot.runtime.work import Work
from storage import Storage
from storage.database import Database
from storage.tables import ledger
from tests.runtime.ring import CLAIM, NOW, handler, poison, ring, write_down


async def test_order_is_kept_inside_and_everything_is_done(storage: Storage) -> None:
    async with ring(storage, handler(write_down)) as running:
        await running.send(*[(chat, str(number)) for number in range(300) for chat in (1, 2)])
        await running.send((1, "last"))
    said = await running.said()
    assert said == {1: [*map(str, range(300)), "last"], 2: [*map(str, range(300))]}
    assert await storage.inbox.waiting() == []
    assert running.mailboxes.handled == 601 and running.mailboxes.backlog == 0


async def test_a_slow_mailbox_keeps_nobody_waiting(storage: Storage) -> None:
    gate = asyncio.Event()

    async def handle(work: Work) -> None:
        if work.mailbox == chat_mailbox(1):
            await gate.wait()
        write_down(work)

    async with ring(storage, handle) as running:
        await running.send((1, "slow"), *((2, str(n)) for n in range(150)))
        async with asyncio.timeout(10):
            while running.mailboxes.handled < 150:  # noqa: ASYNC110 - nothing tells of a count
                await asyncio.sleep(0)
        assert 1 not in await running.said()
        gate.set()
    assert (await running.said())[1] == ["slow"]


async def test_a_failing_update_is_tried_three_times_and_set_aside(storage: Storage) -> None:
    tries: Counter[str] = Counter()

    def decide(work: Work) -> None:
        body = work.event.body.decode()
        tries[body] += 1
        write_down(work)
        if body == "bad":
            raise ValueError("words of somebody")

    async with ring(storage, handler(decide)) as running:
        await running.send((1, "a"), (1, "bad"), (1, "b"), (2, "c"))
    assert tries == {"a": 1, "bad": 3, "b": 1, "c": 1}
    assert await running.said() == {1: ["a", "b"], 2: ["c"]}
    (parked,) = await storage.inbox.parked()
    assert parked.error.startswith("ValueError at test_mailboxes.py:")
    assert "words" not in parked.error


async def test_a_failed_flush_spoils_only_the_bad_update_and_later_ones_are_decided_again(storage: Storage) -> None:
    decided: list[str] = []

    def decide(work: Work) -> None:
        body = work.event.body.decode()
        decided.append(body)
        write_down(work)
        if body == "bad":
            poison(work)

    async with ring(storage, handler(decide)) as running:
        await running.send((1, "a"), (1, "bad"), (1, "b"), (2, "c"))
    assert await running.said() == {1: ["a", "b"], 2: ["c"]}
    assert decided.count("bad") == 3 and decided.count("b") > 1 and decided.count("a") == 1
    assert len(await storage.inbox.parked()) == 1


async def test_a_lost_claim_is_decided_again_from_what_is_true_now(storage: Storage) -> None:
    both = asyncio.Barrier(2)
    tried: Counter[str] = Counter()

    async def handle(work: Work) -> None:
        tried[work.mailbox] += 1
        taken = await storage.outbox.held("last place")
        if tried[work.mailbox] == 1:
            await both.wait()
        if taken is None:
            chat = int(work.mailbox.partition(":")[2])
            work.buffer.claim(CLAIM, handle="last place", chat_id=chat, message_id=1, at=NOW)
        write_down(work)

    async with ring(storage, handle) as running:
        await running.send((1, "mine"), (2, "no, mine"))
    assert sorted(tried.values()) == [1, 2]
    assert await storage.inbox.parked() == [] and await storage.outbox.held("last place") is not None
    assert len(await running.said()) == 2


async def test_memory_follows_what_other_mailboxes_change(storage: Storage) -> None:
    async def handle(work: Work) -> None:
        async def load() -> str:
            rows = await storage.database.fetch(WRITTEN)
            return rows[-1].note if rows else "nothing"

        seen = await work.buffer.remember("fact", load)
        if work.mailbox == chat_mailbox(1):
            write_down(work)
            work.buffer.forget("fact")
        else:
            found.append(seen)

    found: list[str] = []
    async with ring(storage, handle) as running:
        for number in range(3):
            await running.send((2, "?"))
            await running.mailboxes.idle()
            await running.send((1, f"fact {number}"))
            await running.mailboxes.idle()
        await running.send((2, "?"))
    assert found == ["nothing", "fact 0", "fact 1", "fact 2"]


async def test_what_is_forgotten_while_it_is_loaded_is_loaded_again(storage: Storage) -> None:
    loading, changed = asyncio.Event(), asyncio.Event()
    values = iter(["old", "new"])

    async def handle(work: Work) -> None:
        async def load() -> str:
            value = next(values)
            loading.set()
            await changed.wait()
            return value

        found.append(await work.buffer.remember("fact", load))

    found: list[str] = []
    async with ring(storage, handle) as running:
        await running.send((1, "?"))
        await loading.wait()
        running.mailboxes.forget(["fact"])
        changed.set()
    assert found == ["new"]


async def test_what_was_decided_before_a_group_moved_here_is_decided_again(storage: Storage) -> None:
    loaded, moved = asyncio.Event(), asyncio.Event()
    seen: list[str] = []

    async def handle(work: Work) -> None:
        async def load() -> str:
            return "after" if moved.is_set() else "before"

        write_down(work)
        if work.mailbox == chat_mailbox(1):
            await loaded.wait()
            work.moved = (1, 2)
        else:
            seen.append(await work.buffer.remember("fact", load))
            loaded.set()
            await moved.wait()

    async with ring(storage, handle) as running:

        def committed(works: Iterable[Work]) -> None:
            if any(work.moved for work in works):
                running.mailboxes.forget_all(chat_mailbox(2))
                moved.set()

        running.committer.on_commit = committed
        await running.send((2, "early"), (1, "move"))
    assert seen == ["before", "after"]
    assert await running.said() == {1: ["move"], 2: ["early"]}


async def test_a_database_that_is_away_is_nobodys_fault(storage: Storage) -> None:
    refusals = iter(range(4))

    def decide(work: Work) -> None:
        if next(refusals, None) is not None:
            raise Unavailable("away")
        write_down(work)

    async with ring(storage, handler(decide)) as running:
        await running.send((1, "a"), (1, "b"))
    assert await running.said() == {1: ["a", "b"]}
    assert await storage.inbox.parked() == []


async def test_a_commit_waits_for_the_database(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    flush, refusals = storage.database.flush, iter(range(3))

    async def flaky(works: object) -> None:
        if next(refusals, None) is not None:
            raise Unavailable("disk full")
        await flush(works)  # type: ignore[arg-type]

    monkeypatch.setattr(storage.database, "flush", flaky)
    async with ring(storage, handler(write_down)) as running:
        await running.send((1, "a"))
    assert await running.said() == {1: ["a"]}


async def test_what_is_forwarded_reaches_its_owner_once(storage: Storage) -> None:
    def decide(work: Work) -> None:
        if work.event.kind == "update":
            work.forward(chat_mailbox(9), "passed", work.event.body.decode())
        else:
            write_down(work)

    async with ring(storage, handler(decide)) as running:
        await running.send((1, "a"), (2, "b"))
    assert sorted((await running.said())[9]) == ['"a"', '"b"']


async def test_what_was_not_done_before_the_end_is_done_after_the_start(storage: Storage) -> None:
    started = asyncio.Event()

    async def handle(work: Work) -> None:
        started.set()
        write_down(work)

    async with ring(storage, handle) as running:
        await running.send(*((1, str(n)) for n in range(250)))
        await started.wait()
        await running.mailboxes.stop()
        left = await storage.inbox.waiting()
        running.mailboxes._idle.set()
    assert 0 < len(left) < 250
    async with ring(storage, handler(write_down)) as running:
        running.mailboxes.resume(await storage.inbox.waiting())
    assert (await running.said())[1] == [str(n) for n in range(250)]


WRITTEN = select(ledger).order_by(ledger.c.id)

events = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(["ok", "ok", "ok", "raise", "flush", "once"])), max_size=60
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(waves=st.lists(events, min_size=1, max_size=3))
async def test_whatever_fails_order_is_kept_and_nothing_is_lost(
    sqlite_template: Path, waves: list[list[tuple[int, str]]]
) -> None:
    stumbled: set[str] = set()

    def decide(work: Work) -> None:
        body = work.event.body.decode()
        kind = body.partition(":")[0]
        write_down(work)
        if kind == "raise" or (kind == "once" and body not in stumbled):
            stumbled.add(body)
            raise ValueError
        if kind == "flush":
            poison(work)

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "weilu.db"
        shutil.copyfile(sqlite_template, file)
        storage = await Storage.open(Database(f"sqlite+aiosqlite:///{file}", durable=False))
        sent: dict[int, list[str]] = {}
        number = 0
        async with ring(storage, handler(decide)) as running:
            for wave in waves:
                named = []
                for chat, kind in wave:
                    number += 1
                    named.append((chat, f"{kind}:{number}"))
                    sent.setdefault(chat, []).append(named[-1][1])
                await running.send(*named)
        wanted = {chat: [b for b in bodies if b.startswith(("ok", "once"))] for chat, bodies in sent.items()}
        assert await running.said() == {chat: bodies for chat, bodies in wanted.items() if bodies}
        bad = sum(body.startswith(("raise", "flush")) for bodies in sent.values() for body in bodies)
        assert len(await storage.inbox.parked()) == bad
        assert await storage.inbox.waiting() == []
        await storage.close()
