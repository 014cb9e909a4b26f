"""Tickets in private: somebody is asked what the matter is, and replies find the ticket they belong to."""

from datetime import timedelta

import telegram
from telegram.ext import ApplicationHandlerStop

from bot.core.effect import Repeat
from bot.core.errors import Refused
from bot.core.event import Message, Person
from bot.core.ids import ChatId, chat_mailbox
from bot.features.settings.model import Group
from bot.features.tickets.model import TicketDraft
from handlers.commands import COMMAND, Request
from handlers.context import WeiluContext
from handlers.desk import Desk
from handlers.keyboards import Press, button
from handlers.tickets.words import REPLIED, SAID, Replied, Said

ASKED_FOR = timedelta(minutes=30)
"""How long the bot waits for the words of a ticket."""
MOST_GROUPS = 30


async def followed(desk: Desk, member: Person, rest: str) -> None:
    """Somebody pressed the button in the group: ask what the matter is."""
    group = await desk.group(int(rest)) if rest.removeprefix("-").isdecimal() else None
    language = await desk.language_of(member.id, group.language if group is not None else None)
    if group is None:
        desk.send(member.id, desk.say(language, "ticket-unknown-group"))
        return
    _ask(desk, member.id, group, language)


def _ask(desk: Desk, user_id: int, group: Group, language: str) -> None:
    desk.store.ticket_talk(user_id).ask(TicketDraft(group.chat_id, desk.now))
    desk.send(user_id, desk.say(language, "ticket-ask", group=group.title), repeat=Repeat.WANTED)


async def feedback(desk: Desk, request: Request) -> None:
    """Somebody wants to say something to who runs a group: ask about which, unless there is only one."""
    asker = request.asker
    language = await desk.language_of(asker.id)
    found = [await desk.group(chat_id) for chat_id in await desk.store.groups.joined_by(asker.id)]
    groups = [group for group in found if group is not None][:MOST_GROUPS]
    if not groups:
        desk.send(request.message.chat_id, desk.say(language, "no-group-in-common"))
    elif len(groups) > 1:
        rows = [[button(group.title, "feedback", "to", group.chat_id)] for group in groups]
        desk.send(request.message.chat_id, desk.say(language, "feedback-which"), rows)
    elif request.args:
        words = Said(asker.id, asker.name, request.args)
        desk.work.forward(groups[0].mailbox, SAID, words)
    else:
        _ask(desk, asker.id, groups[0], language)


async def feedback_pressed(desk: Desk, press: Press) -> None:
    """The group was chosen."""
    group = await desk.group(press.intent.number())
    if group is None or press.intent.verb != "to":
        raise Refused("press-old")
    language = await desk.language_of(press.presser.id, group.language)
    desk.answer(press)
    _ask(desk, press.presser.id, group, language)


async def written(update: telegram.Update, context: WeiluContext) -> None:
    """A private message that is a ticket, or belongs to one by what it replies to."""
    message, desk = context.message(update), context.desk
    writer = message.sender.person
    if writer is None or COMMAND.match(message.text):
        return
    talk = desk.store.ticket_talk(message.chat_id)
    about = await talk.replied_to(message.reply.message_id) if message.reply is not None else None
    draft = await talk.draft()
    if about is not None:
        await _reply(desk, message, writer, *about)
    elif draft is not None and message.date - draft.asked_at <= ASKED_FOR:
        await _open(desk, message, writer, draft)
    else:
        return
    raise ApplicationHandlerStop


async def _reply(desk: Desk, message: Message, writer: Person, ticket: int, chat_id: ChatId) -> None:
    if not message.text:
        await _text_only(desk, message, writer)
        return
    desk.work.forward(chat_mailbox(chat_id), REPLIED, Replied(ticket, writer.id, writer.name, message.text))


async def _open(desk: Desk, message: Message, writer: Person, draft: TicketDraft) -> None:
    if not message.text:
        await _text_only(desk, message, writer)
        return
    desk.store.ticket_talk(message.chat_id).done()
    desk.work.forward(chat_mailbox(draft.chat_id), SAID, Said(writer.id, writer.name, message.text))


async def _text_only(desk: Desk, message: Message, writer: Person) -> None:
    desk.send(message.chat_id, desk.say(await desk.language_of(writer.id), "ticket-text-only"))
