"""Group commit: whatever is ready, from all mailboxes, becomes durable in one transaction."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from bot.core.errors import Conflict, Unavailable, error_name
from bot.runtime.work import Failure, Work
from storage.buffer import Buffer
from storage.database import Database, Write

log = structlog.get_logger(__name__)

LONGEST_PAUSE_S = 5.0
MOST_WRITES = 4_000
"""Writes in one transaction; more wait for the next, so that no commit holds the loop for long."""


@dataclass(slots=True, eq=False)
class _Submission:
    works: Sequence[Work | Buffer]
    settled: asyncio.Future[Failure | None]

    def writes(self) -> list[Write]:
        return [write for work in self.works for write in _writes(work)]

    @property
    def moves_a_group(self) -> bool:
        return any(isinstance(work, Work) and work.moved is not None for work in self.works)

    @property
    def outdated(self) -> bool:
        return any(isinstance(work, Work) and work.outdated for work in self.works)


def _writes(work: "Work | Buffer") -> list[Write]:
    return work.buffer.writes if isinstance(work, Work) else work.writes


class Committer:
    """Collects works and flushes them. ``on_commit`` is called with works that have just become durable."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[_Submission] = []
        self._wake = asyncio.Event()
        self._stopping = False
        self.on_commit: Callable[[Sequence[Work]], None] = lambda works: None

    def commit(self, works: Sequence[Work]) -> "asyncio.Future[Failure | None]":
        """Make one mailbox's works durable, in order; what comes is the first that failed, or None.

        Works before the failed one are durable, works after it are not.
        """
        return self._submit(works)

    async def write(self, buffer: Buffer) -> None:
        """Make rows durable that belong to no update, sharing the next flush.

        Raises:
            Exception: what the database said.
        """
        failure = await self._submit([buffer])
        if failure is not None:
            raise failure.error

    def _submit(self, works: Sequence[Work | Buffer]) -> "asyncio.Future[Failure | None]":
        submission = _Submission(works, asyncio.get_running_loop().create_future())
        self._waiting.append(submission)
        self._wake.set()
        return submission.settled

    async def run(self) -> None:
        """Flush until stopped and nothing waits."""
        while not self._stopping or self._waiting:
            if not self._waiting:
                self._wake.clear()
                await self._wake.wait()
            while batch := self._take():
                await self._flush(batch)

    def stop(self) -> None:
        """End `run` once everything submitted is durable."""
        self._stopping = True
        self._wake.set()

    def _take(self) -> list[_Submission]:
        """The submissions for one transaction: all, unless they hold too many writes.

        One that moves a group to a new id goes alone: it changes what other mailboxes have just decided upon.
        """
        total, end = 0, len(self._waiting)
        for count, submission in enumerate(self._waiting):
            if submission.moves_a_group:
                end = max(count, 1)
                break
            total += sum(len(_writes(work)) for work in submission.works)
            if total > MOST_WRITES:
                end = count + 1
                break
        batch, self._waiting = self._waiting[:end], self._waiting[end:]
        return batch

    async def _flush(self, batch: list[_Submission]) -> None:
        for submission in [submission for submission in batch if submission.outdated]:
            batch.remove(submission)
            self._settled(submission, Failure(0, Conflict("the mailbox has been changed meanwhile")))
        if not batch:
            return
        try:
            await self._flush_patiently([submission.writes() for submission in batch])
        except Exception as error:
            log.warning("flush_split", works=sum(len(s.works) for s in batch), error=error_name(error))
            for submission in batch:
                await self._flush_one_by_one(submission)
            return
        for submission in batch:
            self._settled(submission, None)

    async def _flush_one_by_one(self, submission: _Submission) -> None:
        """The slow way after a failed flush, so that one bad work spoils only itself."""
        for index, work in enumerate(submission.works):
            try:
                await self._flush_patiently([_writes(work)])
            except Exception as error:
                self._settled(submission, Failure(index, error))
                return
        self._settled(submission, None)

    async def _flush_patiently(self, works: Sequence[Sequence[Write]]) -> None:
        """Flush; as long as the database itself is out of order, wait and try again."""
        pause = 0.05
        while True:
            try:
                await self._database.flush(works)
                return
            except Unavailable as error:
                log.error("database_unavailable", error=str(error), pause_s=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_S)

    def _settled(self, submission: _Submission, failure: Failure | None) -> None:
        durable = submission.works if failure is None else submission.works[: failure.index]
        try:
            self.on_commit([work for work in durable if isinstance(work, Work)])
        except Exception as error:
            # What is durable stays durable; whoever waits for it must hear so.
            log.exception("after_commit_failed", error=type(error).__name__)
        if not submission.settled.done():
            submission.settled.set_result(failure)
