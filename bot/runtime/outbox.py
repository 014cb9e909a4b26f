"""The outbox: performs effects in lanes and streams, and brings every outcome back as a durable event."""

import asyncio
import heapq
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any, Protocol

import msgspec
import structlog

from bot.core.clock import Clock
from bot.core.effect import (
    MEMBERSHIP,
    AnswerJoinQuery,
    AnswerPress,
    DeleteMessages,
    DeleteOwn,
    EditMessage,
    Effect,
    Lane,
    Outcome,
    Repeat,
    Status,
    readdressed,
)
from bot.core.event import Incoming, Received, Source
from bot.core.ids import ChatId, EffectId, Mailbox, chat_mailbox
from bot.runtime.commit import Committer
from storage import Storage
from storage import inbox as inbox_rows
from storage import outbox as outbox_rows
from storage.buffer import Buffer, Overlay

log = structlog.get_logger(__name__)

PLACES = {Lane.URGENT: 32, Lane.NORMAL: 16, Lane.BULK: 4}
"""Calls under way at once, per lane."""
IDS_PER_DELETION = 100
"""Bot API: deleteMessages takes 1–100 ids."""
FIRST_BACKOFF_S = 0.5
LONGEST_BACKOFF_S = 60.0
GIVE_UP_AFTER = timedelta(hours=24)
"""An effect without a deadline is tried this long."""
NEVER_GIVE_UP_AFTER = timedelta(minutes=10)
"""Chatter that could not even be sent is not worth saying later than this."""
MIGRATED = "group_migrated"


class AnswerKind(StrEnum):
    """What a call to Telegram came to."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"
    """429: nothing happened; try after ``seconds``"""
    UNSENT = "unsent"
    """the call never left, so it may be made again"""
    UNKNOWN = "unknown"
    """the call may or may not have had its effect"""
    MIGRATED = "migrated"


@dataclass(frozen=True, slots=True)
class Answer:
    """One call's answer. ``error`` is Telegram's description, free of people's text."""

    kind: AnswerKind
    message_id: int | None = None
    error: str | None = None
    seconds: float = 0.0
    new_chat_id: int | None = None
    data: dict[str, Any] = field(default_factory=dict)


class Performer(Protocol):
    """The outgoing side. Swapped for a dry run, a simulation or a test."""

    async def perform(self, effect: Effect, *, again: bool) -> Answer:
        """Make the call. ``again``: an earlier try may already have had its effect. Never raises for Telegram's no."""
        ...


class Pacing(Protocol):
    """Telegram's rates as the outbox sees them. Instants are seconds of a monotonic clock."""

    def earliest(self, effect: Effect, now: float) -> float:
        """When this call may be made at the earliest; ``now`` or less means at once."""
        ...

    def took(self, effect: Effect, now: float) -> None:
        """A call was made."""
        ...

    def refused(self, effect: Effect, now: float, seconds: float) -> None:
        """Telegram asked to wait."""
        ...


@dataclass(slots=True)
class _Item:
    effect: Effect
    tries: int = 0
    started: bool = False
    again: bool = False
    not_before: float = 0.0


@dataclass(slots=True)
class _Stream:
    """Calls that must keep their order: one is under way at a time."""

    name: str
    items: deque[_Item] = field(default_factory=deque)
    busy: bool = False


class Outbox:
    """Every effect that is decided and not settled."""

    def __init__(
        self,
        storage: Storage,
        committer: Committer,
        clock: Clock,
        performer: Performer,
        pacing: Pacing,
        deliver: Callable[[Iterable[Received]], None],
        monotonic: Callable[[], float],
    ) -> None:
        self._storage = storage
        self._committer = committer
        self._clock = clock
        self._performer = performer
        self._pacing = pacing
        self._deliver = deliver
        self._monotonic = monotonic
        self._streams: dict[str, _Stream] = {}
        self._ready: dict[Lane, list[tuple[float, int, str]]] = {lane: [] for lane in Lane}
        self._under_way = dict.fromkeys(Lane, 0)
        self._blocked: dict[EffectId, list[str]] = {}
        self._unsettled: dict[EffectId, Effect] = {}
        self._senders: dict[str, EffectId] = {}
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        self.performed = 0

    # --- taking in ----------------------------------------------------------------------------------------------

    async def resume(self) -> None:
        """Take up what the last run left: not started, or started with an outcome that nobody knows."""
        lost: list[tuple[Effect, Outcome]] = []
        for effect, started_at in await self._storage.outbox.waiting():
            if started_at is not None and effect.repeat is Repeat.NEVER:
                lost.append((effect, _outcome(effect, Status.LOST, "the process stopped during the call")))
                continue
            self._take(_Item(effect, started=started_at is not None, again=started_at is not None))
        for effect, outcome in lost:
            await self._settle(effect, outcome)
        self._wake.set()

    def add(self, effects: Iterable[Effect]) -> None:
        """Take in effects that are durable, in order of decision."""
        for effect in effects:
            self._take(_Item(effect))
        self._wake.set()

    def _take(self, item: _Item) -> None:
        effect = item.effect
        self._unsettled[effect.id] = effect
        self._idle.clear()
        if effect.handle is not None and not isinstance(effect.call, (EditMessage, DeleteOwn)):
            self._senders[effect.handle] = effect.id
        name = stream_of(effect)
        stream = self._streams.setdefault(name, _Stream(name))
        self._supersede(stream, effect)
        stream.items.append(item)
        self._offer(stream)

    def _supersede(self, stream: _Stream, newer: Effect) -> None:
        """Drop unstarted calls that a newer one makes pointless: edits of one message, sanctions of one person."""
        pointless = [
            item
            for index, item in enumerate(stream.items)
            if not item.started and not (stream.busy and index == 0) and _replaces(newer, item.effect)
        ]
        for item in pointless:
            stream.items.remove(item)
            self._spawn(self._settle(item.effect, _outcome(item.effect, Status.SUPERSEDED)))

    def _offer(self, stream: _Stream) -> None:
        """Put a stream's head among the ready ones, unless it is busy or its head waits for another effect."""
        if stream.busy or not stream.items:
            return
        item = stream.items[0]
        waits_for = self._waits_for(item.effect)
        if waits_for is not None:
            streams = self._blocked.setdefault(waits_for, [])
            if stream.name not in streams:
                streams.append(stream.name)
            return
        heapq.heappush(self._ready[item.effect.lane], (item.not_before, item.effect.id, stream.name))
        self._wake.set()

    def _waits_for(self, effect: Effect) -> EffectId | None:
        if effect.after is not None and effect.after in self._unsettled:
            return effect.after
        if effect.handle is not None and isinstance(effect.call, (EditMessage, DeleteOwn)):
            sender = self._senders.get(effect.handle)
            if sender is not None and sender in self._unsettled:
                return sender
        return None

    # --- the loop -----------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Perform until stopped."""
        while not self._stopping:
            self._wake.clear()
            pause = self._dispatch()
            try:
                async with asyncio.timeout(pause):
                    await self._wake.wait()
            except TimeoutError:
                pass

    async def idle(self) -> None:
        """Return when every effect is settled."""
        await self._idle.wait()

    async def stop(self) -> None:
        """Start nothing more and wait for the calls under way."""
        self._stopping = True
        self._wake.set()
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    @property
    def waiting(self) -> int:
        """Effects not settled."""
        return len(self._unsettled)

    def _dispatch(self) -> float | None:
        """Start every call that may start now; returns the seconds until the next may, or None."""
        soonest: float | None = None
        for lane in Lane:
            ready = self._ready[lane]
            while ready and not self._stopping and self._under_way[lane] < PLACES[lane]:
                at, id_, name = ready[0]
                now = self._monotonic()
                if at > now:
                    soonest = min(soonest if soonest is not None else at, at)
                    break
                heapq.heappop(ready)
                stream = self._streams.get(name)
                if stream is None or stream.busy or not stream.items or stream.items[0].effect.id != id_:
                    continue
                item = stream.items[0]
                earliest = self._pacing.earliest(item.effect, now)
                if earliest > now and not self._expired(item.effect):
                    item.not_before = earliest
                    heapq.heappush(ready, (earliest, id_, name))
                    continue
                stream.busy = True
                self._under_way[lane] += 1
                self._pacing.took(item.effect, now)
                self._spawn(self._advance(stream, lane))
        return None if soonest is None else max(soonest - self._monotonic(), 0.0)

    def _spawn(self, job: Any) -> None:
        task = asyncio.create_task(job)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("outbox_job_failed", error=repr(task.exception())[:300])

    async def _advance(self, stream: _Stream, lane: Lane) -> None:
        """Perform the head of a stream and give the stream its next turn."""
        try:
            await self._perform(stream, self._run_of(stream))
        except Exception as error:
            # Nothing above may fail; if it does, the effect stays and the stream rests before it is tried again.
            log.exception("effect_failed", stream=stream.name, error=repr(error)[:300])
            stream.items[0].not_before = self._monotonic() + LONGEST_BACKOFF_S
        finally:
            self._under_way[lane] -= 1
            stream.busy = False
            if stream.items:
                self._offer(stream)
            else:
                self._streams.pop(stream.name, None)
            self._wake.set()

    def _run_of(self, stream: _Stream) -> list[_Item]:
        """The head, and the deletions right behind it that fit into the same call."""
        head = stream.items[0]
        if not isinstance(head.effect.call, DeleteMessages):
            return [head]
        run: list[_Item] = []
        ids = 0
        for item in stream.items:
            call = item.effect.call
            if not isinstance(call, DeleteMessages) or (run and ids + len(call.message_ids) > IDS_PER_DELETION):
                break
            if item is not head and (self._waits_for(item.effect) is not None or item.tries or head.tries):
                break
            run.append(item)
            ids += len(call.message_ids)
        return run

    # --- one call -----------------------------------------------------------------------------------------------

    async def _perform(self, stream: _Stream, items: Sequence[_Item]) -> None:
        live = [item for item in items if not self._expired(item.effect)]
        for item in items:
            if item not in live:
                await self._close(stream, item, _outcome(item.effect, Status.EXPIRED))
        if not live:
            return
        effect = await self._addressed(live)
        if effect is None:
            await self._close(stream, live[0], _outcome(live[0].effect, Status.REFUSED, "nothing was sent to edit"))
            return
        head = live[0]
        if effect.repeat is not Repeat.SAFE and not head.started:
            buffer = self._buffer()
            outbox_rows.start(buffer, [item.effect.id for item in live], self._clock.now())
            await self._committer.write(buffer)
        for item in live:
            item.started = True
        answer = await self._performer.perform(effect, again=head.again)
        self.performed += 1
        await self._follow(stream, live, answer)

    async def _addressed(self, items: Sequence[_Item]) -> Effect | None:
        """The effect to perform: deletions joined, a handle turned into a message id; None when it names nothing."""
        effect = items[0].effect
        call = effect.call
        if isinstance(call, DeleteMessages) and len(items) > 1:
            ids = tuple(id_ for item in items for id_ in getattr(item.effect.call, "message_ids", ()))
            return replace(effect, call=replace(call, message_ids=tuple(dict.fromkeys(ids))))
        if isinstance(call, EditMessage) and call.message_id is None:
            held = await self._storage.outbox.held(effect.handle or "")
            return replace(effect, call=replace(call, chat_id=held[0], message_id=held[1])) if held else None
        if isinstance(call, DeleteOwn):
            held = await self._storage.outbox.held(effect.handle or "")
            return replace(effect, call=DeleteMessages(held[0], (held[1],))) if held else None
        return effect

    async def _follow(self, stream: _Stream, items: Sequence[_Item], answer: Answer) -> None:
        """Settle, or arrange the next try."""
        now = self._monotonic()
        effect = items[0].effect
        match answer.kind:
            case AnswerKind.ACCEPTED:
                for item in items:
                    await self._close(
                        stream,
                        item,
                        _outcome(item.effect, Status.ACCEPTED, message_id=answer.message_id, data=answer.data),
                    )
            case AnswerKind.REFUSED:
                if len(items) > 1:
                    # One undeletable message fails the whole call before anything is deleted: ask one by one.
                    for item in items:
                        item.tries += 1
                    return
                await self._close(stream, items[0], _outcome(effect, Status.REFUSED, answer.error))
            case AnswerKind.LATER:
                self._pacing.refused(effect, now, answer.seconds)
                for item in items:
                    item.started = False
                    item.not_before = now + answer.seconds
            case AnswerKind.MIGRATED:
                await self._migrate(effect.chat_id, ChatId(answer.new_chat_id or 0))
                for item in items:
                    item.started = False
                    item.not_before = now + 1.0
            case AnswerKind.UNSENT:
                await self._retry(stream, items, answer, now, again=False)
            case AnswerKind.UNKNOWN:
                if effect.repeat is Repeat.NEVER:
                    await self._close(stream, items[0], _outcome(effect, Status.LOST, answer.error))
                else:
                    await self._retry(stream, items, answer, now, again=True)

    async def _retry(self, stream: _Stream, items: Sequence[_Item], answer: Answer, now: float, *, again: bool) -> None:
        patience = NEVER_GIVE_UP_AFTER if items[0].effect.repeat is Repeat.NEVER else GIVE_UP_AFTER
        for item in items:
            if self._clock.now() - item.effect.created_at > patience:
                await self._close(stream, item, _outcome(item.effect, Status.LOST, answer.error))
                continue
            item.tries += 1
            item.again = item.again or again
            item.not_before = now + min(FIRST_BACKOFF_S * 2 ** (item.tries - 1), LONGEST_BACKOFF_S)

    def _expired(self, effect: Effect) -> bool:
        return effect.expires_at is not None and effect.expires_at <= self._clock.now()

    # --- settling -----------------------------------------------------------------------------------------------

    async def _close(self, stream: _Stream, item: _Item, outcome: Outcome) -> None:
        stream.items.remove(item)
        await self._settle(item.effect, outcome)

    async def _settle(self, effect: Effect, outcome: Outcome) -> None:
        """Make the outcome and its report durable, then let what waited for it go on."""
        now = self._clock.now()
        buffer = self._buffer()
        outbox_rows.settle(buffer, effect, outcome, now)
        if outcome.status in (Status.REFUSED, Status.LOST):
            log.warning("effect_" + outcome.status.value, call=type(effect.call).__name__, error=outcome.error)
            self._storage.view(buffer).troubles(effect.chat_id).note(_trouble(effect, outcome), now)
        reports: list[Received] = []
        if effect.report is not None:
            reports = inbox_rows.forward(buffer, [_report(effect, outcome)], now)
        await self._committer.write(buffer)
        self._deliver(reports)
        self._unsettled.pop(effect.id, None)
        if effect.handle is not None and self._senders.get(effect.handle) == effect.id:
            del self._senders[effect.handle]
        for name in self._blocked.pop(effect.id, ()):
            if name in self._streams:
                self._offer(self._streams[name])
        if not self._unsettled:
            self._idle.set()
        self._wake.set()

    async def _migrate(self, old: ChatId, new: ChatId) -> None:
        """Tell the group's mailbox that the group has a new id; the effects follow once that is committed."""
        row = Incoming(
            Source.INTERNAL,
            f"migrated:{old}:{new}",
            chat_mailbox(old),
            MIGRATED,
            msgspec.json.encode({"old": old, "new": new}),
        )
        self._deliver(await self._storage.inbox.add([row], self._clock.now()))

    def readdress(self, old: int, new: int) -> None:
        """Send what waits for a group to its new id; the rows have been changed already."""
        for stream in list(self._streams.values()):
            for item in stream.items:
                if item.effect.chat_id == old:
                    item.effect = replace(item.effect, call=readdressed(item.effect.call, new))
                    if item.effect.mailbox == chat_mailbox(old):
                        item.effect = replace(item.effect, mailbox=chat_mailbox(new))
                    self._unsettled[item.effect.id] = item.effect

    def cancel(self, chat_id: int) -> None:
        """Drop every unstarted effect of a chat, as when the bot was removed from it."""
        for stream in list(self._streams.values()):
            for item in [i for n, i in enumerate(stream.items) if not (stream.busy and n == 0)]:
                if item.effect.chat_id == chat_id and not item.started:
                    stream.items.remove(item)
                    self._spawn(self._settle(item.effect, _outcome(item.effect, Status.CANCELLED)))

    def _buffer(self) -> Buffer:
        return Buffer(self._storage.database, Overlay(Mailbox("outbox")), self._storage.sequences)


def stream_of(effect: Effect) -> str:
    """The order a call belongs to: what a chat is shown, what is deleted there, one person's place, or its own."""
    call = effect.call
    if isinstance(call, DeleteMessages):
        return f"delete:{call.chat_id}"
    if isinstance(call, MEMBERSHIP):
        return f"member:{call.chat_id}:{call.user_id}"
    if isinstance(call, (AnswerPress, AnswerJoinQuery)):
        return f"answer:{call.query_id}"
    if isinstance(call, (EditMessage, DeleteOwn)):
        target = effect.handle or getattr(call, "message_id", None)
        return f"edit:{call.chat_id}:{target}"
    return f"send:{call.chat_id}:{int(effect.lane)}"


def _replaces(newer: Effect, older: Effect) -> bool:
    if isinstance(newer.call, EditMessage):
        return isinstance(older.call, EditMessage)
    return isinstance(newer.call, MEMBERSHIP)


def _outcome(
    effect: Effect,
    status: Status,
    error: str | None = None,
    *,
    message_id: int | None = None,
    data: dict[str, Any] | None = None,
) -> Outcome:
    return Outcome(effect.id, status, effect.chat_id, error, message_id, effect.memo, data or {})


def _report(effect: Effect, outcome: Outcome) -> Incoming:
    return Incoming(Source.EFFECT, str(effect.id), effect.mailbox, effect.report or "", msgspec.json.encode(outcome))


def _trouble(effect: Effect, outcome: Outcome) -> str:
    """A short stable name for what went wrong, counted per chat."""
    call = type(effect.call).__name__
    if outcome.status is Status.LOST:
        return f"lost:{call}"[:64]
    return f"{call}:{(outcome.error or '')}"[:64]
