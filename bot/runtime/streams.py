"""Streams: which calls keep their order, which make others pointless, and which wait for which."""

import heapq
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import islice

from bot.core.clock import Clock
from bot.core.effect import (
    MEMBERSHIP,
    AnswerJoinQuery,
    AnswerPress,
    ApproveJoin,
    AskOutsideList,
    Ban,
    CallHook,
    DeclineJoin,
    DeleteMessages,
    DeleteOwn,
    EditMessage,
    Effect,
    Kick,
    Lane,
    ReadCodes,
    Restrict,
    StudyHistory,
    Unban,
    readdressed,
)
from bot.core.ids import EffectId, chat_mailbox

IDS_PER_DELETION = 100
"""Bot API: deleteMessages takes 1–100 ids."""
REPLACED_BY = (
    ((ApproveJoin, DeclineJoin), (ApproveJoin, DeclineJoin)),
    ((Restrict, Ban, Kick, Unban), (Restrict, Ban, Kick, Unban)),
    ((EditMessage,), (EditMessage,)),
    ((DeleteOwn,), (EditMessage,)),
)
"""Newer calls that make an unstarted older one of the same stream pointless."""
SUPERSEDING = tuple({kind for newer, _ in REPLACED_BY for kind in newer})


# --- the rules ----------------------------------------------------------------------------------------------------


def stream_of(effect: Effect) -> str:
    """The order a call belongs to: what a chat is shown, what is deleted there, one person's place, or its own."""
    call = effect.call
    if isinstance(call, DeleteMessages):
        return f"delete:{call.chat_id}"
    if isinstance(call, MEMBERSHIP):
        return f"member:{call.chat_id}:{call.user_id}"
    if isinstance(call, (AnswerPress, AnswerJoinQuery)):
        return f"answer:{call.query_id}"
    if isinstance(call, AskOutsideList):
        return f"outside:{call.chat_id}:{call.user_id}"
    if isinstance(call, CallHook):
        return f"hook:{call.chat_id}"
    if isinstance(call, ReadCodes):
        return f"codes:{call.chat_id}"
    if isinstance(call, StudyHistory):
        return "study"  # one at a time: it takes a processor for minutes
    if isinstance(call, (EditMessage, DeleteOwn)):
        target = effect.handle or getattr(call, "message_id", None)
        return f"edit:{call.chat_id}:{target}"
    return f"send:{call.chat_id}:{int(effect.lane)}"


def replaces(newer: Effect, older: Effect) -> bool:
    """Whether the newer of two calls of one stream makes the older one pointless."""
    if newer.after == older.id:
        return False  # a kick is a ban and, after it, its lifting
    return any(isinstance(newer.call, new) and isinstance(older.call, old) for new, old in REPLACED_BY)


# --- what waits ---------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Item:
    """An effect in its stream. ``again``: an earlier try may have had its effect; ``not_before``: monotonic seconds."""

    effect: Effect
    tries: int = 0
    started: bool = False
    again: bool = False
    not_before: float = 0.0


@dataclass(slots=True, eq=False)
class Stream:
    """Calls that must keep their order: one is under way at a time."""

    name: str
    items: deque[Item] = field(default_factory=deque)
    busy: bool = False

    def pointless(self, newer: Effect) -> list[Item]:
        """Unstarted calls that a newer one replaces: edits of one message, sanctions of one person."""
        if not isinstance(newer.call, SUPERSEDING):
            return []  # a wave of deletions would be searched again with each one
        return [
            item
            for index, item in enumerate(self.items)
            if not item.started and not (self.busy and index == 0) and replaces(newer, item.effect)
        ]

    def of_chat(self, chat_id: int) -> list[Item]:
        """Unstarted calls to a chat."""
        idle = islice(self.items, 1 if self.busy else 0, None)
        return [item for item in idle if item.effect.chat_id == chat_id and not item.started]

    def remove(self, item: Item) -> None:
        """Take an item out, if it is still here."""
        if item in self.items:
            self.items.remove(item)


class Streams:
    """Every effect that is decided and not settled, and the instants at which to look at each stream's head."""

    def __init__(self, clock: Clock, monotonic: Callable[[], float]) -> None:
        self._clock = clock
        self._monotonic = monotonic
        self._streams: dict[str, Stream] = {}
        self._ready: dict[Lane, list[tuple[float, int, str]]] = {lane: [] for lane in Lane}
        self._blocked: dict[EffectId, list[str]] = {}
        self._unsettled: dict[EffectId, Effect] = {}
        self._senders: dict[str, EffectId] = {}

    @property
    def unsettled(self) -> int:
        """Effects not settled."""
        return len(self._unsettled)

    def take(self, item: Item) -> list[Item]:
        """Put an item at the end of its stream; returns those it makes pointless, which have left the stream."""
        effect = item.effect
        self._unsettled[effect.id] = effect
        if effect.handle is not None and not isinstance(effect.call, (EditMessage, DeleteOwn)):
            self._senders[effect.handle] = effect.id
        name = stream_of(effect)
        stream = self._streams.setdefault(name, Stream(name))
        pointless = stream.pointless(effect)
        for older in pointless:
            stream.remove(older)
        stream.items.append(item)
        self._offer(stream)
        return pointless

    def drop(self, chat_id: int) -> list[Item]:
        """Every unstarted call to a chat; they have left their streams."""
        dropped: list[Item] = []
        for stream in list(self._streams.values()):
            pointless = stream.of_chat(chat_id)
            for item in pointless:
                stream.remove(item)
            if pointless and not stream.busy:
                self.give_back(stream)
            dropped += pointless
        return dropped

    def due(self, lane: Lane) -> Stream | None:
        """A stream of this lane whose head may be looked at now; each is given out once for each time it is due."""
        ready, now = self._ready[lane], self._monotonic()
        while ready and ready[0][0] <= now:
            _, id_, name = heapq.heappop(ready)
            stream = self._streams.get(name)
            if stream is not None and not stream.busy and stream.items and stream.items[0].effect.id == id_:
                return stream
        return None

    def next_due(self, lane: Lane) -> float | None:
        """The instant of the monotonic clock at which to look at this lane again; None when nothing waits in it."""
        ready = self._ready[lane]
        return ready[0][0] if ready else None

    def put_off(self, stream: Stream, until: float) -> None:
        """Look at a stream's head again at ``until``, or when it expires."""
        item = stream.items[0]
        item.not_before = until
        self._schedule(item, stream)

    def give_back(self, stream: Stream) -> None:
        """Give a stream whose call has ended its next turn."""
        stream.busy = False
        if stream.items:
            self._offer(stream)
        else:
            self._streams.pop(stream.name, None)

    def release(self, id_: EffectId) -> None:
        """Let go on what waited for an effect that is settled."""
        effect = self._unsettled.pop(id_, None)
        if effect is None:
            return
        if effect.handle is not None and self._senders.get(effect.handle) == id_:
            del self._senders[effect.handle]
        for name in self._blocked.pop(id_, ()):
            if name in self._streams:
                self._offer(self._streams[name])

    def joined(self, stream: Stream) -> list[Item]:
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
            if self.waits_for(item.effect) is not None:
                break
            run.append(item)
            room -= len(call.message_ids)
        return run

    def waits_for(self, effect: Effect) -> EffectId | None:
        """What must be settled before this effect, if anything: the one it comes after, or the message it changes."""
        if effect.after is not None and effect.after in self._unsettled:
            return effect.after
        if effect.handle is not None and isinstance(effect.call, (EditMessage, DeleteOwn)):
            sender = self._senders.get(effect.handle)
            if sender is not None and sender in self._unsettled:
                return sender
        return None

    def readdress(self, old: int, new: int) -> None:
        """Follow a group to its new id, with the mailbox that hears of the results."""
        self.send_to(old, new)
        for item in self._items():
            if item.effect.mailbox == chat_mailbox(old):
                self._change(item, replace(item.effect, mailbox=chat_mailbox(new)))

    def send_to(self, old: int, new: int) -> None:
        """Make the calls that wait for one chat go to another; results still come back to the same mailbox."""
        for item in self._items():
            if item.effect.chat_id == old:
                self._change(item, replace(item.effect, call=readdressed(item.effect.call, new)))

    def _items(self) -> list[Item]:
        return [item for stream in self._streams.values() for item in stream.items]

    def _change(self, item: Item, effect: Effect) -> None:
        item.effect = self._unsettled[effect.id] = effect

    def _offer(self, stream: Stream) -> None:
        """Put a stream's head among the ready ones, unless it is busy or its head waits for another effect."""
        if stream.busy or not stream.items:
            return
        item = stream.items[0]
        waits_for = self.waits_for(item.effect)
        if waits_for is None:
            self._schedule(item, stream)
            return
        streams = self._blocked.setdefault(waits_for, [])
        if stream.name not in streams:
            streams.append(stream.name)
        if item.effect.expires_at is not None:
            self._schedule(item, stream)

    def _schedule(self, item: Item, stream: Stream) -> None:
        """Look at the item when it may be performed, or when it expires, whichever is earlier."""
        at = item.not_before if self.waits_for(item.effect) is None else math.inf
        if item.effect.expires_at is not None:
            left = (item.effect.expires_at - self._clock.now()).total_seconds()
            at = min(at, self._monotonic() + max(left, 0.0))
        heapq.heappush(self._ready[item.effect.lane], (at, item.effect.id, stream.name))
