"""Tickets: a member's urgent words reach the administrators in private, and their answers reach the member."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import telegram
from telegram.ext import ApplicationHandlerStop, MessageHandler, filters

from bot.core.effect import EditMessage, Repeat
from bot.core.errors import Refused
from bot.core.event import Message, Person
from bot.core.ids import ChatId, MessageId, UserId, chat_mailbox, mailbox_id
from bot.core.text import Markup
from bot.features.members.model import MemberStatus
from bot.features.settings.model import Group
from bot.features.tickets.model import Origin, State, Ticket, TicketDraft
from handlers import access
from handlers.commands import COMMAND
from handlers.context import WeiluContext
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.routes import Phase, Routes

SAID = "ticket_said"
REPLIED = "ticket_replied"
REPEATED = "ticket_repeated"
ASKED_FOR = timedelta(minutes=30)
"""How long the bot waits for the words of a ticket."""
MOST_A_DAY = 5
"""Tickets of one person in one group within a day."""
GONE = (MemberStatus.LEFT, MemberStatus.BANNED)


class Said(msgspec.Struct, frozen=True):
    """What somebody wrote when asked what the matter is."""

    user_id: int
    name: str
    text: str


class Repeated(msgspec.Struct, frozen=True):
    """Somebody complains in the group again and again: their newest words."""

    user_id: int
    name: str
    text: str
    message_id: int


class Replied(msgspec.Struct, frozen=True):
    """What somebody wrote in reply to a message about a ticket."""

    ticket: int
    user_id: int
    name: str
    text: str


# --- in private --------------------------------------------------------------------------------------------------


async def followed(desk: Desk, member: Person, rest: str) -> None:
    """Somebody pressed the button in the group: ask what the matter is."""
    group = await desk.group(int(rest)) if rest.removeprefix("-").isdecimal() else None
    language = await desk.language_of(member.id, group.language if group is not None else None)
    if group is None:
        desk.send(member.id, desk.say(language, "ticket-unknown-group"))
        return
    desk.store.ticket_talk(member.id).ask(TicketDraft(group.chat_id, desk.now))
    desk.send(member.id, desk.say(language, "ticket-ask", group=group.title), repeat=Repeat.WANTED)


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


# --- in the group's mailbox --------------------------------------------------------------------------------------


async def said(desk: Desk, body: bytes) -> None:
    """Somebody's words become a ticket, and cards for everybody who runs the group and can be reached."""
    words = msgspec.json.decode(body, type=Said)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    store, language = desk.store.chat(group.chat_id), await desk.language_of(words.user_id, group.language)
    member = await store.members.find(words.user_id)
    if member is not None and member.status in GONE and not group.is_admin(words.user_id):
        desk.send(words.user_id, desk.say(language, "ticket-not-a-member", group=group.title))
        return
    if await store.tickets.opened_by(words.user_id, desk.now - timedelta(days=1)) >= MOST_A_DAY:
        desk.send(words.user_id, desk.say(language, "ticket-too-many", group=group.title))
        return
    ticket = await _new(desk, group, words.user_id, words.name, words.text)
    key = "ticket-opened" if ticket.told else "ticket-nobody"
    text = desk.say(language, key, group=group.title, number=str(ticket.number), people=len(ticket.told))
    desk.send(ticket.user_id, text, repeat=Repeat.WANTED)


async def repeated(desk: Desk, body: bytes) -> None:
    """Somebody complains in the group again and again: one ticket a day, so that they get an answer."""
    words = msgspec.json.decode(body, type=Repeated)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    since = desk.now - timedelta(days=1)
    if group is None:
        return
    tickets = desk.store.chat(group.chat_id).tickets
    if await tickets.opened_by(words.user_id, since, Origin.REPEATED) == 0 and words.user_id > 0:
        await _new(desk, group, words.user_id, words.name, words.text, Origin.REPEATED, MessageId(words.message_id))


async def _new(
    desk: Desk,
    group: Group,
    user_id: int,
    name: str,
    text: str,
    source: Origin = Origin.MEMBER,
    message_id: MessageId | None = None,
) -> Ticket:
    """A new ticket with its cards; that nobody can be reached is noted."""
    reachable = await desk.store.people.reachable(group.staff)
    ticket = Ticket(
        id=desk.work.buffer.next("ticket"),
        community_id=group.community_id,
        number=desk.work.buffer.next(f"ticket:{group.community_id}"),
        chat_id=group.chat_id,
        user_id=UserId(user_id),
        name=name,
        at=desk.now,
        text=text,
        told=tuple((p.user_id, desk.house.texts.match(p.speaks) if p.speaks else group.language) for p in reachable),
        source=source,
        message_id=message_id,
    )
    desk.store.chat(group.chat_id).tickets.save(ticket)
    _show(desk, group, ticket)
    if not ticket.told:
        desk.store.troubles(group.chat_id).note("nobody_reachable", desk.now)
    return ticket


def _show(desk: Desk, group: Group, ticket: Ticket) -> None:
    """The cards of a new ticket."""
    for user_id, language in ticket.told:
        text, rows = _card(desk, group, ticket, language)
        desk.send(user_id, text, rows, repeat=Repeat.WANTED, handle=ticket.card(user_id))


def _show_again(desk: Desk, group: Group, ticket: Ticket) -> None:
    """The cards as the ticket stands now."""
    for user_id, language in ticket.told:
        text, rows = _card(desk, group, ticket, language)
        desk.work.emit(EditMessage(user_id, text, tuple(tuple(row) for row in rows)), handle=ticket.card(user_id))


def _card(desk: Desk, group: Group, ticket: Ticket, language: str) -> tuple[Markup, Rows]:
    say = desk.say
    lines = [
        Markup.bold(say(language, f"ticket-card-{ticket.source}", number=str(ticket.number), group=group.title)),
        say(language, "ticket-from", name=Markup.mention(ticket.user_id, ticket.name)),
        Markup.quote(ticket.text),
    ]
    if ticket.state is State.CLOSED:
        lines.append(say(language, "ticket-closed-by", name=ticket.closed_name or ""))
        return Markup("\n").join(lines), ()
    lines.append(say(language, "ticket-answered" if ticket.state is State.ANSWERED else "ticket-how-to-answer"))
    close = button(say(language, "ticket-close-button").plain(), "ticket", "close", ticket.id)
    return Markup("\n").join(lines), [[close]]


async def replied(desk: Desk, body: bytes) -> None:
    """A reply goes to the other side: from the staff to the member, from the member to the staff."""
    words = msgspec.json.decode(body, type=Replied)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    ticket = await desk.store.chat(group.chat_id).tickets.find(words.ticket) if group is not None else None
    if group is None or ticket is None:
        return
    if words.user_id == ticket.user_id:
        _to_staff(desk, group, ticket, words)
    elif group.is_admin(words.user_id):
        await _to_member(desk, group, ticket, words)


async def _to_member(desk: Desk, group: Group, ticket: Ticket, words: Replied) -> None:
    member_language = await desk.language_of(ticket.user_id, group.language)
    answer = desk.say(member_language, "ticket-answer", group=group.title, number=str(ticket.number))
    hint = desk.say(member_language, "ticket-answer-hint")
    desk.send(
        ticket.user_id,
        Markup("\n").join([answer, Markup.quote(words.text), hint]),
        repeat=Repeat.WANTED,
        handle=_handle(desk, ticket),
    )
    language = await desk.language_of(words.user_id, group.language)
    desk.send(words.user_id, desk.say(language, "ticket-passed-on", name=ticket.name), silent=True)
    if ticket.state is State.OPEN:
        ticket = replace(ticket, state=State.ANSWERED, answered_at=desk.now)
        desk.store.chat(group.chat_id).tickets.save(ticket)
        _show_again(desk, group, ticket)


def _to_staff(desk: Desk, group: Group, ticket: Ticket, words: Replied) -> None:
    for user_id, language in ticket.told:
        name = Markup.mention(ticket.user_id, ticket.name)
        title = desk.say(language, "ticket-more", number=str(ticket.number), group=group.title, name=name)
        text = Markup("\n").join([title, Markup.quote(words.text)])
        desk.send(user_id, text, repeat=Repeat.WANTED, handle=_handle(desk, ticket))


def _handle(desk: Desk, ticket: Ticket) -> str:
    """A name for one more message about a ticket, so that a reply to it finds the ticket."""
    return f"ticket:{ticket.id}:more:{desk.work.buffer.next('ticket_message')}"


async def press(desk: Desk, press: Press) -> None:
    """The button that closes a ticket."""
    ticket_id = press.intent.number()
    chat_id = await desk.store.ticket_talk(press.presser.id).group_of(ticket_id)
    group = await desk.group(chat_id) if chat_id is not None else None
    if group is None:
        raise Refused("press-old")
    if desk.work.mailbox != group.mailbox:
        desk.work.forward(group.mailbox, access.PRESS, press)
        return
    group = await access.fresh(desk, group)
    access.require(group, press.presser.id, None)
    ticket = await desk.store.chat(group.chat_id).tickets.find(ticket_id)
    if ticket is None or ticket.state is State.CLOSED:
        raise Refused("press-old")
    ticket = replace(
        ticket,
        state=State.CLOSED,
        closed_at=desk.now,
        closed_by=press.presser.id,
        closed_name=press.presser.name,
    )
    desk.store.chat(group.chat_id).tickets.save(ticket)
    _show_again(desk, group, ticket)
    language = await desk.language_of(press.presser.id, group.language)
    desk.answer(press, desk.say(language, "ticket-closed", number=str(ticket.number)))
    theirs = await desk.language_of(ticket.user_id, group.language)
    done = desk.say(theirs, "ticket-done", number=str(ticket.number), group=group.title)
    desk.send(ticket.user_id, done, repeat=Repeat.WANTED)


ROUTES = Routes(
    updates=((Phase.TALKING, MessageHandler(filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE, written)),),
    buttons={"ticket": press},
    events={SAID: said, REPEATED: repeated, REPLIED: replied},
    links={"ticket": followed},
)
