"""An alert that reaches nobody: the group is called to, without the details."""

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
    """Ask the administrators, in the group and without the details, to open the private chat; once an hour."""
    for group in scene.groups.values():
        if group.chat_id in cries:
            continue
        cries.add(group.chat_id)
        desk.store.troubles(group.chat_id).note(UNHEARD, desk.now)
        desk.send(
            group.chat_id,
            desk.say(group.language, "incident-nobody-reachable"),
            [[Button(desk.say(group.language, "open-private").plain(), url=desk.bot.start_link("alert"))]],
            repeat=Repeat.WANTED,
            lane=Lane.URGENT,
            expires_at=desk.now + CRY_EVERY,
        )
