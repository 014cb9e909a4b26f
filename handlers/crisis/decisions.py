"""What becomes of an incident by a button: taken, assigned, dismissed; the group slowed, posts held."""

from dataclasses import replace

import msgspec

from bot.core.effect import Outcome, Repeat
from bot.core.errors import Refused
from bot.core.ids import UserId, chat_mailbox, community_mailbox
from bot.features.crisis.model import Ending, Step
from handlers.crisis.alerts import edit_cards, show_chart
from handlers.crisis.drill import finish_drill
from handlers.crisis.endings import end
from handlers.crisis.looking import chart_of
from handlers.crisis.outside import tell_outside
from handlers.crisis.scene import Scene, community, scene_of
from handlers.crisis.slowing import SLOW, UNSLOW, Done, Order
from handlers.desk import Desk
from handlers.keyboards import Press, button

PRESSED = "incident_pressed"
GIVEN = "incident_given"
MOST_NAMES = 20


async def incident_pressed(desk: Desk, press: Press) -> None:
    """A button of a card: the incident's community decides."""
    community_id = await desk.store.desks.of_incident(press.intent.number())
    if community_id is None:
        raise Refused("press-old")
    desk.work.forward(community_mailbox(community_id), PRESSED, press)


async def pressed(desk: Desk, press: Press) -> None:
    """Do what a button says; the right is checked now."""
    presser = press.presser
    incident = await community(desk).incidents.find(press.intent.number())
    scene = await scene_of(desk, incident) if incident is not None else None
    language = await desk.language_of(presser.id, scene.home.language if scene is not None else None)
    if scene is None:
        desk.answer(press, desk.say(language, "press-old"))
        return
    if not scene.is_for(presser.id):
        desk.answer(press, desk.say(language, "press-not-yours"), alert=True)
        return
    try:
        await _do(desk, scene, press, language)
    except Refused as error:
        desk.answer(press, desk.say(language, error.key, **error.values), alert=True)


async def _do(desk: Desk, scene: Scene, press: Press, language: str) -> None:
    presser = press.presser
    match press.intent.verb:
        case "take":
            await acknowledge(desk, scene, presser.id, presser.name)
            desk.answer(press, desk.say(language, "incident-taken-toast"))
        case "dismiss":
            await end(desk, scene, presser.id, presser.name, Ending.NOT_A_CRISIS, "")
            desk.answer(press, desk.say(language, "incident-dismissed-toast"))
        case "assign":
            _ask_whom(desk, scene, press, language)
        case "to":
            chosen = UserId(press.intent.number(1))
            await assign(desk, scene, chosen, presser.name)
            desk.answer(press, desk.say(language, "incident-assigned-toast", name=scene.names.get(chosen, "")))
        case "chart":
            chart = await chart_of(desk, scene.incident)
            desk.answer(press)
            show_chart(desk, language, scene, chart, press.chat_id)
        case "slow" | "unslow":
            await _pace(desk, scene, press, language)
        case "hold" | "release":
            await _hold(desk, scene, presser.name, holds=press.intent.verb == "hold")
            desk.answer(press, desk.say(language, f"incident-{press.intent.verb}-toast"))
        case _:
            raise Refused("press-old")


def _must_be_open(scene: Scene) -> None:
    if not scene.incident.is_open:
        raise Refused("incident-closed-already", number=str(scene.incident.number))


async def acknowledge(desk: Desk, scene: Scene, user_id: int, name: str) -> None:
    """The first to take it has it; every card says who and when."""
    incident = scene.incident
    _must_be_open(scene)
    if incident.is_acknowledged:
        raise Refused("incident-taken-already", number=str(incident.number), name=incident.acknowledged_name or "")
    if incident.is_drill:
        await finish_drill(desk, scene, user_id, name)
        return
    taken = replace(incident, acknowledged_at=desk.now, acknowledged_by=user_id, acknowledged_name=name)
    community(desk).incidents.save(taken)
    community(desk).incidents.note(incident.id, desk.now, Step.TAKEN, name)
    desk.store.schedules(desk.work.mailbox).cancel(f"incident:{incident.id}:remind")
    taken_scene = replace(scene, incident=taken)
    await edit_cards(desk, taken_scene)
    tell_outside(desk, taken_scene, Step.TAKEN)


async def assign(desk: Desk, scene: Scene, user_id: UserId, by: str) -> None:
    """Give an incident to somebody of the staff, who is told; once they have heard, it counts as taken."""
    _must_be_open(scene)
    name = scene.names.get(user_id)
    if name is None:
        raise Refused("incident-assign-whom")
    if scene.incident.is_drill:
        await finish_drill(desk, scene, user_id, name)
        return
    reachable = await desk.store.people.reachable([user_id])
    language = await desk.language_of(user_id, scene.home.language)
    incident = replace(scene.incident, assigned_to=user_id, assigned_name=name)
    community(desk).incidents.save(incident)
    community(desk).incidents.note(incident.id, desk.now, Step.ASSIGNED, by, name)
    await edit_cards(desk, replace(scene, incident=incident))
    if reachable:
        said = desk.say(language, "incident-yours", number=str(incident.number), by=by)
        desk.send(user_id, said, repeat=Repeat.WANTED, report=GIVEN, memo=f"{incident.id}:{user_id}")


async def given(desk: Desk, body: bytes) -> None:
    """Whom an incident was given to has heard of it, which counts as taken; or not, and others are reminded as before."""
    outcome = msgspec.json.decode(body, type=Outcome)
    incident_id, user_id = (int(part) for part in outcome.memo.split(":"))
    incident = await community(desk).incidents.find(incident_id)
    scene = await scene_of(desk, incident) if incident is not None else None
    if scene is None or not scene.incident.wants_somebody or scene.incident.assigned_to != user_id:
        return
    if not outcome.accepted:
        return
    name = scene.incident.assigned_name
    taken = replace(scene.incident, acknowledged_at=desk.now, acknowledged_by=user_id, acknowledged_name=name)
    community(desk).incidents.save(taken)
    desk.store.schedules(desk.work.mailbox).cancel(f"incident:{taken.id}:remind")
    taken_scene = replace(scene, incident=taken)
    await edit_cards(desk, taken_scene)
    tell_outside(desk, taken_scene, Step.TAKEN)


def _ask_whom(desk: Desk, scene: Scene, press: Press, language: str) -> None:
    _must_be_open(scene)
    names = list(scene.names.items())[:MOST_NAMES]
    buttons = [button(name, "incident", "to", scene.incident.id, user) for user, name in names]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    desk.answer(press)
    text = desk.say(language, "incident-assign-which", number=str(scene.incident.number))
    desk.send(press.chat_id, text, rows, thread_id=press.thread_id)


async def _pace(desk: Desk, scene: Scene, press: Press, language: str) -> None:
    """Slow every group it touches down, or give them their pace back."""
    _must_be_open(scene)
    desk.answer(press, desk.say(language, f"incident-{press.intent.verb}-toast"))
    if press.intent.verb == "slow":
        order = Order(scene.incident.id, press.presser.id, press.presser.name)
        for chat_id in scene.groups:
            desk.work.forward(chat_mailbox(chat_id), SLOW, order)
        return
    for chat_id in scene.groups:
        desk.work.forward(chat_mailbox(chat_id), UNSLOW, scene.incident.id)
    community(desk).incidents.note(scene.incident.id, desk.now, Step.RESTORED, press.presser.name)
    await edit_cards(desk, replace(scene, slowed=False))


async def slowed(desk: Desk, body: bytes) -> None:
    """A group has been slowed down, and every card says so; or it could not be, and who wanted it hears that."""
    done = msgspec.json.decode(body, type=Done)
    incident = await community(desk).incidents.find(done.order.incident_id)
    scene = await scene_of(desk, incident) if incident is not None else None
    group = await desk.group(done.chat_id)
    if scene is None or group is None or not scene.incident.is_open:
        return
    language = await desk.language_of(done.order.by, scene.home.language)
    if done.ok:
        said = f"{done.order.name} · {group.title}" if len(scene.groups) > 1 else done.order.name
        community(desk).incidents.note(scene.incident.id, desk.now, Step.SLOWED, said)
        await edit_cards(desk, scene)
    elif await desk.store.people.reachable([done.order.by]):
        desk.send(done.order.by, desk.say(language, "incident-slow-failed", group=group.title), repeat=Repeat.WANTED)


async def unslowed(desk: Desk, body: bytes) -> None:
    """A group has got its pace back by itself."""
    incident = await community(desk).incidents.find(msgspec.json.decode(body, type=int))
    scene = await scene_of(desk, incident) if incident is not None else None
    if scene is not None and scene.incident.is_open:
        community(desk).incidents.note(scene.incident.id, desk.now, Step.RESTORED)
        await edit_cards(desk, replace(scene, slowed=False))


async def _hold(desk: Desk, scene: Scene, by: str, *, holds: bool) -> None:
    """Let promotional posts wait, or go out in spite of it."""
    _must_be_open(scene)
    incident = replace(scene.incident, holds_posts=holds)
    community(desk).incidents.save(incident)
    community(desk).incidents.note(incident.id, desk.now, Step.HELD if holds else Step.RELEASED, by)
    await edit_cards(desk, replace(scene, incident=incident))
