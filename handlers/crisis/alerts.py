"""Alerts: everybody who can act is told, told again while nobody does, and told late if they could not be reached."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import msgspec

from bot.core.effect import EditMessage, Lane, Outcome, Repeat, Status
from bot.core.ids import ChatId, UserId
from bot.core.text import MESSAGE_LIMIT, Markup, clip
from bot.features.crisis import rules
from bot.features.crisis.model import Incident, Level
from bot.runtime.ticker import Due
from handlers.crisis.cards import card, card_buttons
from handlers.crisis.scene import Scene, community, scene_of
from handlers.crisis.unheard import cry, unheard_lately
from handlers.desk import Desk
from storage.people import Acquaintance

TOLD = "incident_told"
REMIND = "incident_remind"
CALM = "incident_calm"


async def alert(desk: Desk, scene: Scene, listeners: Sequence[Acquaintance], cries: set[ChatId]) -> None:
    """Tell everybody, and plan what happens if nobody takes it."""
    incident, schedules = scene.incident, desk.store.schedules(desk.work.mailbox)
    await tell(desk, scene, listeners)
    if incident.level is Level.BLUE:
        due = desk.now + timedelta(hours=scene.settings.calm_hours)
        schedules.set(f"incident:{incident.id}:calm", CALM, due, payload=str(incident.id))
        return
    schedules.cancel(f"incident:{incident.id}:calm")
    if not incident.is_acknowledged:
        _plan_reminder(desk, scene, 1)
    if not listeners:
        cry(desk, scene, cries)


async def tell(desk: Desk, scene: Scene, listeners: Sequence[Acquaintance], *, reminder: int = 0) -> None:
    """Send the card of the present round to these people, and note that they are being told."""
    incident = scene.incident
    silent = incident.level is Level.BLUE
    for listener in listeners:
        user_id = listener.user_id
        language = desk.house.texts.match(listener.speaks) if listener.speaks else scene.home.language
        text = card(desk, language, scene)
        if reminder:
            text = Markup("\n").join([desk.say(language, "incident-reminder", number=reminder), text])
        handle = _handle(incident, incident.alerts, user_id)
        desk.send(
            user_id,
            text,
            card_buttons(desk, language, incident),
            repeat=Repeat.WANTED,
            lane=None if silent else Lane.URGENT,
            silent=silent,
            handle=handle,
            report=TOLD,
            memo=handle,
        )
        community(desk).incidents.tell(incident, user_id, desk.now)


async def edit_cards(desk: Desk, scene: Scene, *, newest_only: bool = False) -> None:
    """Bring the cards up to date: all of them, or everybody's newest."""
    newest = {told.user_id: told.alert for told in scene.told}
    for told in scene.told:
        if told.status == Status.REFUSED.value or (newest_only and newest[told.user_id] != told.alert):
            continue
        language = await desk.language_of(told.user_id, scene.home.language)
        buttons = tuple(tuple(row) for row in card_buttons(desk, language, scene.incident))
        desk.work.emit(
            EditMessage(told.user_id, clip(card(desk, language, scene), MESSAGE_LIMIT), buttons),
            lane=Lane.URGENT,
            handle=_handle(scene.incident, told.alert, told.user_id),
        )


def _handle(incident: Incident, alert: int, user_id: int) -> str:
    return f"incident:{incident.id}:{alert}:{user_id}"


async def told(desk: Desk, body: bytes) -> None:
    """What became of one card: somebody out of reach is noted, and if that was the last one, the group is called."""
    outcome = msgspec.json.decode(body, type=Outcome)
    _, incident_id, alert, user_id = outcome.memo.split(":")
    store = community(desk)
    incident = await store.incidents.find(int(incident_id))
    scene = await scene_of(desk, incident) if incident is not None else None
    known = await desk.store.people.find(int(user_id))
    lost = not outcome.accepted
    nobody = (
        scene is not None
        and lost
        and incident is not None
        and incident.wants_somebody
        and all(
            told.user_id == int(user_id) or told.status in (Status.REFUSED.value, Status.LOST.value)
            for told in scene.told
            if told.alert == int(alert)
        )
    )
    cries = await unheard_lately(desk, list(scene.groups.values())) if scene is not None and nobody else set()
    store.incidents.settle_alert(int(incident_id), int(alert), int(user_id), outcome.status.value)
    if outcome.status is Status.REFUSED and known is not None and known.reachable:
        await desk.store.people.lose(int(user_id))
    if scene is not None and nobody:
        cry(desk, scene, cries)


async def reader(desk: Desk, body: bytes) -> None:
    """Somebody can be reached now: they are told of what is open and has not reached them."""
    user_id = UserId(msgspec.json.decode(body, type=int))
    scenes = []
    for incident in await community(desk).incidents.open():
        scene = await scene_of(desk, incident)
        if scene is not None and scene.is_for(user_id) and user_id not in scene.now_told:
            scenes.append(scene)
    listeners = await desk.store.people.reachable([user_id]) if scenes else []
    for scene in scenes:
        if scene.incident.level is not Level.BLUE:
            await tell(desk, scene, listeners)


def _plan_reminder(desk: Desk, scene: Scene, step: int) -> None:
    due = rules.reminder(step, scene.settings, desk.now)
    if due is not None:
        desk.store.schedules(desk.work.mailbox).set(
            f"incident:{scene.incident.id}:remind", REMIND, due, payload=f"{scene.incident.id}:{step}"
        )


async def remind(desk: Desk, body: bytes) -> None:
    """Nobody has taken an incident in time: everybody is told again, at last the owners."""
    incident_id, step = map(int, msgspec.json.decode(body, type=Due).payload.split(":"))
    incident = await community(desk).incidents.find(incident_id)
    scene = await scene_of(desk, incident) if incident is not None and incident.wants_somebody else None
    if scene is None:
        return
    listeners = await desk.store.people.reachable(scene.staff)
    cries = await unheard_lately(desk, list(scene.groups.values()), staff=listeners)
    if rules.is_last(step, scene.settings):
        listeners = [known for known in listeners if known.user_id in scene.owners] or listeners
    scene = replace(scene, incident=replace(scene.incident, alerts=scene.incident.alerts + 1))
    community(desk).incidents.set_level(scene.incident)
    await tell(desk, scene, listeners, reminder=step)
    _plan_reminder(desk, scene, step + 1)
    if not listeners:
        cry(desk, scene, cries)
