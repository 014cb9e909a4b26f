"""Answering who has asked: where they asked, or in private."""

from datetime import timedelta

import msgspec

from bot.core.effect import Button, DeleteMessages, DeleteOwn
from bot.core.ids import EffectId
from bot.core.text import Markup
from bot.features.settings.model import Group
from bot.features.settings.settings import GeneralSettings
from bot.runtime.ticker import Due
from handlers.commands.vocabulary import Request
from handlers.desk import Desk, Rows

STALE = "answer_stale"


async def reply(
    desk: Desk,
    request: Request,
    group: Group,
    text: Markup,
    buttons: Rows = (),
    *,
    privately: bool = False,
    alone: bool = False,
    handle: str | None = None,
) -> EffectId | None:
    """Answer where the request came from; in private for secrets, if the person can be reached there.

    ``alone``: an answer in the group concerns nobody but whoever asked. Where the server can, they alone are shown it,
    and a secret, too, if they never pressed Start; else those get a line with a button that opens the private chat.
    """
    whispers = desk.house.shows_to_one() and group.settings(GeneralSettings).answers_alone
    # What is pressed or edited later needs a message that has an id.
    only_for = request.asker.id if whispers and not buttons and handle is None else None
    if request.in_private:
        return desk.send(request.message.chat_id, text, buttons, handle=handle)
    if not privately:
        return desk.send(
            request.message.chat_id,
            text,
            buttons,
            reply_to=request.message.message_id,
            thread_id=request.message.thread_id,
            handle=handle or _passing(desk, request, group),
            only_for=only_for if alone and request.of_staff else None,
        )
    if await desk.store.people.reachable([request.asker.id]):
        return desk.send(request.asker.id, text, buttons, handle=handle)
    if only_for is not None:
        where = request.message
        return desk.send(where.chat_id, text, thread_id=where.thread_id, only_for=only_for)
    return await ask_to_start(desk, request, group)


class Answered(msgspec.Struct, frozen=True):
    """An answer in the group and the command that asked for it."""

    chat_id: int
    message_id: int


def _passing(desk: Desk, request: Request, group: Group) -> str | None:
    """The handle of an answer that goes from the group after a while, with the command; None when it stays."""
    minutes = group.settings(GeneralSettings).answers_stay_minutes
    if not request.of_staff or not minutes:
        return None
    answered = Answered(request.message.chat_id, request.message.message_id)
    handle = _handle(answered)
    desk.store.schedules(desk.work.mailbox).set(
        handle, STALE, desk.now + timedelta(minutes=minutes), payload=msgspec.json.encode(answered).decode()
    )
    return handle


def _handle(answered: Answered) -> str:
    return f"answer:{answered.chat_id}:{answered.message_id}"


async def gone_stale(desk: Desk, body: bytes) -> None:
    """An administrator's command has been answered long enough ago: the group need not keep it."""
    answered = msgspec.json.decode(msgspec.json.decode(body, type=Due).payload, type=Answered)
    group = await desk.group(answered.chat_id)
    if group is None:
        return
    desk.work.emit(DeleteOwn(group.chat_id), handle=_handle(answered))
    if group.can("can_delete_messages"):
        desk.work.emit(DeleteMessages(group.chat_id, (answered.message_id,)))


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
