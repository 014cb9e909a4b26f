"""Telegram's rates, from our side: what is shown is paced, what protects is not.

Published limits (FAQ): about one message a second per chat with short bursts, 20 a minute per group, 30 a second in all.
"""

from collections import deque
from dataclasses import dataclass, field

from bot.core.effect import SENDS, AnswerPress, CreateInvite, DeleteOwn, EditMessage, Effect, Lane

URGENT_PER_S = 2
"""Of the messages a second overall, those that only urgent ones may take."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Seconds and counts. ``burst``: messages a quiet chat may get at once.

    ``overall_per_s`` leaves room below the published limit: calls begun evenly arrive in clumps after a slow disk.
    """

    per_chat_s: float = 1.0
    burst: int = 3
    per_group_minute: int = 20
    overall_per_s: int = 26


UNLIMITED = Rates(per_chat_s=0.0, burst=1_000_000, per_group_minute=1_000_000, overall_per_s=1_000_000)


@dataclass(slots=True)
class _Chat:
    """One chat's recent past: a virtual schedule for the pace, the instants of the last minute for the count."""

    paced_until: float = 0.0
    closed_until: float = 0.0
    minute: deque[float] = field(default_factory=deque)


class FloodControl:
    """Answers when a call may be made. Never waits itself. Instants are monotonic seconds."""

    def __init__(self, rates: Rates | None = None) -> None:
        self._rates = rates or Rates()
        self._chats: dict[int, _Chat] = {}
        self._second: deque[float] = deque()

    def earliest(self, effect: Effect, now: float) -> float:
        """When this call may be made; a past instant means at once."""
        chat = self._chats.get(effect.chat_id)
        if isinstance(effect.call, AnswerPress):
            return now
        at = chat.closed_until if chat is not None else now
        if not self._is_paced(effect):
            return at
        self._forget(self._second, now - 1.0)
        # One place of each burst, and two of each second, are kept for what is urgent: an alert never waits for chatter.
        urgent = effect.lane is Lane.URGENT
        overall = self._rates.overall_per_s - (0 if urgent else URGENT_PER_S)
        if len(self._second) >= overall:
            at = max(at, self._second[-overall] + 1.0)
        if chat is not None:
            burst = self._rates.burst - (0 if urgent else 1)
            at = max(at, chat.paced_until - max(burst - 1, 0) * self._rates.per_chat_s)
            if effect.chat_id < 0:
                self._forget(chat.minute, now - 60.0)
                if len(chat.minute) >= self._rates.per_group_minute:
                    at = max(at, chat.minute[-self._rates.per_group_minute] + 60.0)
        return at

    def took(self, effect: Effect, now: float) -> None:
        """Count a call that is being made."""
        if not self._is_paced(effect):
            return
        chat = self._chats.setdefault(effect.chat_id, _Chat())
        chat.paced_until = max(chat.paced_until, now) + self._rates.per_chat_s
        if effect.chat_id < 0:
            chat.minute.append(now)
        self._second.append(now)
        if len(self._chats) > 10_000:
            self._drop_quiet(now)

    def refused(self, effect: Effect, now: float, seconds: float) -> None:
        """429: this chat rests; others go on."""
        chat = self._chats.setdefault(effect.chat_id, _Chat())
        chat.closed_until = max(chat.closed_until, now + seconds)

    @staticmethod
    def _is_paced(effect: Effect) -> bool:
        return isinstance(effect.call, (*SENDS, EditMessage, CreateInvite)) and not isinstance(effect.call, DeleteOwn)

    @staticmethod
    def _forget(instants: deque[float], before: float) -> None:
        while instants and instants[0] <= before:
            instants.popleft()

    def _drop_quiet(self, now: float) -> None:
        self._chats = {
            id_: chat
            for id_, chat in self._chats.items()
            if max(chat.paced_until, chat.closed_until, chat.minute[-1] + 60.0 if chat.minute else 0.0) > now
        }
