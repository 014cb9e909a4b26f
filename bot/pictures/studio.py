"""Draws pictures in a process of their own, so that neither the event loop nor the bot's memory feels matplotlib."""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Final

from bot.core.errors import Unavailable
from bot.pictures.spec import Picture, decode, encode

TIMEOUT_SECONDS: Final = 60.0
"""A picture takes under a second; the first one also starts the worker and, once a machine, lists its fonts."""


class Studio:
    """One worker process, started with the first picture and replaced when it breaks. Belongs to one event loop."""

    def __init__(self, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._timeout_seconds: Final = timeout_seconds
        self._pool: ProcessPoolExecutor | None = None
        self._is_closed = False

    async def draw(self, picture: Picture) -> bytes:
        """Returns the picture as a PNG; pictures asked for at the same time are drawn one after the other.

        A worker that dies is replaced once, one that hangs is ended. ``Unavailable`` when there is still no picture,
        also after ``close``.
        """
        specification = encode(picture)
        try:
            return await self._attempt(specification)
        except BrokenProcessPool:
            pass
        try:
            return await self._attempt(specification)
        except BrokenProcessPool as broken:
            raise Unavailable("the drawing process died twice") from broken

    async def _attempt(self, specification: bytes) -> bytes:
        """Returns the PNG; BrokenProcessPool when the worker died now or while it was idle: the next one is new."""
        pool = self._started_pool()
        try:
            drawing = asyncio.wrap_future(_submitted(pool, specification))
            drawing.add_done_callback(_heard)
            # Not wait_for: it cancels, and CPython 3.11 stops at a cancelled future when it tells the waiting ones
            # that the pool broke, so that those behind it would wait for ever.
            await asyncio.wait([drawing], timeout=self._timeout_seconds)
            if drawing.done():
                return drawing.result()
        except BrokenProcessPool:
            self._discard(pool)
            raise
        self._discard(pool)
        raise Unavailable("the drawing process did not answer")

    async def close(self) -> None:
        """Ends the worker and waits until it has ended; a picture being drawn is given up. May be called repeatedly."""
        self._is_closed = True
        pool, self._pool = self._pool, None
        if pool is not None:
            _kill_workers(pool)
            await asyncio.to_thread(pool.shutdown)

    def _started_pool(self) -> ProcessPoolExecutor:
        if self._is_closed:
            raise Unavailable("the studio is closed")
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(max_workers=1, mp_context=spawn, initializer=_move_in)
        return self._pool

    def _discard(self, pool: ProcessPoolExecutor) -> None:
        if self._pool is pool:
            self._pool = None
        _kill_workers(pool)
        # Pictures still waiting end as broken, not as cancelled, which would look like a cancelled task.
        pool.shutdown(wait=False)


def _kill_workers(pool: ProcessPoolExecutor) -> None:
    # The executor has no public way to end a worker that is busy (3.14 adds kill_workers).
    for worker in list((getattr(pool, "_processes", None) or {}).values()):
        worker.kill()


def _heard(drawing: "asyncio.Future[bytes]") -> None:
    """Takes note of the failure of a picture nobody waits for any more, so that asyncio does not report it."""
    if not drawing.cancelled():
        drawing.exception()


def _submitted(pool: ProcessPoolExecutor, specification: bytes) -> "Future[bytes]":
    """Hands the work over; a worker started here is deaf to Ctrl-C from its first instruction.

    The signal mask is inherited, so it covers the time before ``_move_in`` runs, when Ctrl-C would print a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):
        return pool.submit(_drawn, specification)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_drawn, specification)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _move_in() -> None:
    """Prepares the worker: it leaves signals to its parent, goes when the parent goes, and keeps matplotlib quiet."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    os.environ["MPLBACKEND"] = "agg"
    threading.Thread(target=_leave_with_the_parent, daemon=True).start()


def _leave_with_the_parent() -> None:
    """Ends the process as soon as its parent has died: nobody else would after a ``kill -9`` of the bot."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)


def _drawn(specification: bytes) -> bytes:
    from bot.pictures.draw import draw  # in the worker only: matplotlib costs 50 MB

    return draw(decode(specification))
