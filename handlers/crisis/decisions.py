"""What becomes of an incident: it is taken, dismissed or closed, with a button, by a command, or by itself."""

from dataclasses import replace
from datetime import timedelta

import msgspec

from bot.core.errors import Refused
from bot.core.ids import community_mailbox
from bot.core.text import Markup, clip
from bot.features.crisis.model import Ending, Level
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.commands import Misused, Request, reply
from handlers.crisis.alerts import CALM, edit_cards
from handlers.crisis.cards import card_buttons, incident_line
from handlers.crisis.scene import Scene, community, scene_of
from handlers.desk import Desk
from handlers.keyboards import Press

PRESSED = "incident_pressed"


async def _acknowledge(desk: Desk, scene: Scene, user_id: int, name: str) -> None:
    """The first to take it has it; every card says who and when."""
    incident = scene.incident
    if not incident.is_open:
        raise Refused("incident-closed-already", number=str(incident.number))
    if incident.is_acknowledged:
        raise Refused("incident-taken-already", number=str(incident.number), name=incident.acknowledged_name or "")
    community(desk).incidents.acknowledge(incident.id, user_id, name, desk.now)
    desk.store.schedules(desk.work.mailbox).cancel(f"incident:{incident.id}:remind")
    taken = replace(incident, acknowledged_at=desk.now, acknowledged_by=user_id, acknowledged_name=name)
    await edit_cards(desk, replace(scene, incident=taken))


async def _close(desk: Desk, scene: Scene, user_id: int | None, name: str | None, ending: Ending, cause: str) -> None:
    """Close an incident with its cause; every card says so."""
    incident = scene.incident
    if not incident.is_open:
        raise Refused("incident-closed-already", number=str(incident.number))
    community(desk).incidents.close(incident.id, user_id, name, desk.now, ending, cause)
    schedules = desk.store.schedules(desk.work.mailbox)
    schedules.cancel(f"incident:{incident.id}:remind")
    schedules.cancel(f"incident:{incident.id}:calm")
    closed = replace(incident, closed_at=desk.now, closed_name=name, ending=ending, cause=cause)
    await edit_cards(desk, replace(scene, incident=closed))


async def calm(desk: Desk, body: bytes) -> None:
    """A blue incident of which nothing more was heard closes by itself."""
    due = msgspec.json.decode(body, type=Due)
    incident = await community(desk).incidents.find(int(due.payload))
    scene = await scene_of(desk, incident) if incident is not None and incident.is_open else None
    if scene is None or scene.incident.level is not Level.BLUE:
        return
    quiet_until = scene.incident.last_at + timedelta(hours=scene.settings.calm_hours)
    if quiet_until > desk.now:
        desk.store.schedules(desk.work.mailbox).set(due.key, CALM, quiet_until, payload=due.payload)
        return
    await _close(desk, scene, None, None, Ending.CALM, "")


async def incident_pressed(desk: Desk, press: Press) -> None:
    """A button of a card: the incident's community decides."""
    community_id = await desk.store.desks.of_incident(press.intent.number())
    if community_id is None:
        raise Refused("press-old")
    desk.work.forward(community_mailbox(community_id), PRESSED, press)


async def pressed(desk: Desk, body: bytes) -> None:
    """Acknowledge, or not a crisis; the right is checked now."""
    press = msgspec.json.decode(body, type=Press)
    presser = press.presser
    incident = await community(desk).incidents.find(press.intent.number())
    scene = await scene_of(desk, incident) if incident is not None else None
    language = await desk.language_of(presser.id, scene.home.language if scene is not None else None)
    if scene is None or press.intent.verb not in ("take", "dismiss"):
        desk.answer(press, desk.say(language, "press-old"))
        return
    if not scene.is_for(presser.id):
        desk.answer(press, desk.say(language, "press-not-yours"), alert=True)
        return
    try:
        if press.intent.verb == "take":
            await _acknowledge(desk, scene, presser.id, presser.name)
            desk.answer(press, desk.say(language, "incident-taken-toast"))
        else:
            await _close(desk, scene, presser.id, presser.name, Ending.NOT_A_CRISIS, "")
            desk.answer(press, desk.say(language, "incident-dismissed-toast"))
    except Refused as error:
        desk.answer(press, desk.say(language, error.key, **error.values), alert=True)


async def incidents(desk: Desk, request: Request, group: Group) -> None:
    """What is open, with buttons."""
    opened = await community(desk).incidents.open()
    language = await desk.language_of(request.asker.id, group.language)
    if not opened:
        await reply(desk, request, group, desk.say(language, "incidents-none"), privately=True)
        return
    lines, rows = [Markup.bold(desk.say(language, "incidents-title", count=len(opened)))], []
    for incident in opened[:20]:
        evidence = await community(desk).incidents.evidence(incident.id)
        lines.append(incident_line(desk, language, group.timezone, incident, len(evidence.people)))
        buttons = card_buttons(desk, language, incident)
        rows += [[replace(b, text=f"{incident.number} · {b.text}") for b in row] for row in buttons]
    await reply(desk, request, group, Markup("\n").join(lines), rows, privately=True)


async def ack(desk: Desk, request: Request, group: Group) -> None:
    """Take the incident with this number, or the only one that waits."""
    if not request.words:
        waiting = [incident for incident in await community(desk).incidents.open() if incident.wants_somebody]
        if len(waiting) != 1:
            await incidents(desk, request, group)
            return
        scene = await scene_of(desk, waiting[0])
    else:
        scene = await _numbered(desk, request)
    if scene is None:
        raise Refused("incident-unknown", number=request.args)
    await _acknowledge(desk, scene, request.asker.id, request.asker.name)
    language = await desk.language_of(request.asker.id, group.language)
    said = desk.say(language, "incident-taken-done", number=str(scene.incident.number))
    await reply(desk, request, group, said, privately=True)


async def close(desk: Desk, request: Request, group: Group) -> None:
    """Close an incident; the cause is what the next one will be understood by."""
    if not request.words:
        await incidents(desk, request, group)
        return
    cause = request.args.partition(request.words[0])[2].strip()
    if not cause:
        raise Misused
    scene = await _numbered(desk, request)
    if scene is None:
        raise Refused("incident-unknown", number=request.words[0])
    await _close(desk, scene, request.asker.id, request.asker.name, Ending.CLOSED, clip(cause, 500))
    language = await desk.language_of(request.asker.id, group.language)
    said = desk.say(language, "incident-closed-done", number=str(scene.incident.number))
    await reply(desk, request, group, said, privately=True)


async def _numbered(desk: Desk, request: Request) -> Scene | None:
    number = request.words[0].lstrip("#＃")
    if not number.isdecimal() or len(number) > 9:
        raise Misused
    incident = await community(desk).incidents.numbered(int(number))
    return await scene_of(desk, incident) if incident is not None else None
