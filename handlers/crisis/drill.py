"""/drill: the whole path with a made-up incident that members do not see; it ends with who reacted how fast."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import msgspec

from bot.core.effect import Repeat, Status
from bot.core.errors import Refused
from bot.core.text import Markup, clip
from bot.features.crisis.model import Ending, Evidence, Level, Step, Tier
from bot.features.crisis.settings import CrisisSettings
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.commands import Request, reply
from handlers.crisis.alerts import alert, edit_cards, round_for
from handlers.crisis.outside import tell_outside
from handlers.crisis.scene import Scene, community, scene_of
from handlers.desk import Desk
from storage.people import Acquaintance

DRILL_OVER = "incident_drill_over"
AFTER_THE_LAST = timedelta(minutes=10)
LONGEST_WORD = 64


async def drill(desk: Desk, request: Request, group: Group) -> None:
    """Open a made-up orange incident in the asker's group."""
    language = await desk.language_of(request.asker.id, group.language)
    incidents = community(desk).incidents
    if any(incident.is_drill for incident in await incidents.open()):
        raise Refused("drill-already")
    word = clip(request.args, LONGEST_WORD) or desk.say(group.language, "drill-word").plain()
    incident = replace(
        incidents.new("a drill", word, Tier.URGENT, Level.ORANGE, desk.now), chat_id=group.chat_id, is_drill=True
    )
    nothing = Evidence(frozenset(), 0, (), ())
    scene = Scene(incident, nothing, (), {group.chat_id: group}, await desk.admin_chat(group))
    around = await round_for(desk, scene)
    incidents.save(incident)
    incidents.note(incident.id, desk.now, Step.OPENED, said=incident.level.value)
    over = desk.now + timedelta(minutes=max(group.settings(CrisisSettings).remind_minutes(Level.ORANGE), default=0))
    key = f"incident:{incident.id}:drill"
    schedules = desk.store.schedules(desk.work.mailbox)
    schedules.set(key, DRILL_OVER, over + AFTER_THE_LAST, payload=str(incident.id))
    await reply(desk, request, group, desk.say(language, "drill-begins"), privately=True)
    tell_outside(desk, scene, Step.OPENED)
    await alert(desk, scene, around)


async def over(desk: Desk, body: bytes) -> None:
    """Nobody has taken the drill."""
    incident = await community(desk).incidents.find(int(msgspec.json.decode(body, type=Due).payload))
    scene = await scene_of(desk, incident) if incident is not None and incident.is_open else None
    if scene is not None:
        await finish_drill(desk, scene, None, None)


async def finish_drill(desk: Desk, scene: Scene, user_id: int | None, name: str | None) -> None:
    """End a drill, taken by somebody or by nobody, and report."""
    incident, incidents = scene.incident, community(desk).incidents
    readers = await desk.store.people.reachable(scene.staff)
    closed = replace(incident, closed_at=desk.now, closed_by=user_id, closed_name=name, ending=Ending.CLOSED)
    if name is not None:
        closed = replace(closed, acknowledged_at=desk.now, acknowledged_by=user_id, acknowledged_name=name)
        incidents.note(incident.id, desk.now, Step.TAKEN, name)
    incidents.save(closed)
    for plan in ("remind", "drill"):
        desk.store.schedules(desk.work.mailbox).cancel(f"incident:{incident.id}:{plan}")
    after = replace(scene, incident=closed)
    await edit_cards(desk, after)
    tell_outside(desk, after, Step.CLOSED)
    _report(desk, after, readers)


def _report(desk: Desk, scene: Scene, readers: Sequence[Acquaintance]) -> None:
    got = {told.user_id for told in scene.told if told.status == Status.ACCEPTED.value}
    names = scene.names
    heard = [names.get(user, str(user)) for user in scene.staff if user in got]
    there = {reader.user_id for reader in readers}
    # Who can be reached and was not asked, as a level's recipients may have it, has nothing to press.
    silent = [names.get(user, str(user)) for user in scene.staff if user not in got and user not in there]
    match = desk.house.texts.match
    for reader in readers:
        language = match(reader.speaks) if reader.speaks else scene.home.language
        separator = desk.say(language, "list-separator")
        lines = [Markup.bold(desk.say(language, "drill-report"))]
        lines.append(desk.say(language, "drill-heard", count=len(heard), names=separator.join(heard)))
        if silent:
            lines.append(desk.say(language, "drill-silent", names=separator.join(silent)))
        if scene.incident.acknowledged_name is not None:
            length = max(desk.now - scene.incident.opened_at, timedelta(seconds=1))
            after = desk.house.texts.duration(language, length)
            lines.append(desk.say(language, "drill-taken", name=scene.incident.acknowledged_name, after=after))
        else:
            lines.append(desk.say(language, "drill-not-taken"))
        desk.send(reader.user_id, Markup("\n").join(lines), repeat=Repeat.WANTED)
