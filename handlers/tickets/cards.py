"""How a ticket looks to who runs the group."""

from zoneinfo import ZoneInfo

from bot.core.effect import Button, EditMessage, Repeat
from bot.core.text import Markup
from bot.features.settings.model import Group
from bot.features.tickets.model import State, Ticket
from handlers.desk import Desk, Rows
from handlers.keyboards import button
from handlers.links import message_link

SHOWN = "ticket_shown"


def show(desk: Desk, group: Group, ticket: Ticket) -> None:
    """The cards of a new ticket; `SHOWN` tells whom they have reached."""
    for user_id, language in ticket.told:
        text, rows = card(desk, group, ticket, language)
        memo = f"{ticket.id}:{user_id}"
        desk.send(user_id, text, rows, repeat=Repeat.WANTED, handle=ticket.card(user_id), report=SHOWN, memo=memo)


def show_again(desk: Desk, group: Group, ticket: Ticket) -> None:
    """The cards as the ticket stands now."""
    for user_id, language in ticket.told:
        text, rows = card(desk, group, ticket, language)
        desk.work.emit(EditMessage(user_id, text, tuple(tuple(row) for row in rows)), handle=ticket.card(user_id))


def card(desk: Desk, group: Group, ticket: Ticket, language: str) -> tuple[Markup, Rows]:
    """Who wants what, until when, who has it, and what can be done."""
    say = desk.say
    lines = [
        Markup.bold(say(language, f"ticket-card-{ticket.source}", number=str(ticket.number), group=group.title)),
        say(language, "ticket-from", name=Markup.mention(ticket.user_id, ticket.name)),
        Markup.quote(ticket.text),
    ]
    link = message_link(group, ticket.message_id, None) if ticket.message_id is not None else None
    if link is not None:
        lines.append(Markup.link(say(language, "incident-link"), link))
    if ticket.state is State.CLOSED:
        lines.append(say(language, "ticket-closed-by", name=ticket.closed_name or ""))
        return Markup("\n").join(lines), ()
    if ticket.assigned_name is not None:
        lines.append(say(language, "incident-assigned", name=ticket.assigned_name))
    if ticket.waits and ticket.due_at is not None:
        at = f"{ticket.due_at.astimezone(ZoneInfo(group.timezone)):%H:%M}"
        lines.append(say(language, "ticket-overdue" if ticket.overdue else "ticket-due", at=at))
    lines.append(say(language, "ticket-answered" if ticket.state is State.ANSWERED else "ticket-how-to-answer"))
    lines.append(say(language, f"ticket-place-{ticket.answers_in}"))
    return Markup("\n").join(lines), buttons(desk, ticket, language)


def buttons(desk: Desk, ticket: Ticket, language: str) -> list[list[Button]]:
    """What can be done about an open ticket."""

    def one(key: str, verb: str) -> Button:
        return button(desk.say(language, key).plain(), "ticket", verb, ticket.id)

    other = "private" if ticket.answers_in == "group" else "group"
    rows = [[one("ticket-close-button", "close"), one("ticket-assign-button", "assign")]]
    if ticket.message_id is not None:
        rows.append([one(f"ticket-to-{other}-button", other)])
    return rows
