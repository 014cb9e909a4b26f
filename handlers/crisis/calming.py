"""How a surge ends: it is looked at until it has calmed down."""

from dataclasses import replace

import msgspec

from bot.core.effect import Repeat
from bot.features.crisis.model import Ending, Step
from bot.runtime.ticker import Due
from handlers.crisis.alerts import round_for
from handlers.crisis.chart import Chart
from handlers.crisis.endings import end
from handlers.crisis.incidents import follow
from handlers.crisis.looking import Subject, crowd_of, hourly, look
from handlers.crisis.measuring import look_again, measured
from handlers.crisis.scene import Scene, community, scene_of
from handlers.desk import Desk


async def look_due(desk: Desk, body: bytes) -> None:
    """Look at an open surge without a new message."""
    incident = await community(desk).incidents.find(int(msgspec.json.decode(body, type=Due).payload))
    scene = await scene_of(desk, incident) if incident is not None and incident.is_open else None
    if scene is None:
        return
    watchlist = await community(desk).watch_words.all()
    word = watchlist.words.get(scene.incident.folded)
    subject = Subject.of(word) if word is not None else Subject.mood(scene.incident.folded)
    hits = await community(desk).hearing.hits(subject.folded, desk.now)
    crowd, around = await crowd_of(desk, desk.now), await round_for(desk, scene)
    seen = look(subject, hits, crowd, desk.now, scene.incident, scene.home)
    scene = replace(scene, incident=measured(scene.incident, seen, len(scene.evidence.people)))
    if seen.state.closes and not scene.incident.is_acknowledged:
        await end(desk, scene, None, None, Ending.CALM, "")
        return
    if seen.state.closes:
        community(desk).incidents.note(scene.incident.id, desk.now, Step.CALMED)
        community(desk).incidents.save(scene.incident)
        await _ask_for_the_cause(desk, scene)
        return
    look_again(desk, scene.incident)
    await follow(desk, scene, around, seen, Chart(hourly(subject, hits, crowd, desk.now)))


async def _ask_for_the_cause(desk: Desk, scene: Scene) -> None:
    """It has calmed down, and somebody has it in hand: they close it, because only they know why."""
    holder = scene.incident.assigned_to or scene.incident.acknowledged_by
    if holder is None or not await desk.store.people.reachable([holder]):
        return
    language = await desk.language_of(holder, scene.home.language)
    said = desk.say(language, "incident-calmed-close", number=str(scene.incident.number))
    # Nobody looks again: without these words it would stay open for good.
    desk.send(holder, said, repeat=Repeat.WANTED)
