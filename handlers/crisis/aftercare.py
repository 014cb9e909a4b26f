"""After an incident: what was changed, a word to those who complained, and a look at the mood a week later."""

from datetime import timedelta

import msgspec

from bot.core.effect import Repeat
from bot.core.errors import Refused
from bot.core.ids import community_mailbox
from bot.core.text import Markup
from bot.features.crisis.climate import share_of
from bot.features.crisis.detection import HOUR
from bot.features.crisis.history import seconds
from bot.features.crisis.model import Incident, Step
from bot.runtime.ticker import Due
from handlers.crisis.looking import crowd_of
from handlers.crisis.scene import Scene, community, scene_of
from handlers.crisis.statements import draft
from handlers.desk import Desk
from handlers.keyboards import Press, button

CARE = "incident_care"
A_WEEK_LATER = "incident_week"
WEEK = timedelta(days=7)


async def offer(desk: Desk, scene: Scene, user_id: int) -> None:
    """Offer it to who has closed the incident, and plan the look a week later."""
    incident = scene.incident
    language = await desk.language_of(user_id, scene.home.language)
    say = desk.say
    rows = [
        [button(say(language, "care-changed-button").plain(), "care", "changed", incident.id)],
        [button(say(language, "care-follow-button").plain(), "care", "follow", incident.id)],
    ]
    desk.send(user_id, say(language, "care-offer", number=str(incident.number)), rows, repeat=Repeat.WANTED)
    key = f"incident:{incident.id}:week"
    desk.store.schedules(desk.work.mailbox).set(key, A_WEEK_LATER, desk.now + WEEK, payload=str(incident.id))


async def care_pressed(desk: Desk, press: Press) -> None:
    """A button of the offer: the incident's community decides."""
    community_id = await desk.store.desks.of_incident(press.intent.number())
    if community_id is None:
        raise Refused("press-old")
    desk.work.forward(community_mailbox(community_id), CARE, press)


async def care(desk: Desk, press: Press) -> None:
    """Draft what was changed, or write to those who complained."""
    incident = await community(desk).incidents.find(press.intent.number())
    scene = await scene_of(desk, incident) if incident is not None else None
    language = await desk.language_of(press.presser.id)
    if scene is None or not scene.is_for(press.presser.id):
        desk.answer(press, desk.say(language, "press-not-yours"), alert=True)
        return
    if press.intent.verb == "changed":
        text = desk.say(scene.home.language, "care-changed-text", cause=scene.incident.cause or "").plain()
        try:
            await draft(desk, scene.home, press.presser.id, press.presser.name, text)
        except Refused as error:
            desk.answer(press, desk.say(language, error.key, **error.values), alert=True)
            return
        desk.answer(press, desk.say(language, "statement-drafted"))
        return
    if any(entry.step is Step.FOLLOWED for entry in await community(desk).incidents.log(scene.incident.id)):
        desk.answer(press, desk.say(language, "care-followed-already"), alert=True)
        return
    people = sorted(scene.evidence.people)
    reached = await desk.store.people.reachable(people)
    for person in reached:
        theirs = await desk.language_of(person.user_id, scene.home.language)
        said = desk.say(theirs, "care-follow-text", group=scene.home.title, cause=scene.incident.cause or "")
        # Somebody who complained and hears nothing is worse than somebody who hears it twice.
        desk.send(person.user_id, said, repeat=Repeat.WANTED, handle=f"care:{scene.incident.id}:{person.user_id}")
    if reached:
        community(desk).incidents.note(
            scene.incident.id, desk.now, Step.FOLLOWED, press.presser.name, str(len(reached))
        )
    desk.answer(press, desk.say(language, "care-followed", count=len(reached), of=len(people)), alert=True)


async def a_week_later(desk: Desk, body: bytes) -> None:
    """Say how the mood has been in the week after, against the week of the incident."""
    incident = await community(desk).incidents.find(int(msgspec.json.decode(body, type=Due).payload))
    scene = await scene_of(desk, incident) if incident is not None else None
    if scene is None or scene.incident.closed_by is None:
        return
    again = await community(desk).incidents.latest(scene.incident.folded)
    crowd = await crowd_of(desk, desk.now)
    end, before = seconds(desk.now), seconds(scene.incident.opened_at)
    now = share_of(*crowd.mood(end - 7 * 24 * HOUR, end))
    then = share_of(*crowd.mood(before - 7 * 24 * HOUR, before))
    who = scene.incident.closed_by
    if not await desk.store.people.reachable([who]):
        return
    language = await desk.language_of(who, scene.home.language)
    lines = [desk.say(language, "care-week", number=str(scene.incident.number))]
    if now.senders and then.senders:
        shares = {"now": round(100 * now.share), "before": round(100 * then.share)}
        lines.append(desk.say(language, "care-week-mood", **shares))
    came_back = _is_newer(again, scene.incident)
    lines.append(desk.say(language, "care-week-again" if came_back else "care-week-quiet"))
    desk.send(who, Markup("\n").join(lines), repeat=Repeat.WANTED)


def _is_newer(found: Incident | None, incident: Incident) -> bool:
    return found is not None and found.number > incident.number
