"""How bad an incident is, from its tier, people, growth, mood and groups. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.features.crisis.model import Level, Tier
from bot.features.crisis.settings import CrisisSettings

ENOUGH_SENDERS: Final = 10
"""People of a known mood of whom a share says something."""
STEEP: Final = 10.0
"""Times the expected number that count as steep growth."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What an incident looks like now.

    ``people``: different people who meant it. ``growth``: times the expected number, 1 when that is not known.
    ``gloomy``: share of people in a bad mood among ``senders`` whose mood is known.
    """

    tier: Tier
    people: int
    groups: int = 1
    growth: float = 1.0
    gloomy: float = 0.0
    senders: int = 0
    coordinated: bool = False


def grade(signs: Signs, settings: CrisisSettings) -> Level:
    """The level of an incident.

    People decide: an urgent word is yellow with one, orange with ``orange_people``, red with ``red_people``; a rate
    word needs ``rate_people``, twice that, and twice ``red_people``. One step is added when it is in
    ``spread_groups`` groups, or most of those who speak are in a bad mood, or it grows steeply; a coordinated attack
    is at least orange. Nobody meaning it is blue, whatever else holds.
    """
    if signs.people <= 0:
        return Level.BLUE
    yellow, orange, red = (
        (1, settings.orange_people, settings.red_people)
        if signs.tier is Tier.URGENT
        else (settings.rate_people, 2 * settings.rate_people, 2 * settings.red_people)
    )
    steps = sum(signs.people >= limit for limit in (yellow, orange, red))
    if steps and _is_aggravated(signs, yellow, settings):
        steps += 1
    level = list(Level)[min(steps, Level.RED.rank)]
    return Level.ORANGE if signs.coordinated and Level.ORANGE.is_above(level) else level


def _is_aggravated(signs: Signs, yellow: int, settings: CrisisSettings) -> bool:
    if signs.groups >= settings.spread_groups:
        return True
    if signs.senders >= ENOUGH_SENDERS and signs.gloomy >= settings.gloomy_share:
        return True
    return signs.growth >= STEEP and signs.people > yellow > 1


def steadied(
    level: Level, shown: Level, lower_since: datetime | None, now: datetime, settings: CrisisSettings
) -> Level:
    """The level to show: it rises at once, and falls only when it has been lower for the calm time.

    ``lower_since``: since when the level has been below the one shown, without a break.
    """
    if not shown.is_above(level):
        return level
    calm = timedelta(minutes=settings.calm_minutes)
    return level if lower_since is not None and now - lower_since >= calm else shown
