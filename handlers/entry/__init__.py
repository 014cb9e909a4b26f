"""The gate at work: join requests, questions in private, decisions, and /gate."""

from telegram.ext import ChatJoinRequestHandler, ChatMemberHandler, MessageHandler, filters

from handlers.desk import Desk
from handlers.entry import bank, blocklist, door, gate, hold, notice, surge, surge_card, surge_pardon, surge_press
from handlers.entry.answers import deadline, judged
from handlers.entry.applications import APPROVED, DEADLINE, DECLINED, UNCLEAR
from handlers.entry.checks import CHECKED, checked
from handlers.entry.decisions import approved, declined, moved, pressed, unclear
from handlers.entry.questions import (
    ANSWERED,
    ASKED,
    BEGUN,
    UNCLAIMED,
    answered,
    asked,
    begin,
    begun,
    pick,
    unclaimed,
)
from handlers.entry.requests import requested
from handlers.keyboards import Press
from handlers.messages import IN_GROUPS, IN_PRIVATE
from handlers.routes import Hears, Phase, Routes


async def press(desk: Desk, press: Press) -> None:
    """A button of a question or of a card."""
    match press.intent.verb:
        case "begin":
            await begin(desk, press)
        case "pick":
            await pick(desk, press)
        case _:
            await pressed(desk, press)


COMINGS = filters.StatusUpdate.NEW_CHAT_MEMBERS | filters.StatusUpdate.LEFT_CHAT_MEMBER

ROUTES = Routes(
    spoken=(Hears(Phase.ARRIVAL, door.heard, edits=True),),
    updates=(
        # Before anything else sees what somebody at the door says or does.
        (Phase.ARRIVAL, ChatMemberHandler(door.moved, ChatMemberHandler.CHAT_MEMBER)),
        (Phase.ARRIVAL, MessageHandler(IN_GROUPS & COMINGS, door.tidy)),
        (Phase.TALKING, ChatJoinRequestHandler(requested)),
        (Phase.TALKING, ChatMemberHandler(moved, ChatMemberHandler.CHAT_MEMBER)),
        (Phase.TALKING, MessageHandler(IN_PRIVATE, answered)),
    ),
    commands=(gate.COMMAND, bank.COMMAND, blocklist.COMMAND),
    links={"door": door.followed},
    buttons={"surge": surge_press.pressed, "entry": press, "gate": gate.press},
    events={
        ASKED: asked,
        BEGUN: begun,
        ANSWERED: judged,
        UNCLAIMED: unclaimed,
        CHECKED: checked,
        DEADLINE: deadline,
        APPROVED: approved,
        DECLINED: declined,
        UNCLEAR: unclear,
        door.OPENED: door.opened,
        hold.HELD: hold.held,
        hold.CLEARED: hold.cleared,
        notice.SHOWN: notice.shown,
        notice.LATER: notice.later,
        notice.OLD: notice.old,
        surge.OVER: surge.over,
        surge.FORGET: surge.forget,
        surge_card.REFRESH: surge_card.refresh,
        surge_pardon.PARDONED: surge_pardon.pardoned,
        surge_pardon.TELL: surge_pardon.tell,
        surge_pardon.BACK: surge_pardon.way_back,
    },
)
