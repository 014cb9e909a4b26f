"""An alert that reaches nobody in private: the admins' own group is told so, else the group, without the details."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.core.effect import Button, Lane, Repeat
from bot.core.ids import ChatId
from bot.features.settings.model import Group
from handlers.crisis.scene import Scene
from handlers.desk import Desk

UNHEARD = "crisis_unheard"
"""The trouble of an alert that reached nobody."""
CRY_EVERY = timedelta(hours=1)


async def unheard_lately(desk: Desk, groups: Sequence[Group], *, staff: Collection[object] = ()) -> set[ChatId]:
    """The groups that were called to less than an hour ago; not looked up when somebody of the staff can be reached."""
    found: set[ChatId] = set()
    if staff:
        return found
    for group in groups:
        lately = await desk.store.troubles(group.chat_id).since(desk.now - CRY_EVERY)
        if any(trouble.kind == UNHEARD and trouble.last_at > desk.now - CRY_EVERY for trouble in lately):
            found.add(group.chat_id)
    return found


def cry(desk: Desk, scene: Scene, cries: set[ChatId]) -> None:
    """Ask the administrators to open the private chat; once an hour for each group.

    Of a drill the members see nothing: it is its report that says who was out of reach.
    """
    place = scene.admin_chat
    if scene.incident.is_drill and place is None:
        return
    for group in scene.groups.values():
        if group.chat_id in cries:
            continue
        cries.add(group.chat_id)
        desk.store.troubles(group.chat_id).note(UNHEARD, desk.now)
        if place is None:
            _call(desk, group, "incident-nobody-reachable")
        elif group is scene.home:
            _call(desk, place, "incident-nobody-in-private")


def _call(desk: Desk, place: Group, key: str) -> None:
    desk.send(
        place.chat_id,
        desk.say(place.language, key),
        [[Button(desk.say(place.language, "open-private").plain(), url=desk.bot.start_link("alert"))]],
        repeat=Repeat.WANTED,
        lane=Lane.URGENT,
        expires_at=desk.now + CRY_EVERY,
    )
