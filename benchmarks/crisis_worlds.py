"""Simulated communities: everyday talk with its rhythm, and what may break into it."""

import gzip
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.features.crisis.detection import DAY, HOUR, History, State, detect
from bot.features.crisis.history import Heard, Tally, seconds
from bot.features.crisis.settings import CrisisSettings

Hits = list[tuple[int, int]]
"""(second since the start, person)"""

START: Final = datetime(2026, 9, 7, tzinfo=UTC)
"""A Monday."""
SIZES: Final = (50, 200, 1_000, 5_000)
RHYTHM: Final = np.array(
    [1, 0.6, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 4.5, 4.5, 4, 3.5, 3.5, 4, 4, 4, 4.5, 5, 6, 6.5, 5, 2.5]
)
WEEKEND: Final = 1.25
SLOT: Final = 600


@dataclass(frozen=True)
class World:
    """One group over some days: who spoke, who was in a bad mood, who used each of three rate words."""

    days: int
    people: int
    crowd: Hits
    gloom: Hits
    words: tuple[Hits, ...]


def world(
    size: int,
    days: int,
    random: np.random.Generator,
    busy: tuple[float, float, float] | None = None,
) -> World:
    """Talk comes in conversations: someone begins, others answer within minutes, and who answers takes up the subject.

    ``busy`` is (from day, to day, times): everybody talks so much more then, of everything alike.
    """
    eagerness = random.gamma(0.4, 1.0, size) + 0.01
    eagerness /= eagerness.sum()
    crowd: Hits = []
    gloom: Hits = []
    words: tuple[Hits, ...] = ([], [], [])
    daily = 0.25 * size**0.9
    chances = (0.02, 0.006, 0.001)
    for hour in range(days * 24):
        day = hour / 24
        rate = daily * RHYTHM[hour % 24] / RHYTHM.sum() * (WEEKEND if int(day) % 7 >= 5 else 1.0)
        rate *= random.gamma(4, 0.25)
        if busy is not None and busy[0] <= day < busy[1]:
            rate *= busy[2]
        for _ in range(random.poisson(rate)):
            at = hour * HOUR + random.integers(HOUR)
            subject = [random.random() < chance for chance in chances]
            sour = random.random() < 0.06
            for who in random.choice(size, 1 + random.poisson(1.5), p=eagerness):
                crowd.append((int(at), int(who)))
                if random.random() < (0.35 if sour else 0.04):
                    gloom.append((int(at), int(who)))
                for hits, chosen in zip(words, subject, strict=True):
                    if chosen and random.random() < 0.4:
                        hits.append((int(at), int(who)))
                at += random.exponential(90)
    return World(days, size, sorted(crowd), sorted(gloom), tuple(sorted(hits) for hits in words))


def cascades(path: Path) -> list[NDArray[np.int64]]:
    """Seconds after a post at which it was passed on, of posts that really burst: thirty within the first hour."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            offsets = np.array(json.loads(line)["repost_offsets_s"], np.int64)
            offsets = np.sort(offsets[offsets < 2 * HOUR])
            if len(offsets) >= 30:
                found.append(offsets)
    return found


def burst(shape: NDArray[np.int64], strength: int, people: int, random: np.random.Generator) -> Hits:
    """A crisis in the shape of a cascade: so thinned that its densest ten minutes have about ``strength`` people."""
    densest = max(int(np.searchsorted(shape, at + SLOT) - index) for index, at in enumerate(shape.tolist()))
    kept = np.sort(shape[random.random(len(shape)) < min(strength / densest, 1.0)])
    members = random.permutation(people)[: len(kept)]
    return [(int(at), int(who)) for at, who in zip(kept, members, strict=False)]


def due(hits: Hits, people: int) -> int | None:
    """When so many different people had spoken within ten minutes for the first time."""
    for last, (at, _) in enumerate(hits):
        if len({who for then, who in hits[: last + 1] if then > at - SLOT}) >= people:
            return at
    return None


def history(heard: Hits, crowd: Hits) -> History:
    """The detector's view of a group."""
    slots: dict[int, set[int]] = {}
    for at, who in crowd:
        slots.setdefault(at // SLOT, set()).add(who)
    last = max(slots, default=0)
    tally = Tally.of(START, SLOT, [len(slots.get(slot, ())) for slot in range(last + 1)])
    since = seconds(START)
    at = np.array([since + at for at, _ in heard], np.int64)
    return History(Heard(since, at, np.array([who for _, who in heard], np.int64)), tally)


def openings(past: History, settings: CrisisSettings, since: float, until: float) -> list[datetime]:
    """When an incident opens between two days, looking at every hit as the product does."""
    heard = past.heard
    assert isinstance(heard, Heard)
    first, last = seconds(START) + int(since * DAY), seconds(START) + int(until * DAY)
    state, found = State(), []
    for at in np.unique(heard.at[(heard.at >= first) & (heard.at < last)]).tolist():
        now = datetime.fromtimestamp(at, UTC) + timedelta(seconds=1)
        state = detect(past, now, settings, state)
        if state.opens:
            found.append(now)
    return found
