"""The way to the panel: in private, from the group by a link, or by choosing the group."""

import msgspec

from bot.core.effect import Button
from bot.core.event import Person
from bot.core.ids import chat_mailbox, mailbox_id
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Request, reply
from handlers.desk import Desk
from handlers.panel import pages

OPEN = "panel_open"


class Opening(msgspec.Struct, frozen=True):
    """Somebody followed the link from the group."""

    person: Person


async def panel(desk: Desk, request: Request, group: Group) -> None:
    """Show the panel in private; in the group, the way there."""
    if request.in_private:
        language = await desk.language_of(request.asker.id, group.language)
        desk.send(request.message.chat_id, *pages.home(desk, group, language))
        return
    door = Button(desk.say(group.language, "panel-open").plain(), url=desk.bot.start_link(f"panel_{group.chat_id}"))
    await reply(desk, request, group, desk.say(group.language, "panel-in-private"), [[door]])


async def followed(desk: Desk, person: Person, rest: str) -> None:
    """Somebody came from the group: its mailbox knows whether they may."""
    group = await desk.group(int(rest)) if rest.removeprefix("-").isdecimal() else None
    if group is None or not group.is_admin(person.id):
        desk.send(person.id, desk.say(await desk.language_of(person.id), "no-group-of-yours"))
        return
    desk.work.forward(chat_mailbox(group.chat_id), OPEN, Opening(person))


async def opened(desk: Desk, body: bytes) -> None:
    """Show the panel to who came from the group, if they still run it."""
    person = msgspec.json.decode(body, type=Opening).person
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    language = await desk.language_of(person.id, group.language)
    group = await access.fresh(desk, group)
    if group.is_admin(person.id):
        desk.send(person.id, *pages.home(desk, group, language))
