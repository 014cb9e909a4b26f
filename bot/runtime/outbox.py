"""The outbox: performs effects in lanes and streams, and brings every outcome back as a durable event."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import structlog

from bot.core.clock import Clock
from bot.core.effect import DeleteMessages, DeleteOwn, EditMessage, Effect, Lane, Repeat, Status
from bot.core.errors import error_name
from bot.core.event import Incoming, Received, Source
from bot.core.ids import ChatId, chat_mailbox
from bot.runtime.backoff import LONGEST_S, backoff
from bot.runtime.commit import Committer
from bot.runtime.performer import Answer, AnswerKind, Pacing, Performer
from bot.runtime.register import Ending, Register
from bot.runtime.streams import IDS_PER_DELETION, Item, Stream, Streams
from storage import Storage
from storage.outbox import Unreadable

log = structlog.get_logger(__name__)

PLACES = {Lane.URGENT: 32, Lane.NORMAL: 16, Lane.BULK: 4}
"""Calls under way at once, per lane."""
GIVE_UP_AFTER = timedelta(hours=24)
"""An effect without a deadline is tried this long."""
NEVER_GIVE_UP_AFTER = timedelta(minutes=10)
"""Chatter that could not even be sent is not worth saying later than this."""
SHORTEST_WAIT_S = 0.05
MIGRATED = "group_migrated"


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
        self._clock = clock
        self._performer = performer
        self._pacing = pacing
        self._deliver = deliver
        self._monotonic = monotonic
        self._streams = Streams(clock, monotonic)
        self._register = Register(storage, committer, clock, monotonic, self._settled)
        self._under_way = dict.fromkeys(Lane, 0)
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        self.performed = 0

    # --- taking in ----------------------------------------------------------------------------------------------

    async def resume(self) -> None:
        """Take up what the last run left: not started, or started with an outcome that nobody knows."""
        endings: list[Ending] = []
        for effect, started_at in await self._storage.outbox.waiting():
            if isinstance(effect, Unreadable):
                endings.append(Ending.of_unreadable(effect))
            elif started_at is not None and effect.repeat is Repeat.NEVER:
                endings.append(Ending.of(effect, Status.LOST, "the process stopped during the call"))
            else:
                self._take(Item(effect, started=started_at is not None, again=started_at is not None))
        await self._register.settle(endings)
        self._wake.set()

    def add(self, effects: Iterable[Effect]) -> None:
        """Take in effects that are durable, in order of decision."""
        for effect in effects:
            self._take(Item(effect))
        self._wake.set()

    def _take(self, item: Item) -> None:
        self._idle.clear()
        self._drop(self._streams.take(item), Status.SUPERSEDED)

    def _drop(self, items: Sequence[Item], status: Status) -> None:
        """Settle items that are never performed."""
        if items:
            self._spawn(self._register.settle([Ending.of(item.effect, status) for item in items]))

    def cancel(self, chat_id: int) -> None:
        """Drop every unstarted effect of a chat, as when the bot was removed from it."""
        self._drop(self._streams.drop(chat_id), Status.CANCELLED)
        self._wake.set()

    def readdress(self, old: int, new: int) -> None:
        """Follow a group to its new id; the rows have been changed already."""
        self._streams.readdress(old, new)

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
        return self._streams.unsettled

    def _dispatch(self) -> float | None:
        """Start all that may start now; returns the seconds until something else may, or None."""
        for ending in self._register.late():
            self._spawn(self._register.settle([ending]))
        soonest = self._register.next_late()
        for lane in Lane:
            while not self._stopping and self._under_way[lane] < PLACES[lane]:
                stream = self._streams.due(lane)
                if stream is None:
                    at = self._streams.next_due(lane)
                    soonest = min((instant for instant in (at, soonest) if instant is not None), default=None)
                    break
                if self._may_begin(stream):
                    stream.busy = True
                    self._under_way[lane] += 1
                    self._spawn(self._advance(stream, lane))
        return None if soonest is None else max(soonest - self._monotonic(), 0.0)

    def _may_begin(self, stream: Stream) -> bool:
        """Whether the head's turn has come: it has expired, or nothing stands in its way."""
        item, now = stream.items[0], self._monotonic()
        if self._expired(item.effect):
            return True
        if self._streams.waits_for(item.effect) is not None:
            return False
        earliest = max(item.not_before, self._pacing.earliest(item.effect, now))
        if earliest > now:
            self._streams.put_off(stream, max(earliest, now + SHORTEST_WAIT_S))
            return False
        self._pacing.took(item.effect, now)
        return True

    def _spawn(self, job: Any) -> None:
        task = asyncio.create_task(job)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._wake.set()
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("outbox_job_failed", error=error_name(error))

    async def _advance(self, stream: Stream, lane: Lane) -> None:
        """Perform the head of a stream and give the stream its next turn."""
        try:
            await self._perform(stream, self._streams.joined(stream))
        except Exception as error:
            # Nothing above may fail; if it does, the effect stays and the stream rests before it is tried again.
            log.exception("effect_failed", stream=stream.name, error=error_name(error))
            if stream.items:
                stream.items[0].not_before = self._monotonic() + LONGEST_S
        finally:
            self._under_way[lane] -= 1
            self._streams.give_back(stream)
            self._wake.set()

    # --- one call -----------------------------------------------------------------------------------------------

    async def _perform(self, stream: Stream, items: Sequence[Item]) -> None:
        late = [item for item in items if self._expired(item.effect)]
        live = [item for item in items if item not in late]
        await self._close(stream, late, Status.EXPIRED)
        if not live:
            return
        head = live[0]
        effect = await self._addressed(head.effect)
        if effect is None:
            await self._close(stream, [head], Status.CANCELLED, "nothing was sent to edit")
            return
        if effect.repeat is not Repeat.SAFE and not head.started:
            await self._register.note_start(head.effect.id)
        for item in live:
            item.started = True
        if isinstance(effect.call, DeleteMessages):
            await self._delete(stream, live, effect)
        else:
            await self._follow(stream, live, await self._call(effect, again=head.again))

    async def _call(self, effect: Effect, *, again: bool = False) -> Answer:
        self.performed += 1
        return await self._performer.perform(effect, again=again)

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

    async def _delete(self, stream: Stream, items: Sequence[Item], effect: Effect) -> None:
        """Delete the messages of all items, up to a hundred a call.

        One undeletable message fails a whole call before anything is deleted, so a refused call is halved until
        only the undeletable ones are left.
        """
        wanted = {item.effect.id: _message_ids(effect if item is items[0] else item.effect) for item in items}
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
        endings: list[tuple[Item, Ending]] = []
        for item in items:
            left = [id_ for id_ in wanted[item.effect.id] if id_ in refused]
            if left:
                ending = Ending.of(item.effect, Status.REFUSED, refused[left[0]], data={"left": left})
            else:
                ending = Ending.of(item.effect, Status.ACCEPTED)
            endings.append((item, ending))
        await self._end(stream, endings)

    async def _follow(self, stream: Stream, items: Sequence[Item], answer: Answer) -> None:
        """Settle, or arrange the next try. Only deletions come in company."""
        now = self._monotonic()
        effect = items[0].effect
        match answer.kind:
            case AnswerKind.ACCEPTED:
                ending = Ending.of(effect, Status.ACCEPTED, message_id=answer.message_id, data=answer.data)
                await self._end(stream, [(items[0], ending)])
            case AnswerKind.REFUSED:
                await self._close(stream, items[:1], Status.REFUSED, answer.error)
            case AnswerKind.LATER:
                self._pacing.refused(effect, now, answer.seconds)
                await self._postpone(items, now + answer.seconds)
            case AnswerKind.MIGRATED:
                new = answer.new_chat_id or effect.chat_id
                await self._migrate(effect.chat_id, ChatId(new))
                self._streams.send_to(effect.chat_id, new)
                await self._postpone(items, now)
            case AnswerKind.UNSENT:
                await self._retry(stream, items, answer, now, again=False)
            case AnswerKind.UNKNOWN:
                if effect.repeat is Repeat.NEVER:
                    await self._close(stream, items[:1], Status.LOST, answer.error)
                else:
                    await self._retry(stream, items, answer, now, again=True)

    async def _postpone(self, items: Sequence[Item], until: float) -> None:
        """Nothing has happened: the call may be made as if for the first time."""
        for item in items:
            item.started = item.again
            item.not_before = until
        fresh = [item.effect.id for item in items if not item.again and item.effect.repeat is not Repeat.SAFE]
        await self._register.take_back_start(fresh)

    async def _retry(self, stream: Stream, items: Sequence[Item], answer: Answer, now: float, *, again: bool) -> None:
        patience = NEVER_GIVE_UP_AFTER if items[0].effect.repeat is Repeat.NEVER else GIVE_UP_AFTER
        tired = [item for item in items if self._clock.now() - item.effect.created_at > patience]
        await self._close(stream, tired, Status.LOST, answer.error)
        going_on = [item for item in items if item not in tired]
        for item in going_on:
            item.tries += 1
            item.again = item.again or again
        if going_on:
            pause = backoff(going_on[0].tries)
            for item in going_on:
                item.not_before = now + pause
            if not again:
                await self._postpone(going_on, now + pause)

    def _expired(self, effect: Effect) -> bool:
        return effect.expires_at is not None and effect.expires_at <= self._clock.now()

    # --- its end ------------------------------------------------------------------------------------------------

    async def _close(self, stream: Stream, items: Sequence[Item], status: Status, error: str | None = None) -> None:
        """End items of a stream in the same way."""
        await self._end(stream, [(item, Ending.of(item.effect, status, error)) for item in items])

    async def _end(self, stream: Stream, endings: Sequence[tuple[Item, Ending]]) -> None:
        for item, _ in endings:
            stream.remove(item)
        await self._register.settle([ending for _, ending in endings])

    def _settled(self, endings: Sequence[Ending], reports: Sequence[Received]) -> None:
        """Endings are durable: their owners hear of them, and what waited for them goes on."""
        self._deliver(reports)
        for ending in endings:
            self._streams.release(ending.effect.id)
        if not self._streams.unsettled:
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


def _message_ids(effect: Effect) -> tuple[int, ...]:
    assert isinstance(effect.call, DeleteMessages), "only deletions are joined"
    return effect.call.message_ids
