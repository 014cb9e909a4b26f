"""The register: what the outbox makes durable about its calls, before them and after, with the reports of results."""

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import msgspec
import structlog

from bot.core.clock import Clock
from bot.core.effect import Effect, Outcome, Status
from bot.core.errors import error_name
from bot.core.event import Incoming, Received, Source
from bot.core.ids import EffectId, Mailbox
from bot.runtime.backoff import backoff
from bot.runtime.commit import Committer
from storage import Storage
from storage import inbox as inbox_rows
from storage import outbox as outbox_rows
from storage.buffer import Buffer, Overlay
from storage.outbox import Unreadable

log = structlog.get_logger(__name__)

WHOLE_TRIES = 3
"""So often an ending is written whole; then its row is parked, without whatever may be at fault in it."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How an effect ended. ``failures``: how often that could not be made durable, the last time for ``error``."""

    effect: Effect | Unreadable
    outcome: Outcome
    failures: int = 0
    error: str = ""

    @classmethod
    def of(
        cls,
        effect: Effect,
        status: Status,
        error: str | None = None,
        *,
        message_id: int | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> "Ending":
        """See `bot.core.effect.Outcome`."""
        return cls(effect, Outcome(effect.id, status, effect.chat_id, error, message_id, effect.memo, data or {}))

    @classmethod
    def of_unreadable(cls, row: Unreadable) -> "Ending":
        """The ending of a row that says no call: it is parked, and its owner hears that it is lost."""
        return cls(row, Outcome(row.id, Status.LOST, row.chat_id, memo=row.memo), error=row.error)

    @property
    def is_parked(self) -> bool:
        """Whether the row is set aside for the operator to see."""
        return isinstance(self.effect, Unreadable) or self.failures >= WHOLE_TRIES


@dataclass(order=True, frozen=True, slots=True)
class _Late:
    """An ending that could not be written, and when to try again, in monotonic seconds."""

    at: float
    id: EffectId
    ending: Ending = field(compare=False)


class Register:
    """The rows of calls that begin and end. ``on_settled`` hears of endings, and their reports, that are durable."""

    def __init__(
        self,
        storage: Storage,
        committer: Committer,
        clock: Clock,
        monotonic: Callable[[], float],
        on_settled: Callable[[Sequence[Ending], Sequence[Received]], None],
    ) -> None:
        self._storage = storage
        self._committer = committer
        self._clock = clock
        self._monotonic = monotonic
        self._on_settled = on_settled
        self._late: list[_Late] = []

    async def note_start(self, id_: EffectId) -> None:
        """Make durable, before the call, that its outcome may become unknown."""
        buffer = self._buffer()
        outbox_rows.start(buffer, [id_], self._clock.now())
        await self._committer.write(buffer)

    async def take_back_start(self, ids: Sequence[EffectId]) -> None:
        """Nothing has happened: these calls may be made as if for the first time."""
        if ids:
            buffer = self._buffer()
            outbox_rows.unstart(buffer, ids)
            await self._committer.write(buffer)

    async def settle(self, endings: Sequence[Ending]) -> None:
        """Make endings and their reports durable. Never raises: what cannot be written now is `late`."""
        if not endings:
            return
        try:
            received = await self._write(endings)
        except Exception as error:
            if len(endings) == 1:
                self._put_off(endings[0], error)
                return
            for ending in endings:  # one that cannot be written must not keep back the others
                await self.settle([ending])
            return
        for ending in endings:
            _tell(ending)
        self._on_settled(endings, received)

    def late(self) -> list[Ending]:
        """The endings whose time has come to be settled once more; each is given out once."""
        found: list[Ending] = []
        while self._late and self._late[0].at <= self._monotonic():
            found.append(heapq.heappop(self._late).ending)
        return found

    def next_late(self) -> float | None:
        """The instant of the monotonic clock at which to ask for `late` ones; None when there are none."""
        return self._late[0].at if self._late else None

    def _put_off(self, ending: Ending, error: Exception) -> None:
        failed = replace(ending, failures=ending.failures + 1, error=error_name(error))
        rest = backoff(failed.failures)
        row, call = ending.effect.id, ending.effect.kind
        log.error("effect_unsettled", row=row, call=call, failures=failed.failures, error=failed.error, pause_s=rest)
        heapq.heappush(self._late, _Late(self._monotonic() + rest, row, failed))

    async def _write(self, endings: Sequence[Ending]) -> list[Received]:
        now = self._clock.now()
        buffer = self._buffer()
        reports: list[Incoming] = []
        for ending in endings:
            reports += self._close(buffer, ending, now)
        received = inbox_rows.forward(buffer, reports, now)
        await self._committer.write(buffer)
        return received

    def _close(self, buffer: Buffer, ending: Ending, now: datetime) -> list[Incoming]:
        """Write one ending; returns its report, if somebody wants one."""
        effect, outcome = ending.effect, ending.outcome
        if isinstance(effect, Effect) and not ending.is_parked:
            outbox_rows.settle(buffer, effect, outcome, now)
        else:
            outcome = replace(outcome, error=None, data={})
            outbox_rows.park(buffer, effect.id, f"{outcome.status.value}; {ending.error}", now)
        trouble = _trouble(ending)
        if trouble is not None:
            self._storage.view(buffer).troubles(effect.chat_id).note(trouble[:64], now)
        return [] if effect.report is None else [_report(effect, outcome)]

    def _buffer(self) -> Buffer:
        return Buffer(self._storage.database, Overlay(Mailbox("outbox")), self._storage.sequences)


def _report(effect: Effect | Unreadable, outcome: Outcome) -> Incoming:
    return Incoming(Source.EFFECT, str(effect.id), effect.mailbox, effect.report or "", msgspec.json.encode(outcome))


def _trouble(ending: Ending) -> str | None:
    """A short stable name for what went wrong, if anything did, counted per chat."""
    if ending.is_parked:
        return f"parked:{ending.effect.kind}"
    match ending.outcome.status:
        case Status.LOST:
            return f"lost:{ending.effect.kind}"
        case Status.REFUSED:
            return f"{ending.effect.kind}:{ending.outcome.error or ''}"
        case _:
            return None


def _tell(ending: Ending) -> None:
    """Log what went wrong."""
    status, kind = ending.outcome.status, ending.effect.kind
    if ending.is_parked:
        log.error("effect_parked", row=ending.effect.id, call=kind, status=status.value, error=ending.error)
    elif status in (Status.REFUSED, Status.LOST):
        log.warning("effect_" + status.value, call=kind, error=ending.outcome.error)
