"""What a look says about an incident, and when to look again."""

from dataclasses import replace
from datetime import timedelta

from bot.features.crisis.detection import Basis
from bot.features.crisis.levels import Signs
from bot.features.crisis.model import Incident, Tier
from handlers.crisis.looking import Look
from handlers.desk import Desk

LOOK = "incident_look"
LOOKS_EVERY = timedelta(minutes=10)


def measured(incident: Incident, seen: Look, people: int) -> Incident:
    """An incident with the figures of a look; of an urgent word everybody counts who ever meant it."""
    counted = people if incident.tier is Tier.URGENT else seen.people
    reading = seen.reading
    return replace(
        incident,
        people=counted,
        peak=max(incident.peak, counted),
        expected=seen.expected if incident.tier is Tier.RATE else None,
        is_cold=incident.tier is Tier.RATE and reading is not None and reading.basis is not Basis.PAST,
        senders=seen.climate.senders,
        gloomy=seen.climate.share,
        over_at=seen.state.last_over_at,
    )


def signs_of_incident(incident: Incident, seen: Look, groups: int) -> Signs:
    """How bad an incident looks, whose figures are those of a look."""
    signs = signs_of(incident.tier, incident.people, seen)
    return replace(signs, groups=max(groups, 1), coordinated=incident.coordinated)


def signs_of(tier: Tier, people: int, seen: Look) -> Signs:
    """What a look says about how bad it is."""
    growth = seen.reading.growth if tier is Tier.RATE and seen.reading is not None else 1.0
    cold = seen.reading is not None and seen.reading.basis is not Basis.PAST
    return Signs(
        tier,
        people,
        groups=max(seen.groups, 1),
        growth=1.0 if cold else growth,
        gloomy=seen.climate.low,
        senders=seen.climate.senders,
    )


def look_again(desk: Desk, incident: Incident) -> None:
    """A surge is looked at every ten minutes, so that it falls and ends also when nobody writes any more."""
    if incident.tier is Tier.RATE and not incident.is_drill:
        key = f"incident:{incident.id}:look"
        desk.store.schedules(desk.work.mailbox).set(key, LOOK, desk.now + LOOKS_EVERY, payload=str(incident.id))
