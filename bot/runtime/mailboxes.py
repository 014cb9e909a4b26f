"""Mailboxes: order inside each, all side by side. A mailbox is the owner of its state and handles one thing at a time."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import structlog

from bot.core.clock import Clock
from bot.core.errors import Conflict, Unavailable, error_name
from bot.core.event import Received
from bot.core.ids import InboxId, Mailbox
from bot.runtime.commit import Committer
from bot.runtime.work import Failure, Work
from storage import Storage
from storage.buffer import Overlay

log = structlog.get_logger(__name__)

T = TypeVar("T")

BATCH = 100
"""Waiting updates of one mailbox that share an overlay and a flush."""
LONGEST_TURN_S = 0.01
"""After so long a mailbox with more to do lets everybody else have the loop."""
SIDE_BY_SIDE = 64
"""Mailboxes that work at the same time."""
TRIES = 3
CONFLICTS = 10
"""Decisions taken anew because a claimed row was gone; more is a fault of the decision."""
HANDLING_TIMEOUT_S = 60.0
REMEMBERED_MAILBOXES = 4_096
BODIES_IN_MEMORY = 20_000
FIRST_PAUSE_S = 0.05
LONGEST_PAUSE_S = 5.0

Handle = Callable[[Work], Awaitable[None]]
"""Turns one inbox row into buffered writes and effects; raises to fail it."""


@dataclass(slots=True)
class _Batch:
    """Rows of one mailbox being handled, and how far their works are."""

    events: Sequence[Received]
    at: int = 0
    works: list[Work] = field(default_factory=list)
    committing: tuple[list[Work], "asyncio.Future[Failure | None]"] | None = None
    failures: dict[tuple[InboxId, bool], int] = field(default_factory=dict)
    """By row, conflicts apart."""
    pause_s: float = FIRST_PAUSE_S


class _Rewind(Exception):
    """A work that was thought done could not be committed; what came after it must be decided again."""

    def __init__(self, event: Received, error: BaseException) -> None:
        super().__init__(repr(error))
        self.event = event
        self.error = error


class Mailboxes:
    """Every mailbox that has something to do, and what recent ones remember."""

    def __init__(self, storage: Storage, committer: Committer, clock: Clock, handle: Handle) -> None:
        self._storage = storage
        self._committer = committer
        self._clock = clock
        self._handle = handle
        self._queues: dict[Mailbox, deque[InboxId]] = {}
        self._bodies: dict[InboxId, Received] = {}
        self._overlays: OrderedDict[Mailbox, Overlay] = OrderedDict()
        self._slots = asyncio.Semaphore(SIDE_BY_SIDE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        self._idle = asyncio.Event()
        self._idle.set()
        self.backlog = 0
        """Rows delivered and not finished."""
        self.handled = 0
        """Rows finished since the start."""

    def deliver(self, rows: Iterable[Received]) -> None:
        """Take in rows that are durable in the inbox, in order."""
        for row in rows:
            if len(self._bodies) < BODIES_IN_MEMORY:
                self._bodies[row.id] = row
            self._enqueue(row.id, row.mailbox)

    def resume(self, waiting: Iterable[tuple[InboxId, Mailbox]]) -> None:
        """Take in what the last run left behind; bodies are read when their turn comes."""
        for row, mailbox in waiting:
            self._enqueue(row, mailbox)

    def forget(self, keys: Iterable[Hashable]) -> None:
        """Drop what any mailbox remembers under these keys."""
        wanted = tuple(keys)
        if wanted:
            for overlay in self._overlays.values():
                overlay.forget(wanted)

    def forget_all(self, *mailboxes: Mailbox) -> None:
        """Drop everything these mailboxes remember: what they own has been changed behind their backs."""
        for mailbox in mailboxes:
            if mailbox in self._overlays:
                self._overlays[mailbox].forget_all()

    async def idle(self) -> None:
        """Return when nothing waits and nothing is being handled."""
        await self._idle.wait()

    async def stop(self) -> None:
        """Finish the batches in hand and take no more; the rest stays in the inbox."""
        self._stopping = True
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _enqueue(self, row: InboxId, mailbox: Mailbox) -> None:
        self.backlog += 1
        self._idle.clear()
        queue = self._queues.get(mailbox)
        if queue is not None:
            queue.append(row)
            return
        self._queues[mailbox] = deque([row])
        if not self._stopping:
            task = asyncio.create_task(self._work_through(mailbox), name=f"mailbox {mailbox}")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _work_through(self, mailbox: Mailbox) -> None:
        """Handle a mailbox until it is empty; the slot is given back after each batch, so that all have turns."""
        queue = self._queues[mailbox]
        while queue and not self._stopping:
            async with self._slots:
                ids = [queue.popleft() for _ in range(min(BATCH, len(queue)))]
                try:
                    rows = await self._patiently(partial(self._rows, ids))
                    await self._handle_batch(self._overlay(mailbox), rows)
                except Exception as error:
                    # Nothing below may fail; if it does, the rows stay in the inbox for the next start.
                    log.exception("mailbox_failed", mailbox=mailbox, error=error_name(error))
                    self._overlays.pop(mailbox, None)
                self.handled += len(ids)
                self.backlog -= len(ids)
        del self._queues[mailbox]
        if not self._queues:
            self._idle.set()

    async def _rows(self, ids: list[InboxId]) -> list[Received]:
        """The rows by id, from memory or from the inbox; rows that are already done are left out."""
        missing = [row for row in ids if row not in self._bodies]
        loaded = {row.id: row for row in await self._storage.inbox.load(missing)} if missing else {}
        found = ((self._bodies.pop(row, None) or loaded.get(row)) for row in ids)
        return [row for row in found if row is not None]

    def _overlay(self, mailbox: Mailbox) -> Overlay:
        overlay = self._overlays.get(mailbox)
        if overlay is None:
            overlay = self._overlays[mailbox] = Overlay(mailbox)
            if len(self._overlays) > REMEMBERED_MAILBOXES:
                self._drop_oldest_idle()
        self._overlays.move_to_end(mailbox)
        return overlay

    def _drop_oldest_idle(self) -> None:
        for mailbox in self._overlays:
            if mailbox not in self._queues:
                del self._overlays[mailbox]
                return

    async def _handle_batch(self, overlay: Overlay, events: Sequence[Received]) -> None:
        batch = _Batch(events)

        async def settle() -> None:
            await self._settle(overlay, batch)

        overlay.settle = settle
        clock = asyncio.get_running_loop().time
        began = clock()
        while batch.at < len(events) or batch.works:
            if clock() - began > LONGEST_TURN_S:
                await asyncio.sleep(0)
                began = clock()
            try:
                if batch.at < len(events):
                    await self._handle_next(overlay, batch)
                else:
                    await settle()
            except _Rewind as rewind:
                batch.works.clear()
                overlay.forget_all()
                batch.at = next(i for i, event in enumerate(events) if event.id == rewind.event.id)
                await self._count_failure(batch, rewind.event, rewind.error)

    async def _handle_next(self, overlay: Overlay, batch: _Batch) -> None:
        event = batch.events[batch.at]
        work = Work(event, overlay, self._storage, self._clock.now())
        try:
            async with asyncio.timeout(HANDLING_TIMEOUT_S):
                await self._handle(work)
            if work.error is not None:
                raise work.error
        except _Rewind:
            raise
        except Unavailable:
            # Not the update's fault: it waits, and this mailbox with it.
            await self._settle(overlay, batch)
            overlay.forget_all()
            await self._rest(batch)
            return
        except Exception as error:
            await self._settle(overlay, batch)
            overlay.forget_all()
            await self._count_failure(batch, event, error)
            return
        work.finish()
        batch.works.append(work)
        batch.at += 1

    async def _settle(self, overlay: Overlay, batch: _Batch) -> None:
        """Make the works so far durable, so that a query sees them."""
        if batch.committing is None:
            if not batch.works:
                return
            works, batch.works = batch.works, []
            batch.committing = works, self._committer.commit(works)
        works, commit = batch.committing
        # A handler that runs out of time here must not lose sight of a commit under way.
        failure = await asyncio.shield(commit)
        batch.committing = None
        if failure is not None:
            raise _Rewind(works[failure.index].event, failure.error)

    async def _rest(self, batch: _Batch) -> None:
        """Wait a little longer each time; a stopping process leaves the rest to the next start.

        Raises:
            Unavailable: the process is being stopped.
        """
        if self._stopping:
            raise Unavailable("stopped while waiting")
        log.warning("mailbox_waits", mailbox=batch.events[batch.at].mailbox, pause_s=batch.pause_s)
        await asyncio.sleep(batch.pause_s)
        batch.pause_s = min(batch.pause_s * 2, LONGEST_PAUSE_S)

    async def _patiently(self, call: Callable[[], Awaitable[T]]) -> T:
        """What ``call`` returns, as soon as the database answers."""
        pause = FIRST_PAUSE_S
        while True:
            try:
                return await call()
            except Unavailable:
                if self._stopping:
                    raise
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _count_failure(self, batch: _Batch, event: Received, error: BaseException) -> None:
        """Let a row be tried again, or set it aside."""
        conflict = isinstance(error, Conflict)
        count = batch.failures[event.id, conflict] = batch.failures.get((event.id, conflict), 0) + 1
        limit = CONFLICTS if conflict else TRIES
        log.warning(
            "update_failed", row=event.id, kind=event.kind, mailbox=event.mailbox, tries=count, error=error_name(error)
        )
        if count >= limit:
            log.error("update_parked", row=event.id, kind=event.kind, mailbox=event.mailbox, error=error_name(error))
            await self._patiently(
                lambda: self._storage.inbox.park(event.id, error_name(error), count, self._clock.now())
            )
            batch.at += 1
