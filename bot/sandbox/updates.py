"""The queue of updates: what waits for the bot, in order, until it is confirmed or too old (§6.2, §4.3)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from bot.sandbox.clock import Clock

KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
    "subscription",
    "stopped_message_generation",
)
OPT_IN = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
USUAL = frozenset(KINDS) - OPT_IN
RETENTION = {"callback_query": timedelta(seconds=150), "inline_query": timedelta(seconds=30)}
DAY = timedelta(hours=24)
CAPACITY = 100_000
"""Updates kept per bot; later ones are dropped [td TQueue.cpp:86]."""
FUTURE = 10
"""An offset further ahead than this is taken for "from the head"."""

_NEVER = datetime.max.replace(tzinfo=UTC)
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Queued:
    """One update, already serialised. Updates with the same `key` are delivered by webhook one after another."""

    update_id: int
    kind: str
    body: bytes
    expires_at: datetime
    key: str


class UpdateQueue:
    """Updates between the world and the bot. Ids ascend by one from `first_id`."""

    def __init__(self, clock: Clock, first_id: int) -> None:
        self._clock = clock
        self._waiting: deque[Queued] = deque()
        self._next_id = first_id
        self._earliest = _NEVER
        self.allowed = USUAL
        """Kinds that are created; changed by allowed_updates, kept until the next change."""
        self.explicit: list[str] | None = None
        """The list as last given, for getWebhookInfo; None while it is the default."""
        self.on_push: list[Callable[[], None]] = []

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def head(self) -> int:
        """Id of the oldest unconfirmed update, or the next id to be given."""
        return self._waiting[0].update_id if self._waiting else self._next_id

    @property
    def tail(self) -> int:
        """The next id to be given."""
        return self._next_id

    @property
    def waiting(self) -> tuple[Queued, ...]:
        """Everything unconfirmed, oldest first."""
        return tuple(self._waiting)

    def allow(self, kinds: Any) -> None:
        """Set the kinds created from now on; unknown names are ignored, nothing left means the default set."""
        if not isinstance(kinds, list):
            return
        known = [kind for kind in kinds if kind in KINDS]
        self.allowed = frozenset(known) if known else USUAL
        self.explicit = known or None

    def push(self, kind: str, payload: Any, key: str = "") -> int | None:
        """Queue an update unless its kind is not allowed; return its id."""
        if kind not in self.allowed:
            return None
        expires_at = self._clock.now() + RETENTION.get(kind, DAY)
        return self._append(kind, b',"' + kind.encode() + b'":' + _encode(payload) + b"}", expires_at, key)

    def push_raw(self, updates: Iterable[Mapping[str, Any]]) -> list[int]:
        """Queue `updates` as they are, whatever is allowed; their update_id is replaced. Return the ids."""
        expires_at = self._clock.now() + DAY
        ids: list[int] = []
        for update in updates:
            rest = {name: value for name, value in update.items() if name != "update_id"}
            kind = next(iter(rest), "")
            tail = b"," + _encode(rest)[1:] if rest else b"}"
            given = self._append(kind, tail, expires_at, f"{kind} {_chat_of(rest.get(kind))}", wake=False)
            if given is not None:
                ids.append(given)
        self._wake()
        return ids

    def _append(self, kind: str, tail: bytes, expires_at: datetime, key: str, wake: bool = True) -> int | None:
        if len(self._waiting) >= CAPACITY:
            return None
        update_id = self._next_id
        self._next_id += 1
        self._earliest = min(self._earliest, expires_at)
        self._waiting.append(Queued(update_id, kind, b'{"update_id":%d' % update_id + tail, expires_at, key))
        if wake:
            self._wake()
        return update_id

    def _wake(self) -> None:
        for listener in list(self.on_push):
            listener()

    def read(self, offset: int, limit: int) -> list[Queued]:
        """Confirm what lies before `offset` and return up to `limit` updates from there.

        offset ≤ 0 starts at the head; −n first drops all but the last n; an offset more than ten past the tail, or a
        whole queue behind, counts as 0 and confirms nothing.
        """
        self.drop_expired()
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        elif offset <= self._next_id + FUTURE:
            while self._waiting and self._waiting[0].update_id < offset:
                self._waiting.popleft()
        found: list[Queued] = []
        size = 0
        for queued in self._waiting:
            if len(found) >= limit or size > ANSWER_BYTES:
                break
            found.append(queued)
            size += len(queued.body)
        return found

    def drop_expired(self) -> None:
        """Forget updates older than their kind is kept."""
        now = self._clock.now()
        if self._earliest <= now:
            self._waiting = deque(queued for queued in self._waiting if queued.expires_at > now)
            self._earliest = min((queued.expires_at for queued in self._waiting), default=_NEVER)

    def since(self, update_id: int) -> list[Queued]:
        """Everything waiting with a higher id, oldest first."""
        found: list[Queued] = []
        for queued in reversed(self._waiting):
            if queued.update_id <= update_id:
                break
            found.append(queued)
        return found[::-1]

    def remove(self, queued: Queued) -> None:
        """Take one delivered update out (webhooks)."""
        with suppress(ValueError):
            self._waiting.remove(queued)

    def clear(self) -> None:
        """drop_pending_updates."""
        self._waiting.clear()


ANSWER_BYTES = 4 << 20
"""getUpdates stops adding updates beyond this size."""


def _chat_of(payload: Any) -> Any:
    chat = payload.get("chat") if isinstance(payload, dict) else None
    return chat.get("id") if isinstance(chat, dict) else None
