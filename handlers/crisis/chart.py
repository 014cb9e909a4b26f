"""The chart of an incident: the last 24 hours against what is normal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.features.crisis.model import COMPLAINTS, GLOOM, MOODS, Incident
from bot.pictures.spec import DigestPicture, Lines, Number, Numbers, Series
from handlers.crisis.scene import Scene
from handlers.desk import Desk


@dataclass(frozen=True, slots=True)
class Chart:
    """People an hour: the beginning of each, how many there were, and how many there usually are."""

    hours: Sequence[tuple[datetime, int, float]]


def drawn(desk: Desk, language: str, scene: Scene, chart: Chart) -> DigestPicture:
    """The picture in somebody's language."""

    def said(key: str, **values: str | int) -> str:
        return desk.say(language, key, **values).plain()

    incident, zone = scene.incident, ZoneInfo(scene.home.timezone)
    level = said(f"incident-level-{incident.level.value}")
    numbers = [Number(said("incident-chart-people"), str(incident.people))]
    if incident.expected is not None and not incident.is_cold:
        numbers.append(Number(said("incident-chart-expected"), _few(incident.expected)))
    numbers.append(Number(said("incident-chart-groups"), str(max(len(scene.evidence.groups), 1))))
    seen = Series(said("incident-chart-seen"), tuple(float(people) for _, people, _ in chart.hours))
    usual = Series(said("incident-chart-normal"), tuple(usual for _, _, usual in chart.hours))
    if incident.senders:
        numbers.append(Number(said("incident-chart-gloomy"), f"{round(100 * incident.gloomy)}%"))
    return DigestPicture(
        title=said("incident-chart-title", number=str(incident.number), theme=theme(desk, language, incident)),
        subtitle=f"{level} · {scene.home.title}",
        panels=(
            Numbers("", tuple(numbers)),
            Lines(
                said("incident-chart-hours"),
                tuple(f"{at.astimezone(zone):%H:%M}" for at, _, _ in chart.hours),
                # What was said on one or two days is no past to compare with.
                (seen,) if incident.is_cold else (seen, usual),
            ),
        ),
        footer=said("incident-cold" if incident.is_cold else "incident-chart-footer"),
        empty="–",
    )


def theme(desk: Desk, language: str, incident: Incident) -> str:
    """What an incident is about, in a few words."""
    if incident.folded not in MOODS:
        return incident.word
    return desk.say(
        language, {GLOOM: "incident-theme-gloom", COMPLAINTS: "incident-theme-complaints"}[incident.folded]
    ).plain()


def _few(expected: float) -> str:
    """An expected number of people, short: 0.3, 4, 12."""
    return f"{expected:.0f}" if expected >= 3 else f"{expected:.1f}"
