"""How an incident ends: every card says so, posts go out again, and the review is written."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.errors import Refused
from bot.core.ids import chat_mailbox
from bot.features.crisis.model import Ending, Entry, Level, Step
from handlers.crisis.aftercare import offer
from handlers.crisis.alerts import edit_cards
from handlers.crisis.drill import finish_drill
from handlers.crisis.looking import chart_of
from handlers.crisis.outside import tell_outside
from handlers.crisis.review import send_review
from handlers.crisis.scene import Scene, community
from handlers.crisis.slowing import UNSLOW
from handlers.desk import Desk


async def end(desk: Desk, scene: Scene, user_id: int | None, name: str | None, ending: Ending, cause: str) -> None:
    """Close an incident. ``user_id`` and ``name`` are None when it ends by itself.

    Raises:
        Refused: it is closed already.
    """
    incident, store = scene.incident, community(desk)
    if not incident.is_open:
        raise Refused("incident-closed-already", number=str(incident.number))
    if incident.is_drill:
        await finish_drill(desk, scene, user_id, name)
        return
    log = await store.incidents.log(incident.id)
    sayings = await store.incidents.sayings(incident.id)
    slowed = await store.slowed.chats(incident.id)
    reachable = await desk.store.people.reachable(scene.staff)
    reviewed = ending is Ending.CLOSED or (ending is Ending.CALM and _was_serious(log))
    chart = await chart_of(desk, incident) if reviewed else None
    closed = replace(incident, closed_at=desk.now, closed_by=user_id, closed_name=name, ending=ending, cause=cause)
    store.incidents.save(closed)
    store.incidents.note(incident.id, desk.now, Step.CLOSED, name or "", cause or ending.value)
    schedules = desk.store.schedules(desk.work.mailbox)
    for plan in ("remind", "calm", "look"):
        schedules.cancel(f"incident:{incident.id}:{plan}")
    for chat_id in slowed:
        desk.work.forward(chat_mailbox(chat_id), UNSLOW, incident.id)
    after = replace(scene, incident=closed)
    await edit_cards(desk, after)
    tell_outside(desk, after, Step.CLOSED)
    if reviewed:
        now = Entry(desk.now, Step.CLOSED, name or "", cause or ending.value)
        send_review(desk, after, [*log, now], sayings, reachable, chart)
    if ending is Ending.CLOSED and user_id is not None:
        await offer(desk, after, user_id)


def _was_serious(log: Sequence[Entry]) -> bool:
    """Whether it was orange or red at its worst: then it is worth looking back at, though it passed by itself."""
    levels = [Level(entry.said) for entry in log if entry.step in (Step.OPENED, Step.ROSE)]
    return any(level.rank >= Level.ORANGE.rank for level in levels)
