"""Tickets that wait: the clock of each, and the list."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec

from bot.core.effect import Repeat
from bot.core.ids import UserId, mailbox_id
from bot.core.text import Markup, clip
from bot.features.settings.model import Group
from bot.features.tickets.model import Ticket
from bot.features.tickets.settings import TicketSettings
from bot.runtime.ticker import Due
from handlers.commands import Request, reply
from handlers.desk import Desk
from handlers.tickets.answering import DUE, due_key
from handlers.tickets.cards import buttons, card, show_again

OVERDUE = "ticket_overdue"
"""The trouble of a ticket that nobody has answered in time."""
LISTED = 15
LONGEST_SHOWN = 60


async def due(desk: Desk, body: bytes) -> None:
    """Nobody has answered a ticket in time: who has it and the owners are asked again, and the digest says so."""
    group = await desk.group(mailbox_id(desk.work.mailbox))
    tickets = desk.store.chat(mailbox_id(desk.work.mailbox)).tickets
    ticket = await tickets.find(int(msgspec.json.decode(body, type=Due).payload))
    if group is None or ticket is None or not ticket.waits:
        return
    settings = group.settings(TicketSettings)
    if ticket.overdue >= settings.reminders:
        return
    chosen = [*([ticket.assigned_to] if ticket.assigned_to is not None else []), *sorted(group.owners)]
    people = await desk.store.people.reachable(list(dict.fromkeys(chosen)))
    people = people or await desk.store.people.reachable(group.staff)
    known = {user for user, _ in ticket.told}
    match = desk.house.texts.match
    added = tuple(
        (UserId(p.user_id), match(p.speaks) if p.speaks else group.language) for p in people if p.user_id not in known
    )
    changed = replace(ticket, overdue=ticket.overdue + 1, told=(*ticket.told, *added))
    tickets.save(changed)
    desk.store.troubles(group.chat_id).note(OVERDUE, desk.now)
    next_due = desk.now + timedelta(minutes=settings.answer_minutes)
    desk.store.schedules(group.mailbox).set(due_key(ticket), DUE, next_due, payload=str(ticket.id))
    show_again(desk, group, replace(changed, told=ticket.told))
    for person in people:
        language = match(person.speaks) if person.speaks else group.language
        text, rows = card(desk, group, changed, language)
        first = person.user_id not in known
        handle = (
            changed.card(person.user_id) if first else f"ticket:{ticket.id}:late:{changed.overdue}:{person.user_id}"
        )
        desk.send(person.user_id, text, rows, repeat=Repeat.WANTED, handle=handle)


async def listed(desk: Desk, request: Request, group: Group) -> None:
    """What waits for an answer in the groups of this community, the longest first."""
    found = await desk.store.community(group.community_id).tickets.open(LISTED)
    language = await desk.language_of(request.asker.id, group.language)
    if not found:
        await reply(desk, request, group, desk.say(language, "tickets-none"), privately=True)
        return
    lines, rows = [Markup.bold(desk.say(language, "tickets-title", count=len(found)))], []
    for ticket in found:
        lines.append(await _line(desk, language, ticket, group))
        rows.append([replace(b, text=f"#{ticket.number} {b.text}") for b in buttons(desk, ticket, language)[0]])
    await reply(desk, request, group, Markup("\n").join(lines), rows, privately=True)


async def _line(desk: Desk, language: str, ticket: Ticket, asked: Group) -> Markup:
    group = await desk.group(ticket.chat_id) or asked
    at = f"{ticket.at.astimezone(ZoneInfo(group.timezone)):%m-%d %H:%M}"
    standing = "overdue" if ticket.overdue else ticket.state.value
    return desk.say(
        language,
        "tickets-line",
        number=str(ticket.number),
        name=ticket.name,
        group=group.title,
        at=at,
        text=clip(ticket.text.replace("\n", " "), LONGEST_SHOWN),
        standing=standing,
        holder=ticket.assigned_name or "",
    )
