"""Answering who has asked: where they asked, or in private."""

from datetime import timedelta

from bot.core.effect import Button
from bot.core.ids import EffectId
from bot.core.text import Markup
from bot.features.settings.model import Group
from handlers.commands.vocabulary import Request
from handlers.desk import Desk, Rows


async def reply(
    desk: Desk,
    request: Request,
    group: Group,
    text: Markup,
    buttons: Rows = (),
    *,
    privately: bool = False,
    handle: str | None = None,
) -> EffectId | None:
    """Answer where the request came from; in private for secrets, if the person can be reached there.

    An administrator who never pressed Start gets a line in the group with a button that opens the private chat.
    """
    if request.in_private:
        return desk.send(request.message.chat_id, text, buttons, handle=handle)
    if not privately:
        return desk.send(
            request.message.chat_id,
            text,
            buttons,
            reply_to=request.message.message_id,
            thread_id=request.message.thread_id,
            handle=handle,
        )
    if await desk.store.people.reachable([request.asker.id]):
        return desk.send(request.asker.id, text, buttons, handle=handle)
    return await ask_to_start(desk, request, group)


async def spoken(desk: Desk, request: Request, group: Group) -> str:
    """The language of an answer that goes where the request came from."""
    return await desk.language_of(request.asker.id, group.language) if request.in_private else group.language


async def ask_to_start(desk: Desk, request: Request, group: Group) -> EffectId:
    """Ask the person, in the group, to open the private chat."""
    return desk.send(
        request.message.chat_id,
        desk.say(group.language, "please-start", name=Markup.mention(request.asker.id, request.asker.name)),
        [[Button(desk.say(group.language, "open-private").plain(), url=desk.bot.start_link())]],
        thread_id=request.message.thread_id,
        expires_at=desk.now + timedelta(minutes=5),
    )
