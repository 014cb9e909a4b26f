"""Incidents: what a community hears opens one, raises it, or feeds it."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from bot.features.crisis import rules
from bot.features.crisis.levels import grade, steadied
from bot.features.crisis.model import Level, Mention, Sighting, Step
from bot.features.crisis.people import coordinated
from handlers.crisis.alerts import Round, alert, edit_cards, round_for, tell
from handlers.crisis.chart import Chart
from handlers.crisis.hearing import Heard, gather, sayings_of
from handlers.crisis.looking import Look, hourly
from handlers.crisis.measuring import measured, signs_of_incident
from handlers.crisis.openings import open_incident, opening_of
from handlers.crisis.outside import tell_outside
from handlers.crisis.repeating import report_repeating
from handlers.crisis.scene import Scene, community, scene_of
from handlers.desk import Desk


async def sighted(desk: Desk, body: bytes) -> None:
    """A message says something the community watches: count it, and open, raise or feed incidents."""
    heard = await gather(desk, msgspec.json.decode(body, type=Sighting))
    if heard is None:
        return
    store = community(desk)
    opened = await store.incidents.open()
    targets = rules.joined(heard.sighting, heard.watchlist, opened)
    if targets or not heard.is_usual:
        await heard.look_around(desk)
    scenes = [scene for incident in targets if (scene := await scene_of(desk, incident)) is not None]
    rounds = [await round_for(desk, scene) for scene in scenes]
    sayings = [await store.incidents.sayings(scene.incident.id) for scene in scenes]
    opening = None if targets or heard.is_usual else await opening_of(desk, heard, opened)

    for scene, around, said in zip(scenes, rounds, sayings, strict=True):
        await _add(desk, scene, around, heard, said)
    if opening is not None:
        await open_incident(desk, *opening)
    elif not scenes:
        report_repeating(desk, heard)
    # Last, because what is remembered of the subjects is judged together with this message until here.
    for subject in heard.meant:
        store.hearing.count(subject, heard.hits[subject], heard.sighting)


async def _add(desk: Desk, scene: Scene, around: Round, heard: Heard, said: Sequence[Mention]) -> None:
    """One more message of an open incident: cards are edited; a new one is sent only when the level rises."""
    subject = scene.incident.folded
    mention = heard.mention(subject)
    evidence = rules.with_mention(scene.evidence, mention)
    seen = heard.seen(subject, scene.incident)
    together = coordinated(sayings_of([*said, mention]), scene.settings)
    incident = measured(scene.incident, seen, len(evidence.people))
    incident = replace(incident, coordinated=incident.coordinated or bool(together))
    incident = replace(incident, last_at=max(incident.last_at, mention.at))
    groups = {**scene.groups, heard.group.chat_id: heard.group}
    community(desk).incidents.mention(incident.id, mention)
    chart = Chart(hourly(heard.subjects[subject], heard.now(subject), heard.crowd, heard.sighting.at))
    scene = replace(scene, incident=incident, evidence=evidence, groups=groups)
    await follow(desk, scene, around, seen, chart)


async def follow(desk: Desk, scene: Scene, around: Round, seen: Look, chart: Chart) -> None:
    """Bring level and cards in line with a look."""
    incidents, shown = community(desk).incidents, scene.incident.level
    wanted = grade(signs_of_incident(scene.incident, seen, len(scene.evidence.groups)), scene.settings)
    lower_since = (scene.incident.lower_since or desk.now) if shown.is_above(wanted) else None
    level = steadied(wanted, shown, lower_since, desk.now, scene.settings)
    rises = level.is_above(shown)
    incident = replace(
        scene.incident,
        level=level,
        lower_since=lower_since if level is shown else None,
        alerts=scene.incident.alerts + 1 if rises else scene.incident.alerts,
        alarmed_at=desk.now if rises else scene.incident.alarmed_at,
    )
    incidents.save(incident)
    scene = replace(scene, incident=incident)
    if level is not shown:
        incidents.note(incident.id, desk.now, Step.ROSE if rises else Step.FELL, said=level.value)
    if rises:
        tell_outside(desk, scene, Step.ROSE)
        await alert(desk, scene, around, chart)
        return
    known = {told.user_id for told in scene.told}
    if incident.level.rank >= Level.ORANGE.rank:
        await tell(desk, scene, [each for user, each in around.reachable.items() if user not in known])
    await edit_cards(desk, scene, newest_only=True)
