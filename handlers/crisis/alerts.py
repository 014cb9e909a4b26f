"""Alerts: whoever is on duty is told, the next one while nobody acts, and late those who could not be reached."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec

from bot.core.effect import EditMessage, Lane, Outcome, Repeat, SendPicture, Status
from bot.core.ids import ChatId, EffectId, UserId
from bot.core.text import MESSAGE_LIMIT, Markup, clip
from bot.features.crisis.escalation import asked, reminder
from bot.features.crisis.model import Incident, Level, Step
from bot.runtime.ticker import Due
from handlers.crisis.cards import card, card_buttons
from handlers.crisis.chart import Chart, drawn
from handlers.crisis.scene import Scene, community, scene_of
from handlers.crisis.unheard import cry, unheard_lately
from handlers.desk import Desk
from storage.people import Acquaintance

TOLD = "incident_told"
REMIND = "incident_remind"
CALM = "incident_calm"
CHART_PATIENCE = timedelta(minutes=10)
A_DAY = timedelta(days=1)
TOGETHER = "、"
"""Between the names in a line of the timeline."""


@dataclass(frozen=True, slots=True)
class Round:
    """Whom an alert may go to: who can be reached, how often each was told today, and which groups were called to."""

    reachable: dict[UserId, Acquaintance]
    today: dict[int, int]
    cries: set[ChatId]


async def round_for(desk: Desk, scene: Scene) -> Round:
    """Gather it, before anything is written."""
    reachable = {known.user_id: known for known in await desk.store.people.reachable(scene.staff)}
    today = await community(desk).incidents.alerts_since(desk.now - A_DAY)
    cries = await unheard_lately(desk, list(scene.groups.values()), staff=reachable)
    return Round(reachable, today, cries)


async def alert(desk: Desk, scene: Scene, around: Round, chart: Chart | None = None) -> None:
    """Tell those it is for, and plan what happens if nobody takes it."""
    incident, schedules = scene.incident, desk.store.schedules(desk.work.mailbox)
    await _tell_round(desk, scene, around, 0, chart)
    if incident.level is Level.BLUE:
        due = desk.now + timedelta(hours=scene.settings.calm_hours)
        schedules.set(f"incident:{incident.id}:calm", CALM, due, payload=str(incident.id))
        return
    schedules.cancel(f"incident:{incident.id}:calm")
    if not incident.is_acknowledged:
        _plan_reminder(desk, scene, 1)


async def _tell_round(desk: Desk, scene: Scene, around: Round, step: int, chart: Chart | None) -> None:
    """Tell those whose turn it is; when nobody can be reached, say so where staff will see it."""
    level = scene.incident.level
    turn = asked(step, level, scene.settings, staff=scene.staff, owners=scene.owners, reachable=around.reachable)
    if not Level.YELLOW.rank < level.rank:
        turn = tuple(user for user in turn if around.today.get(user, 0) < scene.settings.alerts_a_day)
    people = [around.reachable[user] for user in turn]
    await tell(desk, scene, people, number=step, chart=chart, in_admin_chat=True)
    if not around.reachable and level is not Level.BLUE:
        community(desk).incidents.note(scene.incident.id, desk.now, Step.UNHEARD)
        cry(desk, scene, around.cries)


async def tell(
    desk: Desk,
    scene: Scene,
    people: Sequence[Acquaintance],
    *,
    number: int = 0,
    chart: Chart | None = None,
    in_admin_chat: bool = False,
) -> None:
    """Send the card of the present round, and note who is being told. ``number``: of the reminder."""
    match = desk.house.texts.match
    incident, names = scene.incident, []
    for person in people:
        _send(
            desk, scene, person.user_id, match(person.speaks) if person.speaks else scene.home.language, number, chart
        )
        names.append(person.name)
    place = scene.admin_chat
    if (
        in_admin_chat
        and place is not None
        and (place.chat_id, incident.alerts) not in {(told.user_id, told.alert) for told in scene.told}
    ):
        _send(desk, scene, place.chat_id, place.language, number, chart)
        names.append(place.title)
    if names:
        step = Step.REMINDED if number else Step.TOLD
        community(desk).incidents.note(incident.id, desk.now, step, said=TOGETHER.join(names))


def _send(desk: Desk, scene: Scene, chat_id: int, language: str, number: int, chart: Chart | None) -> None:
    """One card, and its chart below it."""
    incident = scene.incident
    silent = incident.level is Level.BLUE
    text = card(desk, language, scene)
    if number:
        text = Markup("\n").join([desk.say(language, "incident-reminder", number=number), text])
    handle = _handle(incident, incident.alerts, chat_id)
    sent = desk.send(
        chat_id,
        clip(text, MESSAGE_LIMIT),
        card_buttons(desk, language, incident, slowed=scene.slowed),
        repeat=Repeat.WANTED,
        lane=None if silent else Lane.URGENT,
        silent=silent,
        handle=handle,
        report=TOLD,
        memo=handle,
    )
    community(desk).incidents.tell(incident, chat_id, desk.now)
    if chart is not None:
        show_chart(desk, language, scene, chart, chat_id, after=sent)


def show_chart(
    desk: Desk, language: str, scene: Scene, chart: Chart, chat_id: int, *, after: EffectId | None = None
) -> None:
    """The chart of an incident as a picture, below what comes before it."""
    picture = msgspec.to_builtins(drawn(desk, language, scene, chart))
    caption = desk.say(language, "incident-chart-caption", number=str(scene.incident.number))
    desk.work.emit(
        SendPicture(chat_id, picture, caption, silent=True), after=after, expires_at=desk.now + CHART_PATIENCE
    )


async def edit_cards(desk: Desk, scene: Scene, *, newest_only: bool = False) -> None:
    """Bring the cards up to date: all of them, or everybody's newest."""
    newest = {told.user_id: told.alert for told in scene.told}
    for told in scene.told:
        if told.status == Status.REFUSED.value or (newest_only and newest[told.user_id] != told.alert):
            continue
        if scene.admin_chat is not None and told.user_id == scene.admin_chat.chat_id:
            language = scene.admin_chat.language
        else:
            language = await desk.language_of(told.user_id, scene.home.language)
        buttons = tuple(tuple(row) for row in card_buttons(desk, language, scene.incident, slowed=scene.slowed))
        desk.work.emit(
            EditMessage(told.user_id, clip(card(desk, language, scene), MESSAGE_LIMIT), buttons),
            lane=Lane.URGENT,
            handle=_handle(scene.incident, told.alert, told.user_id),
        )


def _handle(incident: Incident, alert: int, user_id: int) -> str:
    return f"incident:{incident.id}:{alert}:{user_id}"


async def told(desk: Desk, body: bytes) -> None:
    """What became of one card: somebody out of reach is noted, and if that was the last one, the next is told at once."""
    outcome = msgspec.json.decode(body, type=Outcome)
    _, incident_id, alert_number, user_id = outcome.memo.split(":")
    store, person = community(desk), int(user_id)
    incident = await store.incidents.find(int(incident_id))
    scene = await scene_of(desk, incident) if incident is not None else None
    known = await desk.store.people.find(person) if person > 0 else None
    lost = scene is not None and not outcome.accepted and scene.incident.wants_somebody
    unheard = lost and scene is not None and _nobody_heard(scene, int(alert_number), person)
    around = await round_for(desk, scene) if unheard and scene is not None else None
    store.incidents.settle_alert(int(incident_id), int(alert_number), person, outcome.status.value)
    if outcome.status is Status.REFUSED and known is not None and known.reachable:
        await desk.store.people.lose(person)
    if scene is None or around is None:
        return
    around.reachable.pop(UserId(person), None)
    already = {each.user_id for each in scene.told if each.alert == int(alert_number)}
    others = [each for user, each in around.reachable.items() if user not in already]
    if others and int(alert_number) == scene.incident.alerts:
        await tell(desk, scene, others)
    elif not around.reachable:
        store.incidents.note(scene.incident.id, desk.now, Step.UNHEARD)
        cry(desk, scene, around.cries)


def _nobody_heard(scene: Scene, alert_number: int, person: int) -> bool:
    """Whether, without this person, nobody of a round was reached."""
    lost = (Status.REFUSED.value, Status.LOST.value)
    return all(each.user_id == person or each.status in lost for each in scene.told if each.alert == alert_number)


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
    due = reminder(step, scene.incident.level, scene.settings, desk.now)
    if due is not None:
        desk.store.schedules(desk.work.mailbox).set(
            f"incident:{scene.incident.id}:remind", REMIND, due, payload=f"{scene.incident.id}:{step}"
        )


async def remind(desk: Desk, body: bytes) -> None:
    """Nobody has taken an incident in time: the next on duty is asked, at last the owners."""
    incident_id, step = map(int, msgspec.json.decode(body, type=Due).payload.split(":"))
    incident = await community(desk).incidents.find(incident_id)
    scene = await scene_of(desk, incident) if incident is not None and incident.wants_somebody else None
    if scene is None:
        return
    around = await round_for(desk, scene)
    scene = replace(scene, incident=replace(scene.incident, alerts=scene.incident.alerts + 1))
    community(desk).incidents.save(scene.incident)
    await _tell_round(desk, scene, around, step, None)
    _plan_reminder(desk, scene, step + 1)
