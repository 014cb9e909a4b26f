"""The desk by command: what is open, who takes it, what is noted, why it was closed."""

from dataclasses import replace
from datetime import timedelta

import msgspec

from bot.core.effect import Button
from bot.core.errors import Refused
from bot.core.ids import UserId
from bot.core.text import Markup, clip
from bot.features.crisis.model import Ending, Level, Step
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.commands import Misused, Request, reply
from handlers.crisis.alerts import CALM
from handlers.crisis.cards import card_buttons, incident_line
from handlers.crisis.decisions import acknowledge, assign
from handlers.crisis.endings import end
from handlers.crisis.scene import Scene, community, scene_of
from handlers.desk import Desk

LISTED = 20
LATELY = 5
"""Closed incidents in the list."""
LONGEST_NOTE = 500


async def incidents(desk: Desk, request: Request, group: Group) -> None:
    """What is open, with buttons, and what was closed last."""
    store = community(desk).incidents
    opened, closed = await store.open(), await store.closed(LATELY)
    language = await desk.language_of(request.asker.id, group.language)
    title = Markup.bold(desk.say(language, "incidents-title", count=len(opened)))
    lines = [title if opened else desk.say(language, "incidents-none")]
    rows: list[list[Button]] = []
    for incident in opened[:LISTED]:
        evidence = await store.evidence(incident.id)
        lines.append(incident_line(desk, language, group.timezone, incident, len(evidence.people)))
        first = card_buttons(desk, language, incident)[0]
        rows.append([replace(b, text=f"{incident.number} · {b.text}") for b in first])
    if closed:
        lines.append(Markup.bold(desk.say(language, "incidents-closed")))
        lines += [incident_line(desk, language, group.timezone, each, each.peak) for each in closed]
    await reply(desk, request, group, Markup("\n").join(lines), rows, privately=True)


async def ack(desk: Desk, request: Request, group: Group) -> None:
    """Take the incident with this number, or the only one that waits."""
    if not request.words:
        waiting = [incident for incident in await community(desk).incidents.open() if incident.wants_somebody]
        if len(waiting) != 1:
            await incidents(desk, request, group)
            return
        scene = await scene_of(desk, waiting[0])
        if scene is None:
            raise Refused("incident-unknown", number=str(waiting[0].number))
    else:
        scene = await _numbered(desk, request)
    await acknowledge(desk, scene, request.asker.id, request.asker.name)
    await _done(desk, request, group, "incident-taken-done", scene)


async def assign_command(desk: Desk, request: Request, group: Group) -> None:
    """Give an incident to somebody of the staff."""
    if not request.words:
        await incidents(desk, request, group)
        return
    scene = await _numbered(desk, request)
    user_id = _whom(request, scene)
    await assign(desk, scene, user_id, request.asker.name)
    await _done(desk, request, group, "incident-assigned-done", scene, name=scene.names[user_id])


def _whom(request: Request, scene: Scene) -> UserId:
    """Who of the staff is meant: ``@user``, a mention or a number.

    Raises:
        Misused: nobody is named.
        Refused: they do not run any of the groups.
    """
    if request.message.mentions:
        wanted: int | str = request.message.mentions[0].id
    elif len(request.words) < 2:
        raise Misused
    else:
        word = request.words[1]
        wanted = int(word) if word.isdecimal() else word.removeprefix("@").casefold()
    for one in scene.groups.values():
        for admin in one.admins.values():
            if not admin.is_bot and wanted in (admin.user_id, (admin.username or "").casefold()):
                return admin.user_id
    raise Refused("incident-assign-whom")


async def note(desk: Desk, request: Request, group: Group) -> None:
    """Add to an incident's timeline."""
    scene, text = await _with_text(desk, request)
    community(desk).incidents.note(
        scene.incident.id, desk.now, Step.NOTED, request.asker.name, clip(text, LONGEST_NOTE)
    )
    await _done(desk, request, group, "incident-noted-done", scene)


async def close(desk: Desk, request: Request, group: Group) -> None:
    """Close an incident; the cause is what the next one will be understood by."""
    if not request.words:
        await incidents(desk, request, group)
        return
    scene, cause = await _with_text(desk, request)
    await end(desk, scene, request.asker.id, request.asker.name, Ending.CLOSED, clip(cause, LONGEST_NOTE))
    await _done(desk, request, group, "incident-closed-done", scene)


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
    await end(desk, scene, None, None, Ending.CALM, "")


async def _done(desk: Desk, request: Request, group: Group, key: str, scene: Scene, **values: str) -> None:
    language = await desk.language_of(request.asker.id, group.language)
    said = desk.say(language, key, number=str(scene.incident.number), **values)
    await reply(desk, request, group, said, privately=True)


async def _with_text(desk: Desk, request: Request) -> tuple[Scene, str]:
    text = request.args.partition(request.words[0])[2].strip() if request.words else ""
    if not text:
        raise Misused
    return await _numbered(desk, request), text


async def _numbered(desk: Desk, request: Request) -> Scene:
    """The incident that is called by its number.

    Raises:
        Misused: there is no number.
        Refused: there is no such incident.
    """
    number = request.words[0].lstrip("#＃")
    if not number.isdecimal() or len(number) > 9:
        raise Misused
    incident = await community(desk).incidents.numbered(int(number))
    scene = await scene_of(desk, incident) if incident is not None else None
    if scene is None:
        raise Refused("incident-unknown", number=number)
    return scene
