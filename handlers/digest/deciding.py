"""The buttons under a digest: each brings what it is about to who pressed, ready to be decided."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.core.effect import Repeat
from bot.core.errors import Refused
from bot.core.event import Message, Sender, SenderKind
from bot.core.ids import ChatId, MessageId
from bot.features.digest.model import Asks
from bot.features.entry.model import State
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Request
from handlers.desk import Desk
from handlers.entry.cards import card, history
from handlers.keyboards import Press
from handlers.moderation.appeals import compose
from handlers.moderation.cards import find_case

COMMANDS: Final[Mapping[Asks, tuple[str, str]]] = {
    Asks.TICKETS: ("tickets", ""),
    Asks.RIGHTS: ("status", ""),
    Asks.AT_RISK: ("members", "at_risk"),
}
"""What is shown by a command, as if it had been typed in private."""
OPEN: Final = "open"
"""The whole digest of one group, from the one digest of many."""
MOST_CARDS: Final = 5


async def pressed(desk: Desk, press: Press) -> None:
    """Bring it, in the group's mailbox, to an administrator."""
    group = await access.pressed(desk, press, None)
    if group is None:
        return
    verb = press.intent.verb
    if not await desk.store.people.reachable([press.presser.id]):
        raise Refused("activity-start-first")
    desk.answer(press)
    if verb == OPEN:
        _run(desk, group, press, "digest", "")
        return
    asks = Asks(verb)
    if asks in COMMANDS:
        _run(desk, group, press, *COMMANDS[asks])
    elif asks is Asks.APPEALS:
        await _appeals(desk, group, press)
    elif asks is Asks.APPLICATIONS:
        await _applications(desk, group, press)


def _run(desk: Desk, group: Group, press: Press, command: str, args: str) -> None:
    """Ask for a command in the name of who pressed."""
    presser = press.presser
    said = Message(
        ChatId(int(presser.id)),
        MessageId(press.message_id or 0),
        Sender(SenderKind.USER, presser.id, presser.name, presser),
        desk.now,
        f"/{command} {args}".strip(),
    )
    request = Request(command, args, said, ChatId(int(presser.id)), presser)
    desk.work.forward(group.mailbox, "request", replace(request, group_id=group.chat_id))


async def _appeals(desk: Desk, group: Group, press: Press) -> None:
    language, store = await desk.language_of(press.presser.id, group.language), desk.store.chat(group.chat_id)
    found = await store.appeals.open()
    for made in found[:MOST_CARDS]:
        case = await find_case(desk, group, made.case_id)
        if case is not None:
            text, rows = compose(desk, group, case, made, language)
            desk.send(press.presser.id, text, rows, repeat=Repeat.WANTED)
    if not found:
        desk.send(press.presser.id, desk.say(language, "digest-decided"))


async def _applications(desk: Desk, group: Group, press: Press) -> None:
    language, store = await desk.language_of(press.presser.id, group.language), desk.store.chat(group.chat_id)
    found = [each for each in await store.applications.all_pending() if each.state is State.REVIEW]
    for application in found[:MOST_CARDS]:
        past = await history(desk, group, application)
        text, rows = card(desk, group, application, past, language)
        desk.send(press.presser.id, text, rows, repeat=Repeat.WANTED)
    if not found:
        desk.send(press.presser.id, desk.say(language, "digest-decided"))
