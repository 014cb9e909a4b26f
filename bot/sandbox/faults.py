"""Faults a test arms: the network and the server failing at a chosen call (§6.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

FaultKind = Literal["500", "502", "504", "reset", "half", "hang", "slow", "429", "401", "403", "404", "409", "garbage"]


@dataclass(slots=True)
class Fault:
    """Something that goes wrong.

    method: which calls ("*" for all but getUpdates). kind: what the bot sees. when: before the effect (nothing
    happens) or after it (it happened, the bot does not know). times: how many matching calls, None for all. nth: start
    at the nth matching call, counted from 1. chat_id: only calls for that chat. seconds: for "slow" the delay, for
    "hang" how long (0: until the client gives up), for "429" retry_after (0: 1).
    """

    method: str
    kind: FaultKind
    when: Literal["before", "after"] = "before"
    times: int | None = 1
    chat_id: int | None = None
    nth: int | None = None
    seconds: float = 0
    seen: int = field(default=0, init=False)
    fired: int = field(default=0, init=False)

    def matches(self, method: str, chat_id: int | None) -> bool:
        """Whether this call is meant; counts it."""
        named = method.lower() == self.method.lower() or (self.method == "*" and method != "getUpdates")
        if not named or (self.chat_id is not None and chat_id != self.chat_id):
            return False
        if self.times is not None and self.fired >= self.times:
            return False
        self.seen += 1
        if self.nth is not None and self.seen < self.nth:
            return False
        self.fired += 1
        return True


class Faults:
    """The faults armed."""

    def __init__(self) -> None:
        self._armed: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        self._armed.append(fault)
        return fault

    def remove(self, fault: Fault) -> None:
        """Disarm; nothing happens when it is spent already."""
        if fault in self._armed:
            self._armed.remove(fault)

    def clear(self) -> None:
        self._armed.clear()

    def strike(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault this call meets, if any; spent ones are forgotten."""
        if not self._armed:
            return None
        struck = next((fault for fault in self._armed if fault.matches(method, chat_id)), None)
        self._armed = [fault for fault in self._armed if fault.times is None or fault.fired < fault.times]
        return struck
