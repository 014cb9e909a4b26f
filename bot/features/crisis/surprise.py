"""How surprising a count is: the chance of seeing so many, or more, when nothing is the matter. Pure.

Counts of people are not Poisson: talk comes in flurries. A Poisson count whose rate itself varies by a gamma
distribution is negative binomial (Greenwood and Yule 1920); with mean m and size k its variance is m + m²/k. The size
is estimated by moments (Anscombe 1950, "Sampling theory of the negative binomial and logarithmic series
distributions", Biometrika 37): k = m² / (variance − m). That the mean is only estimated, from n windows, is a gamma
posterior with shape n·m + ½ (Jeffreys' prior for a Poisson rate); both uncertainties add: 1/size = 1/k + 1/(n·m + ½).
A handful of hits says nothing about flurries, so 1/k is shrunk towards that of ordinary chatter, whose variance is
1 + ``CHATTER`` times its mean, as if ``DOUBT`` hits more had been seen that came like it. And a variance estimated
from n windows is itself off by a part of √(2/n), which adds √(2/n)/m.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from typing import Final

STEADIEST: Final = 20.0
"""Largest size that is believed: nobody's talk is steadier than that, however few windows say so."""
WILDEST: Final = 0.05
"""Smallest size that is believed."""
CHATTER: Final = 0.25
"""How much more than Poisson ordinary talk about one subject scatters: who answers, says the word again."""
DOUBT: Final = 10.0
_PRIOR: Final = 0.5
_TINY: Final = 1e-300
_PRECISION: Final = 1e-10
_ROUNDS: Final = 300


@dataclass(frozen=True, slots=True)
class Moments:
    """What some windows of one length held: how many windows, the mean of their counts and of the squares."""

    windows: float = 0.0
    mean: float = 0.0
    mean_square: float = 0.0


@dataclass(frozen=True, slots=True)
class Expected:
    """A count that is to come: negative binomial with this mean, and ``size`` for how steady it is."""

    mean: float
    size: float

    @property
    def variance(self) -> float:
        return self.mean + self.mean**2 / self.size

    def scaled(self, times: float) -> "Expected":
        """The same talk with so many times the mean."""
        return Expected(self.mean * times, self.size)


def pooled(parts: Iterable[tuple[float, Moments]]) -> Moments:
    """Several moments as one, each with its weight; those of no window do not count."""
    known = [(weight, moments) for weight, moments in parts if moments.windows > 0]
    total = sum(weight for weight, _ in known)
    if not total:
        return Moments()
    return Moments(
        sum(moments.windows for _, moments in known),
        sum(weight * moments.mean for weight, moments in known) / total,
        sum(weight * moments.mean_square for weight, moments in known) / total,
    )


def expected(past: Moments, floor: float) -> Expected:
    """What the past lets expect; ``floor`` is the least mean, because never yet is not never."""
    variance = max(past.mean_square - past.mean**2, 0.0)
    mean = max(past.mean, floor)
    excess = variance - past.mean
    flurries = past.mean**2 / excess if excess > 0 else STEADIEST
    flurries = min(max(flurries, WILDEST), STEADIEST)
    hits = past.windows * past.mean
    scatter = (hits / flurries + DOUBT * CHATTER / mean) / (hits + DOUBT)
    unsure = sqrt(2 / past.windows) / mean if past.windows > 1 else 1.0
    return Expected(mean, 1 / (scatter + unsure + 1 / (hits + _PRIOR)))


def tail(count: float, normal: Expected) -> float:
    """The chance of ``count`` or more: 1 for nothing, never quite 0.

    P(X ≥ x) is the regularised incomplete beta function I_q(x, size) with q = mean / (mean + size)
    (DLMF 8.17.24).
    """
    if count <= 0:
        return 1.0
    return max(_incomplete_beta(normal.mean / (normal.mean + normal.size), count, normal.size), _TINY)


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """I_x(a, b) by its continued fraction (DLMF 8.17.22), evaluated by Lentz's method."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    c = 1.0
    d = 1 / _nonzero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _ROUNDS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _nonzero(1 + term * d)
            c = _nonzero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return value


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
