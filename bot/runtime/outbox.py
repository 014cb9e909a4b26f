"""The outbox: performs effects in lanes and streams, and brings every outcome back as a durable event."""

import asyncio
import heapq
import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from itertools import islice
from typing import Any, Protocol

import msgspec
import structlog

from bot.core.clock import Clock
from bot.core.effect import (
    MEMBERSHIP,
    AnswerJoinQuery,
    AnswerPress,
    ApproveJoin,
    Ban,
    DeclineJoin,
    DeleteMessages,
    DeleteOwn,
    EditMessage,
    Effect,
    Lane,
    Outcome,
    Repeat,
    Restrict,
    Status,
    Unban,
    readdressed,
)
from bot.core.errors import error_name
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
SHORTEST_WAIT_S = 0.05
MIGRATED = "group_migrated"
REPLACED_BY = (
    ((ApproveJoin, DeclineJoin), (ApproveJoin, DeclineJoin)),
    ((Restrict, Ban, Unban), (Restrict, Ban, Unban)),
    ((EditMessage,), (EditMessage,)),
    ((DeleteOwn,), (EditMessage,)),
)
"""Newer calls that make an unstarted older one of the same stream pointless."""
SUPERSEDING = tuple({kind for newer, _ in REPLACED_BY for kind in newer})


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


@dataclass(slots=True, eq=False)
class _Item:
    effect: Effect
    tries: int = 0
    started: bool = False
    again: bool = False
    not_before: float = 0.0


@dataclass(slots=True, eq=False)
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
        await self._settle(lost)
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
        if not isinstance(newer.call, SUPERSEDING):
            return  # a wave of deletions would be searched again with each one
        pointless = [
            item
            for index, item in enumerate(stream.items)
            if not item.started and not (stream.busy and index == 0) and _replaces(newer, item.effect)
        ]
        self._drop(stream, pointless, Status.SUPERSEDED)

    def _drop(self, stream: _Stream, items: Sequence[_Item], status: Status) -> None:
        """Settle items that are never performed."""
        for item in items:
            stream.items.remove(item)
        if items:
            self._spawn(self._settle([(item.effect, _outcome(item.effect, status)) for item in items]))
            self._offer(stream)

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
            if item.effect.expires_at is not None:
                self._schedule(item, stream)
            return
        self._schedule(item, stream)
        self._wake.set()

    def _schedule(self, item: _Item, stream: _Stream) -> None:
        """Look at the item when it may be performed, or when it expires, whichever is earlier."""
        at = item.not_before if self._waits_for(item.effect) is None else math.inf
        if item.effect.expires_at is not None:
            left = (item.effect.expires_at - self._clock.now()).total_seconds()
            at = min(at, self._monotonic() + max(left, 0.0))
        heapq.heappush(self._ready[item.effect.lane], (at, item.effect.id, stream.name))

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

    def poke(self) -> None:
        """Time has moved."""
        self._wake.set()

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
                if not self._expired(item.effect):
                    if self._waits_for(item.effect) is not None:
                        continue
                    earliest = max(item.not_before, self._pacing.earliest(item.effect, now))
                    if earliest > now:
                        item.not_before = max(earliest, now + SHORTEST_WAIT_S)
                        self._schedule(item, stream)
                        continue
                    self._pacing.took(item.effect, now)
                stream.busy = True
                self._under_way[lane] += 1
                self._spawn(self._advance(stream, lane))
        return None if soonest is None else max(soonest - self._monotonic(), 0.0)

    def _spawn(self, job: Any) -> None:
        task = asyncio.create_task(job)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("outbox_job_failed", error=error_name(error))

    async def _advance(self, stream: _Stream, lane: Lane) -> None:
        """Perform the head of a stream and give the stream its next turn."""
        try:
            await self._perform(stream, self._run_of(stream))
        except Exception as error:
            # Nothing above may fail; if it does, the effect stays and the stream rests before it is tried again.
            log.exception("effect_failed", stream=stream.name, error=error_name(error))
            if stream.items:
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
        run = [head]
        if not isinstance(head.effect.call, DeleteMessages):
            return run
        room = IDS_PER_DELETION - len(head.effect.call.message_ids)
        for item in islice(stream.items, 1, None):
            call = item.effect.call
            if not isinstance(call, DeleteMessages) or len(call.message_ids) > room:
                break
            if self._waits_for(item.effect) is not None:
                break
            run.append(item)
            room -= len(call.message_ids)
        return run

    # --- one call -----------------------------------------------------------------------------------------------

    async def _perform(self, stream: _Stream, items: Sequence[_Item]) -> None:
        late = [item for item in items if self._expired(item.effect)]
        live = [item for item in items if item not in late]
        await self._close(stream, [(item, _outcome(item.effect, Status.EXPIRED)) for item in late])
        if not live:
            return
        head = live[0]
        effect = await self._addressed(head.effect)
        if effect is None:
            outcome = _outcome(head.effect, Status.CANCELLED, "nothing was sent to edit")
            await self._close(stream, [(head, outcome)])
            return
        if effect.repeat is not Repeat.SAFE and not head.started:
            await self._note_start(head)
        for item in live:
            item.started = True
        if isinstance(effect.call, DeleteMessages):
            await self._delete(stream, live, effect)
        else:
            await self._follow(stream, live, await self._call(effect, again=head.again))

    async def _call(self, effect: Effect, *, again: bool = False) -> Answer:
        self.performed += 1
        return await self._performer.perform(effect, again=again)

    async def _note_start(self, item: _Item) -> None:
        """Make durable, before the call, that its outcome may become unknown."""
        buffer = self._buffer()
        outbox_rows.start(buffer, [item.effect.id], self._clock.now())
        await self._committer.write(buffer)

    async def _addressed(self, effect: Effect) -> Effect | None:
        """The effect with its handle turned into a message id; None when the handle names nothing."""
        call = effect.call
        if not isinstance(call, (EditMessage, DeleteOwn)) or getattr(call, "message_id", None) is not None:
            return effect
        held = await self._storage.outbox.held(effect.handle or "")
        if held is None:
            return None
        chat_id, message_id = held
        if isinstance(call, EditMessage):
            return replace(effect, call=replace(call, chat_id=chat_id, message_id=message_id))
        return replace(effect, call=DeleteMessages(chat_id, (message_id,)))

    async def _delete(self, stream: _Stream, items: Sequence[_Item], effect: Effect) -> None:
        """Delete the messages of all items, up to a hundred a call.

        One undeletable message fails a whole call before anything is deleted, so a refused call is halved until
        only the undeletable ones are left.
        """
        wanted = {item.effect.id: _ids(effect if item is items[0] else item.effect) for item in items}
        ids = list(dict.fromkeys(id_ for some in wanted.values() for id_ in some))
        todo = [ids[at : at + IDS_PER_DELETION] for at in range(0, len(ids), IDS_PER_DELETION)]
        refused: dict[int, str | None] = {}
        while todo:
            part = todo.pop()
            answer = await self._call(replace(effect, call=DeleteMessages(effect.call.chat_id, tuple(part))))
            if answer.kind is AnswerKind.REFUSED and len(part) > 1:
                todo += [part[: len(part) // 2], part[len(part) // 2 :]]
            elif answer.kind is AnswerKind.REFUSED:
                refused[part[0]] = answer.error
            elif answer.kind is not AnswerKind.ACCEPTED:
                await self._follow(stream, items, answer)
                return
        outcomes: list[tuple[_Item, Outcome]] = []
        for item in items:
            left = [id_ for id_ in wanted[item.effect.id] if id_ in refused]
            status = Status.REFUSED if left else Status.ACCEPTED
            outcomes.append((item, _outcome(item.effect, status, refused[left[0]] if left else None)))
        await self._close(stream, outcomes)

    async def _follow(self, stream: _Stream, items: Sequence[_Item], answer: Answer) -> None:
        """Settle, or arrange the next try. Only deletions come in company."""
        now = self._monotonic()
        effect = items[0].effect
        match answer.kind:
            case AnswerKind.ACCEPTED:
                outcome = _outcome(effect, Status.ACCEPTED, message_id=answer.message_id, data=answer.data)
                await self._close(stream, [(items[0], outcome)])
            case AnswerKind.REFUSED:
                await self._close(stream, [(items[0], _outcome(effect, Status.REFUSED, answer.error))])
            case AnswerKind.LATER:
                self._pacing.refused(effect, now, answer.seconds)
                await self._postpone(items, now + answer.seconds)
            case AnswerKind.MIGRATED:
                new = answer.new_chat_id or effect.chat_id
                await self._migrate(effect.chat_id, ChatId(new))
                self._send_to(effect.chat_id, new)
                await self._postpone(items, now)
            case AnswerKind.UNSENT:
                await self._retry(stream, items, answer, now, again=False)
            case AnswerKind.UNKNOWN:
                if effect.repeat is Repeat.NEVER:
                    await self._close(stream, [(items[0], _outcome(effect, Status.LOST, answer.error))])
                else:
                    await self._retry(stream, items, answer, now, again=True)

    async def _postpone(self, items: Sequence[_Item], until: float) -> None:
        """Nothing has happened: the call may be made as if for the first time."""
        for item in items:
            item.started = item.again
            item.not_before = until
        fresh = [item.effect.id for item in items if not item.again and item.effect.repeat is not Repeat.SAFE]
        if fresh:
            buffer = self._buffer()
            outbox_rows.unstart(buffer, fresh)
            await self._committer.write(buffer)

    async def _retry(self, stream: _Stream, items: Sequence[_Item], answer: Answer, now: float, *, again: bool) -> None:
        patience = NEVER_GIVE_UP_AFTER if items[0].effect.repeat is Repeat.NEVER else GIVE_UP_AFTER
        tired = [item for item in items if self._clock.now() - item.effect.created_at > patience]
        await self._close(stream, [(item, _outcome(item.effect, Status.LOST, answer.error)) for item in tired])
        going_on = [item for item in items if item not in tired]
        for item in going_on:
            item.tries += 1
            item.again = item.again or again
        if going_on:
            pause = min(FIRST_BACKOFF_S * 2 ** min(going_on[0].tries - 1, 10), LONGEST_BACKOFF_S)
            for item in going_on:
                item.not_before = now + pause
            if not again:
                await self._postpone(going_on, now + pause)

    def _expired(self, effect: Effect) -> bool:
        return effect.expires_at is not None and effect.expires_at <= self._clock.now()

    # --- settling -----------------------------------------------------------------------------------------------

    async def _close(self, stream: _Stream, outcomes: Sequence[tuple[_Item, Outcome]]) -> None:
        for item, _ in outcomes:
            if item in stream.items:
                stream.items.remove(item)
        await self._settle([(item.effect, outcome) for item, outcome in outcomes])

    async def _settle(self, outcomes: Sequence[tuple[Effect, Outcome]]) -> None:
        """Make outcomes and their reports durable, then let what waited for them go on."""
        if not outcomes:
            return
        now = self._clock.now()
        buffer = self._buffer()
        reports: list[Incoming] = []
        for effect, outcome in outcomes:
            outbox_rows.settle(buffer, effect, outcome, now)
            if outcome.status in (Status.REFUSED, Status.LOST):
                log.warning("effect_" + outcome.status.value, call=type(effect.call).__name__, error=outcome.error)
                self._storage.view(buffer).troubles(effect.chat_id).note(_trouble(effect, outcome), now)
            if effect.report is not None:
                reports.append(_report(effect, outcome))
        received = inbox_rows.forward(buffer, reports, now)
        await self._committer.write(buffer)
        self._deliver(received)
        for effect, _ in outcomes:
            self._release(effect)
        if not self._unsettled:
            self._idle.set()
        self._wake.set()

    def _release(self, effect: Effect) -> None:
        """Let go on what waited for a settled effect."""
        self._unsettled.pop(effect.id, None)
        if effect.handle is not None and self._senders.get(effect.handle) == effect.id:
            del self._senders[effect.handle]
        for name in self._blocked.pop(effect.id, ()):
            if name in self._streams:
                self._offer(self._streams[name])

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
        """Follow a group to its new id; the rows have been changed already."""
        self._send_to(old, new)
        for item in self._items():
            if item.effect.mailbox == chat_mailbox(old):
                self._change(item, replace(item.effect, mailbox=chat_mailbox(new)))

    def _send_to(self, old: int, new: int) -> None:
        """Make the calls that wait for one chat go to another; results still come back to the same mailbox."""
        for item in self._items():
            if item.effect.chat_id == old:
                self._change(item, replace(item.effect, call=readdressed(item.effect.call, new)))

    def _items(self) -> list[_Item]:
        return [item for stream in self._streams.values() for item in stream.items]

    def _change(self, item: _Item, effect: Effect) -> None:
        item.effect = self._unsettled[effect.id] = effect

    def cancel(self, chat_id: int) -> None:
        """Drop every unstarted effect of a chat, as when the bot was removed from it."""
        for stream in list(self._streams.values()):
            idle = islice(stream.items, 1 if stream.busy else 0, None)
            pointless = [item for item in idle if item.effect.chat_id == chat_id and not item.started]
            self._drop(stream, pointless, Status.CANCELLED)

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
    if newer.after == older.id:
        return False  # a kick is a ban and, after it, its lifting
    return any(isinstance(newer.call, new) and isinstance(older.call, old) for new, old in REPLACED_BY)


def _ids(effect: Effect) -> tuple[int, ...]:
    assert isinstance(effect.call, DeleteMessages), "only deletions are joined"
    return effect.call.message_ids


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
