"""What time it is in the sandbox: a clock that a test moves, or the machine's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that knows the present instant, aware and in UTC."""

    def now(self) -> datetime: ...


class VirtualClock:
    """A clock that stands still until it is moved; `listeners` are called after each move."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("a virtual clock starts at an aware datetime")
        self._now = start.astimezone(UTC)
        self.listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta | None = None, **units: float) -> datetime:
        """Move forward by `by` plus `units` (the keywords of timedelta); return the new instant.

        Raises ValueError when that would go back.
        """
        return self.set(self._now + (by or timedelta()) + timedelta(**units))

    def set(self, moment: datetime) -> datetime:
        """Move forward to `moment`; raises ValueError when it is earlier than now or naive."""
        if moment.tzinfo is None or moment < self._now:
            raise ValueError(f"the clock cannot go from {self._now} back to {moment}")
        self._now = moment.astimezone(UTC)
        for listener in list(self.listeners):
            listener()
        return self._now


class RealClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)
