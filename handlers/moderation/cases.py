"""Asking about cases: take one back or look at it, from a card, a command or a reply."""

from bot.core.errors import Refused
from bot.core.ids import chat_mailbox
from bot.features.moderation.model import Case
from bot.features.settings.model import Group
from handlers.commands import Request, reply
from handlers.desk import Desk
from handlers.keyboards import Press
from handlers.moderation.cards import compose
from handlers.moderation.grants import fulfil
from handlers.moderation.listing import list_newest
from handlers.moderation.places import place_of
from handlers.moderation.wishes import WISH, Wish


async def pressed(desk: Desk, press: Press) -> None:
    """A button of a card: the case's group decides."""
    case_id = press.intent.number()
    chat_id = await desk.store.group_of_case(case_id)
    if chat_id is None:
        desk.answer(press, desk.say(await desk.language_of(press.presser.id), "case-unknown"), alert=True)
        return
    desk.work.forward(chat_mailbox(chat_id), WISH, Wish(case_id, press.intent.verb, press.presser, press=press))


async def undo_command(desk: Desk, request: Request, group: Group) -> None:
    """Take back the last case, that of who is replied to, or the numbered one."""
    place = await place_of(desk, request, group)
    number = request.args.strip().lstrip("#＃")
    if number:
        case = await _numbered(desk, group, number)
        wish = Wish(case.id, "undo", request.asker, place=place)
        if case.chat_id != group.chat_id:
            desk.work.forward(chat_mailbox(case.chat_id), WISH, wish)
            return
    else:
        last = await desk.store.chat(group.chat_id).cases.last(_replied_to(request))
        if last is None:
            raise Refused("case-none")
        wish = Wish(last.id, "undo", request.asker, place=place)
    await fulfil(desk, group, wish)


def _replied_to(request: Request) -> int | None:
    """The person or channel replied to; None for a reply to the bot, which speaks of the last case."""
    answered = request.message.reply
    if answered is None or answered.sender is None or answered.sender.kind in ("bot", "service"):
        return None
    return answered.sender.id


async def case_command(desk: Desk, request: Request, group: Group) -> None:
    """Show one case with everything that was found."""
    if not request.args.strip():
        await list_newest(desk, request, group)
        return
    case = await _numbered(desk, group, request.args.strip().lstrip("#＃"))
    language = await desk.language_of(request.asker.id, group.language)
    text, buttons = compose(desk, group, case, language)
    await reply(desk, request, group, text, buttons, privately=True)


async def _numbered(desk: Desk, group: Group, number: str) -> Case:
    case = await desk.store.community(group.community_id).cases.numbered(int(number)) if number.isdecimal() else None
    if case is None:
        raise Refused("case-unknown")
    return case
