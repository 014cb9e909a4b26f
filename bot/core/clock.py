"""Time as a dependency: what decides takes ``now`` from here, and tests move it by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """A source of the current instant, aware and in UTC."""

    def now(self) -> datetime: ...


class Alarm(Protocol):
    """Rings once at an instant of a clock. Setting it again replaces the earlier instant."""

    def set(self, instant: datetime | None, ring: Callable[[], None]) -> None:
        """Ring at or after ``instant``; ``None`` switches the alarm off. ``ring`` runs on the event loop."""
        ...

    def close(self) -> None: ...


class ManualClock:
    """A clock that stands still until moved; also an alarm, rung by moving past its instant."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._alarms: list[ManualAlarm] = []

    def now(self) -> datetime:
        return self._now

    def set(self, instant: datetime) -> None:
        """Move to ``instant`` (never backwards) and ring what is due."""
        self._now = max(self._now, instant)
        for alarm in self._alarms:
            alarm.check(self._now)

    def advance(self, **delta: float) -> None:
        """Move by ``timedelta(**delta)``."""
        self.set(self._now + timedelta(**delta))

    def alarm(self) -> "ManualAlarm":
        """A new alarm on this clock."""
        alarm = ManualAlarm(self)
        self._alarms.append(alarm)
        return alarm


class ManualAlarm:
    """The twin of the scheduler's alarm for a clock that is moved by hand."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._instant: datetime | None = None
        self._ring: Callable[[], None] = lambda: None

    def set(self, instant: datetime | None, ring: Callable[[], None]) -> None:
        self._instant, self._ring = instant, ring
        self.check(self._clock.now())

    def check(self, now: datetime) -> None:
        """Ring when due; a ring switches the alarm off."""
        if self._instant is not None and self._instant <= now:
            self._instant = None
            self._ring()

    def close(self) -> None:
        self._instant = None


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970 of an aware instant: how instants are stored."""
    return (instant - EPOCH) // timedelta(microseconds=1)


def from_micros(micros: int) -> datetime:
    """The UTC instant of a stored number of microseconds."""
    return EPOCH + timedelta(microseconds=micros)
