"""A surge: many come at once. When it begins and ends, what is counted, and who may have all of them banned."""

from collections import Counter, deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from bot.core.ids import UserId
from bot.features.entry.arrivals import Arrival, Stand
from bot.features.entry.model import Application, Why

SurgeId = NewType("SurgeId", int)

PREVIEW = timedelta(seconds=60)
"""How long the only approver who can be reached must look at the list before they may confirm alone."""
PROPOSAL_LASTS = timedelta(minutes=10)
"""A proposal to ban everybody that nobody has confirmed by then must be made again."""


@dataclass(frozen=True, slots=True)
class Surge:
    """``hot_at``: the last instant at which as many had come as make a surge. ``came`` and ``asked`` count joins and requests.

    ``cards``: who was sent the card. ``banned_by``: the two administrators who wanted it, or the one who was alone.
    """

    id: SurgeId
    began_at: datetime
    hot_at: datetime
    ended_at: datetime | None = None
    came: int = 0
    asked: int = 0
    tightened_by: UserId | None = None
    lifted_by: UserId | None = None
    proposed_by: UserId | None = None
    proposed_at: datetime | None = None
    banned_by: tuple[UserId, ...] = ()
    banned_at: datetime | None = None
    cards: tuple[UserId, ...] = ()

    @property
    def is_on(self) -> bool:
        return self.ended_at is None

    @property
    def is_tight(self) -> bool:
        """Whether everybody who passes waits for an administrator all the same."""
        return self.is_on and self.tightened_by is not None

    @property
    def card(self) -> str:
        """The handle of its cards, and the card of the cases of those banned with it."""
        return surge_card(self.id)

    def has_banned(self, application: Application) -> bool:
        """Whether it was the ban of them all that hit this applicant, and nobody's single decision."""
        if self.banned_at is None or application.decided_by not in self.banned_by:
            return False
        return application.why is Why.SURGE and application.made_at <= self.banned_at

    def ends_at(self, calm: timedelta) -> datetime:
        """When it is over if nothing more happens."""
        return self.hot_at + calm


def surge_card(surge_id: int) -> str:
    """The handle of a surge's cards."""
    return f"surge:{surge_id}"


class Crowd:
    """Who has come lately, in order. Instants are those of the updates, so that a backlog counts as it happened."""

    def __init__(self, came: Iterable[tuple[datetime, UserId]] = ()) -> None:
        self._came = deque(came)

    def add(self, user_id: UserId, at: datetime, window: timedelta) -> int:
        """Take in one more; returns how many different people came within ``window`` up to ``at``."""
        self._came.append((at, user_id))
        while self._came and self._came[0][0] <= at - window:
            self._came.popleft()
        return len({user for _, user in self._came})

    @property
    def people(self) -> list[UserId]:
        """Those within the last window, the first first."""
        return list(dict.fromkeys(user for _, user in self._came))


def window_of(arrivals: Iterable[Arrival], since: datetime) -> list[tuple[datetime, UserId]]:
    """Those who came after ``since``, in order: what a `Crowd` knows again after a restart."""
    return sorted((arrival.came_at, arrival.user_id) for arrival in arrivals if arrival.came_at > since)


def tally(surge: Surge, arrivals: Iterable[Arrival]) -> Counter[Stand]:
    """How things stand with those who came with a surge."""
    return Counter(arrival.stand for arrival in arrivals if arrival.surge == surge.id)


class Vote(StrEnum):
    """What a press on "ban them all" comes to."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    CONFIRMED_ALONE = "confirmed_alone"
    ANOTHER_NEEDED = "another_needed"
    """the same administrator again, although somebody else could confirm"""
    PREVIEW = "preview"
    """the only approver, too soon"""
    DONE = "done"
    """it has been decided already"""


def vote(surge: Surge, by: UserId, reachable: Collection[UserId], now: datetime) -> Vote:
    """What a press by ``by`` means. ``reachable``: the approvers who can be written to."""
    if surge.banned_at is not None:
        return Vote.DONE
    if surge.proposed_by is None or surge.proposed_at is None or now - surge.proposed_at > PROPOSAL_LASTS:
        return Vote.PROPOSED
    if surge.proposed_by != by:
        return Vote.CONFIRMED
    if any(approver != by for approver in reachable):
        return Vote.ANOTHER_NEEDED
    return Vote.CONFIRMED_ALONE if now - surge.proposed_at >= PREVIEW else Vote.PREVIEW
