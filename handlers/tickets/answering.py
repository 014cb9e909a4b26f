"""Tickets in the group's mailbox: they are opened, answered, assigned and closed."""

from dataclasses import replace
from datetime import timedelta

import msgspec

from bot.core.effect import Outcome, Repeat
from bot.core.errors import Refused
from bot.core.ids import MessageId, UserId, mailbox_id
from bot.core.text import Markup
from bot.features.members.model import MemberStatus
from bot.features.settings.model import Group
from bot.features.tickets.model import Origin, State, Ticket
from bot.features.tickets.settings import TicketSettings
from handlers import access
from handlers.desk import Desk
from handlers.keyboards import Press, button
from handlers.tickets.cards import buttons, show, show_again
from handlers.tickets.words import Repeated, Replied, Said

DUE = "ticket_due"
RELAYED = "ticket_relayed"
MOST_A_DAY = 5
"""Tickets of one person in one group within a day."""
MOST_NAMES = 20
GONE = (MemberStatus.LEFT, MemberStatus.BANNED)


# --- opening -------------------------------------------------------------------------------------------------------


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
    """A new ticket with its cards and its clock; that nobody can be reached is noted."""
    reachable = await desk.store.people.reachable(group.staff)
    can_be_told = bool(await desk.store.people.reachable([user_id]))
    due_at = desk.now + timedelta(minutes=group.settings(TicketSettings).answer_minutes)
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
        due_at=due_at,
        answers_in="group" if message_id is not None and not can_be_told else "private",
    )
    desk.store.chat(group.chat_id).tickets.save(ticket)
    desk.store.schedules(group.mailbox).set(due_key(ticket), DUE, due_at, payload=str(ticket.id))
    show(desk, group, ticket)
    if not ticket.told:
        desk.store.troubles(group.chat_id).note("nobody_reachable", desk.now)
    return ticket


async def shown(desk: Desk, body: bytes) -> None:
    """A card has reached one of the staff or not; if none of them has it, the member hears that."""
    outcome = msgspec.json.decode(body, type=Outcome)
    ticket_id, user_id = (int(part) for part in outcome.memo.split(":"))
    group = await desk.group(mailbox_id(desk.work.mailbox))
    ticket = await desk.store.chat(group.chat_id).tickets.find(ticket_id) if group is not None else None
    if outcome.accepted or group is None or ticket is None:
        return
    told = tuple((user, language) for user, language in ticket.told if user != user_id)
    desk.store.chat(group.chat_id).tickets.save(replace(ticket, told=told))
    if told:
        return
    desk.store.troubles(group.chat_id).note("nobody_reachable", desk.now)
    if ticket.source is Origin.MEMBER:
        language = await desk.language_of(ticket.user_id, group.language)
        text = desk.say(language, "ticket-nobody", group=group.title, number=str(ticket.number))
        desk.send(ticket.user_id, text, repeat=Repeat.WANTED)


def due_key(ticket: Ticket) -> str:
    """The key of a ticket's clock."""
    return f"ticket:{ticket.chat_id}:{ticket.id}:due"


# --- answering -----------------------------------------------------------------------------------------------------


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
    if ticket.answers_in == "group":
        text = desk.say(group.language, "ticket-answer-here", name=Markup.mention(ticket.user_id, ticket.name))
        lines = [text, Markup.quote(words.text)]
        desk.send(
            group.chat_id,
            Markup("\n").join(lines),
            reply_to=ticket.message_id,
            repeat=Repeat.WANTED,
            report=RELAYED,
            memo=f"{ticket.id}:{words.user_id}",
        )
    else:
        answer = desk.say(member_language, "ticket-answer", group=group.title, number=str(ticket.number))
        lines = [answer, Markup.quote(words.text), desk.say(member_language, "ticket-answer-hint")]
        desk.send(
            ticket.user_id,
            Markup("\n").join(lines),
            repeat=Repeat.WANTED,
            handle=_handle(desk, ticket),
            report=RELAYED,
            memo=f"{ticket.id}:{words.user_id}",
        )


async def relayed(desk: Desk, body: bytes) -> None:
    """The member has the answer, and the clock stops; or not, and who wrote it hears that."""
    outcome = msgspec.json.decode(body, type=Outcome)
    ticket_id, by = (int(part) for part in outcome.memo.split(":"))
    group = await desk.group(mailbox_id(desk.work.mailbox))
    ticket = await desk.store.chat(group.chat_id).tickets.find(ticket_id) if group is not None else None
    if group is None or ticket is None:
        return
    language = await desk.language_of(by, group.language)
    if not outcome.accepted:
        can_be_moved = ticket.answers_in == "private" and ticket.message_id is not None
        key = "ticket-not-passed-on-private" if can_be_moved else "ticket-not-passed-on"
        rows = buttons(desk, ticket, language)[1:] if can_be_moved else []
        desk.send(by, desk.say(language, key, name=ticket.name), rows, repeat=Repeat.WANTED)
        return
    desk.send(by, desk.say(language, "ticket-passed-on", name=ticket.name), silent=True)
    if ticket.waits:
        _change(desk, group, replace(ticket, state=State.ANSWERED, answered_at=desk.now))
        desk.store.schedules(group.mailbox).cancel(due_key(ticket))


def _to_staff(desk: Desk, group: Group, ticket: Ticket, words: Replied) -> None:
    for user_id, language in ticket.told:
        name = Markup.mention(ticket.user_id, ticket.name)
        title = desk.say(language, "ticket-more", number=str(ticket.number), group=group.title, name=name)
        text = Markup("\n").join([title, Markup.quote(words.text)])
        desk.send(user_id, text, repeat=Repeat.WANTED, handle=_handle(desk, ticket))


def _handle(desk: Desk, ticket: Ticket) -> str:
    """A name for one more message about a ticket, so that a reply to it finds the ticket."""
    return f"ticket:{ticket.id}:more:{desk.work.buffer.next('ticket_message')}"


def _change(desk: Desk, group: Group, ticket: Ticket) -> None:
    """Keep what has become of a ticket, and show it."""
    desk.store.chat(group.chat_id).tickets.save(ticket)
    show_again(desk, group, ticket)


# --- buttons -------------------------------------------------------------------------------------------------------


async def press(desk: Desk, press: Press) -> None:
    """A button of a ticket: settled, assigned, or where the answer goes."""
    ticket_id = press.intent.number()
    chat_id = await desk.store.ticket_talk(press.presser.id).group_of(ticket_id)
    group = await desk.group(chat_id) if chat_id is not None else None
    if group is None:
        raise Refused("press-old")
    if desk.work.mailbox != group.mailbox:
        desk.work.forward(group.mailbox, access.PRESS, press)
        return
    ticket = await desk.store.chat(group.chat_id).tickets.find(ticket_id)
    group = await access.fresh(desk, group)
    access.require(group, press.presser.id, None)
    if ticket is None or ticket.state is State.CLOSED:
        raise Refused("press-old")
    match press.intent.verb:
        case "close":
            await _close(desk, group, ticket, press)
        case "assign":
            await _ask_whom(desk, group, ticket, press)
        case "to":
            await _assign(desk, group, ticket, press, UserId(press.intent.number(1)))
        case "group" | "private":
            _change(desk, group, replace(ticket, answers_in=press.intent.verb))
            desk.answer(press)
        case _:
            raise Refused("press-old")


async def _close(desk: Desk, group: Group, ticket: Ticket, press: Press) -> None:
    language = await desk.language_of(press.presser.id, group.language)
    theirs = await desk.language_of(ticket.user_id, group.language)
    can_be_told = await desk.store.people.reachable([ticket.user_id])
    who = press.presser
    _change(
        desk, group, replace(ticket, state=State.CLOSED, closed_at=desk.now, closed_by=who.id, closed_name=who.name)
    )
    desk.store.schedules(group.mailbox).cancel(due_key(ticket))
    desk.answer(press, desk.say(language, "ticket-closed", number=str(ticket.number)))
    if can_be_told or ticket.source is Origin.MEMBER:
        done = desk.say(theirs, "ticket-done", number=str(ticket.number), group=group.title)
        desk.send(ticket.user_id, done, repeat=Repeat.WANTED)


async def _ask_whom(desk: Desk, group: Group, ticket: Ticket, press: Press) -> None:
    language = await desk.language_of(press.presser.id, group.language)
    names = [(admin.user_id, admin.name) for admin in group.admins.values() if not admin.is_bot][:MOST_NAMES]
    each = [button(name, "ticket", "to", ticket.id, user) for user, name in names]
    rows = [each[at : at + 2] for at in range(0, len(each), 2)]
    desk.answer(press)
    desk.send(press.chat_id, desk.say(language, "ticket-assign-which", number=str(ticket.number)), rows)


async def _assign(desk: Desk, group: Group, ticket: Ticket, press: Press, user_id: UserId) -> None:
    admin = group.admins.get(user_id)
    if admin is None:
        raise Refused("press-old")
    reachable = await desk.store.people.reachable([user_id])
    language = await desk.language_of(user_id, group.language)
    own = await desk.language_of(press.presser.id, group.language)
    told = ticket.told
    if reachable and user_id not in {user for user, _ in told}:
        told = (*told, (user_id, language))
    changed = replace(ticket, assigned_to=user_id, assigned_name=admin.name, told=told)
    if told != ticket.told:
        show(desk, group, replace(changed, told=told[-1:]))
    _change(desk, group, changed)
    desk.answer(press, desk.say(own, "incident-assigned-toast", name=admin.name))
    if reachable and user_id != press.presser.id:
        text = desk.say(language, "ticket-yours", number=str(ticket.number), by=press.presser.name)
        desk.send(user_id, text, repeat=Repeat.WANTED, handle=_handle(desk, ticket))
