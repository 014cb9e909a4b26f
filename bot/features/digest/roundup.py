"""One digest for who owns many groups: totals, the few groups that need a person today, and the rest in a line each. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.core.ids import ChatId
from bot.features.digest.model import Asks, Digest, Figure, Metric

NEEDY: Final = 3
"""Groups that are named as needing a person."""
PRESSING: Final = {
    Asks.INCIDENT: 100,
    Asks.APPEALS: 30,
    Asks.TICKETS: 25,
    Asks.APPLICATIONS: 15,
    Asks.RIGHTS: 20,
    Asks.UNREACHABLE: 8,
    Asks.AT_RISK: 10,
}
EACH_MORE: Final = 2
"""Added for each thing of a kind that waits, up to ten."""
COLLAPSE: Final = -50
"""Percent of people who wrote, from where on a fall needs somebody to look."""
COLLAPSED: Final = 12
SUMMED: Final = (Metric.MESSAGES, Metric.ACTIVE, Metric.JOINED, Metric.LEFT, Metric.CHECKINS, Metric.DELETED)


@dataclass(frozen=True, slots=True)
class Part:
    """One group's digest."""

    chat_id: ChatId
    title: str
    made: Digest

    def figure(self, metric: Metric) -> Figure:
        return next(figure for figure in self.made.figures if figure.metric is metric)

    @property
    def has_collapsed(self) -> bool:
        """Whether far fewer people wrote than usual."""
        change = self.figure(Metric.ACTIVE).change
        return change is not None and change <= COLLAPSE

    @property
    def need(self) -> int:
        """How much the group needs a person; 0 for not at all."""
        waiting = sum(
            PRESSING[decision.asks] + EACH_MORE * min(decision.amount, 10) for decision in self.made.decisions
        )
        return waiting + COLLAPSED * self.has_collapsed


@dataclass(frozen=True, slots=True)
class Roundup:
    """All groups of one owner. ``totals``: sums; people are counted in each group they wrote in."""

    totals: tuple[Figure, ...]
    needy: tuple[Part, ...]
    rest: tuple[Part, ...]


def round_up(parts: Sequence[Part]) -> Roundup:
    """The roundup: those in need by how much, the rest by messages."""
    ranked = sorted((part for part in parts if part.need), key=lambda part: (-part.need, part.title))
    needy = tuple(ranked[:NEEDY])
    rest = sorted(
        (part for part in parts if part not in needy),
        key=lambda part: (-part.figure(Metric.MESSAGES).value, part.title),
    )
    return Roundup(tuple(_total(parts, metric) for metric in SUMMED), needy, tuple(rest))


def _total(parts: Sequence[Part], metric: Metric) -> Figure:
    """The sum; compared only when every group has a usual of its own, or it would be of other groups."""
    figures = [part.figure(metric) for part in parts]
    usual = [figure.usual for figure in figures if figure.usual is not None]
    return Figure(metric, sum(figure.value for figure in figures), sum(usual) if len(usual) == len(figures) else None)
