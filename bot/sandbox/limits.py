"""Rate limits: token buckets per bot, chat and group. Published figures, exact ones are secret (§4.2)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.errors import too_many_requests

SEND_LIKE = frozenset(
    re.findall(
        r"\w+",
        "sendmessage sendphoto senddocument sendsticker sendpoll sendmediagroup copymessage copymessages "
        "forwardmessage forwardmessages editmessagetext editmessagecaption editmessagemedia editmessagereplymarkup",
    )
)


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: datetime


@dataclass(slots=True)
class Limits:
    """How much the bot may send; None means no limit. Time is the sandbox's clock.

    per_second: messages a second overall. per_chat: messages a second in one chat, with `burst` at once.
    per_group_minute: messages a minute in one group. other_per_second: calls that are not messages.
    """

    per_second: float | None = None
    per_chat: float | None = None
    burst: int = 4
    per_group_minute: float | None = None
    other_per_second: float | None = None
    _buckets: dict[str, _Bucket] = field(default_factory=dict, init=False)

    @classmethod
    def telegram(cls) -> Limits:
        """30 a second overall, 1 a second per chat, 20 a minute per group."""
        return cls(per_second=30, per_chat=1, burst=4, per_group_minute=20)

    def admit(self, method: str, chat_id: int | None, now: datetime) -> None:
        """Take the tokens this call costs; raises ApiError 429 with the whole seconds to wait, taking nothing."""
        wanted: list[tuple[str, float | None, float]] = []
        if method.lower() in SEND_LIKE:
            wanted.append(("all", self.per_second, self.per_second or 0))
            if chat_id is not None:
                wanted.append((f"chat {chat_id}", self.per_chat, self.burst))
                if chat_id < 0 and self.per_group_minute is not None:
                    wanted.append((f"group {chat_id}", self.per_group_minute / 60, self.per_group_minute))
        else:
            wanted.append(("other", self.other_per_second, self.other_per_second or 0))
        buckets = [(self._filled(name, rate, size, now), rate) for name, rate, size in wanted if rate is not None]
        wait = max(((1 - bucket.tokens) / rate for bucket, rate in buckets), default=0)
        if wait > 1e-9:
            raise too_many_requests(max(1, math.ceil(wait)))
        for bucket, _ in buckets:
            bucket.tokens -= 1

    def _filled(self, name: str, rate: float, size: float, now: datetime) -> _Bucket:
        bucket = self._buckets.setdefault(name, _Bucket(size, now))
        bucket.tokens = min(size, bucket.tokens + (now - bucket.filled_at).total_seconds() * rate)
        bucket.filled_at = now
        return bucket
