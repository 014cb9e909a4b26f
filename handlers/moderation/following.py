"""A list of cases follows what is undone from it."""

import msgspec

from bot.core.effect import EditMessage
from bot.core.errors import Refused
from bot.core.ids import community_mailbox, mailbox_id
from bot.core.text import Markup
from bot.features.settings.model import Group
from handlers.desk import Desk, Rows
from handlers.keyboards import Press
from handlers.moderation.hourly import list_of_hour
from handlers.moderation.listing import Listing, list_in

LIST_CHANGED = "case_list_changed"


def follow(desk: Desk, group: Group, press: Press) -> None:
    """A case was undone by a press: have its list, if that is where it was pressed, say so."""
    listing = _listing(press)
    if listing is None or not press.message_id:
        return
    mailbox = community_mailbox(press.intent.number(2)) if listing is Listing.HOUR else group.mailbox
    desk.work.forward(mailbox, LIST_CHANGED, press)


def _listing(press: Press) -> Listing | None:
    """What is listed where somebody pressed; None for a card."""
    named = press.intent.arguments[1:2]
    return Listing(named[0]) if named and named[0] in list(Listing) else None


async def list_changed(desk: Desk, body: bytes) -> None:
    """Show a list as it is now."""
    press = msgspec.json.decode(body, type=Press)
    try:
        text, buttons = await _composed(desk, press)
    except Refused:
        return
    rows = tuple(tuple(row) for row in buttons)
    desk.work.emit(EditMessage(press.chat_id, text, rows, message_id=press.message_id))


async def _composed(desk: Desk, press: Press) -> tuple[Markup, Rows]:
    """The list, for who pressed.

    Raises:
        Refused: nothing is left of it to be seen by them.
    """
    listing, reader_id, number = _listing(press), press.presser.id, press.intent.number
    if listing is Listing.HOUR:
        return await list_of_hour(desk, reader_id, number(2), number(3), number(4))
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None or listing is None:
        raise Refused("case-none")
    language = await desk.language_of(reader_id, group.language)
    return await list_in(desk, group, language, listing, number(2))
