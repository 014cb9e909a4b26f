"""Who said it when, and how many that was before: what the detector looks back on. Pure.

Instants are whole seconds since 1970, because the past is replayed by the ten thousand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.core.clock import EPOCH
from bot.features.crisis.surprise import Moments


def seconds(instant: datetime) -> int:
    """Whole seconds since 1970."""
    return int((instant - EPOCH).total_seconds())


class Past(Protocol):
    """Something that was counted: people who used a word, people in a bad mood, or everybody who spoke."""

    @property
    def since(self) -> int:
        """When counting began; nothing before it is known."""
        ...

    def people(self, start: int, end: int) -> int:
        """How many different people in [start, end)."""
        ...

    def moments(self, width: int, start: int, end: int) -> Moments:
        """What the whole windows of ``width`` seconds in [start, end) held, the last of them ending at ``end``."""
        ...


@dataclass(frozen=True)
class Heard:
    """Every single hit, in order of time. ``people``: who; a person counts once a window, however often they speak."""

    since: int
    at: NDArray[np.int64]
    who: NDArray[np.int64]

    @classmethod
    def of(cls, since: datetime, hits: Iterable[tuple[datetime, int]]) -> "Heard":
        """From (instant, person), in any order."""
        ordered = sorted((seconds(at), person) for at, person in hits)
        return cls(
            seconds(since),
            np.array([at for at, _ in ordered], np.int64),
            np.array([person for _, person in ordered], np.int64),
        )

    def _slice(self, start: int, end: int) -> slice:
        first, last = np.searchsorted(self.at, (start, end))
        return slice(int(first), int(last))

    def people(self, start: int, end: int) -> int:
        return len(set(self.who[self._slice(start, end)].tolist()))

    def times(self, start: int, end: int) -> dict[int, int]:
        """How often each person said it in [start, end)."""
        who, counts = np.unique(self.who[self._slice(start, end)], return_counts=True)
        return dict(zip(who.tolist(), counts.tolist(), strict=True))

    def moments(self, width: int, start: int, end: int) -> Moments:
        windows = max(end - max(start, self.since), 0) // width
        if windows < 1:
            return Moments()
        inside = self._slice(end - windows * width, end)
        at, who = self.at[inside], self.who[inside]
        if not len(at):
            return Moments(float(windows))
        slots = (end - 1 - at) // width
        order = np.lexsort((who, slots))
        slots, who = slots[order], who[order]
        fresh = np.ones(len(slots), bool)
        fresh[1:] = (slots[1:] != slots[:-1]) | (who[1:] != who[:-1])
        counts = np.bincount(slots[fresh], minlength=windows)
        return Moments(float(windows), float(counts.mean()), float(np.square(counts, dtype=float).mean()))


@dataclass(frozen=True)
class Tally:
    """Counts of equal steps, one after the other from ``since``: a series, or people who spoke in each ten minutes.

    A window holds the sum of its steps; steps cut by a window's ends belong to it when they begin in it.
    """

    since: int
    step: int
    values: NDArray[np.float64]

    @classmethod
    def of(cls, since: datetime, step: int, values: Sequence[float]) -> "Tally":
        return cls(seconds(since), step, np.asarray(values, float))

    @cached_property
    def _sums(self) -> NDArray[np.float64]:
        return np.concatenate(([0.0], np.cumsum(self.values)))

    @cached_property
    def _rolled(self) -> dict[int, tuple[NDArray[np.float64], NDArray[np.float64]]]:
        """By width in steps: running sums of the windows that end after each step, and of their squares."""
        return {}

    def _rolling(self, steps: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        found = self._rolled.get(steps)
        if found is None:
            windows = self._sums[steps:] - self._sums[:-steps]
            found = (
                np.concatenate(([0.0], np.cumsum(windows))),
                np.concatenate(([0.0], np.cumsum(windows * windows))),
            )
            self._rolled[steps] = found
        return found

    def _index(self, instant: int) -> int:
        """The first step that begins at or after an instant."""
        return min(max(-((self.since - instant) // self.step), 0), len(self.values))

    def people(self, start: int, end: int) -> int:
        return round(float(self._sums[self._index(end)] - self._sums[self._index(start)]))

    def moments(self, width: int, start: int, end: int) -> Moments:
        steps = max(width // self.step, 1)
        first, last = self._index(start), self._index(end) - steps + 1
        if last <= first:
            return Moments()
        windows, squares = self._rolling(steps)
        count = last - first
        # Plain floats: what is computed from them is stored and drawn.
        return Moments(
            count / steps,
            float(windows[last] - windows[first]) / count,
            float(squares[last] - squares[first]) / count,
        )
