"""The gate at work: join requests, questions in private, decisions, and /gate."""

from telegram.ext import ChatJoinRequestHandler, ChatMemberHandler, MessageHandler, filters

from handlers.desk import Desk
from handlers.entry import gate
from handlers.entry.applications import APPROVED, DEADLINE, DECLINED, UNCLEAR
from handlers.entry.decisions import approved, declined, moved, pressed, unclear
from handlers.entry.questions import ANSWERED, ASKED, UNCLAIMED, answered, asked, begin, deadline, judged, unclaimed
from handlers.entry.requests import requested
from handlers.keyboards import Press
from handlers.routes import Phase, Routes


async def press(desk: Desk, press: Press) -> None:
    """A button of a question or of a card."""
    if press.intent.verb == "begin":
        await begin(desk, press)
    else:
        await pressed(desk, press)


ROUTES = Routes(
    updates=(
        (Phase.TALKING, ChatJoinRequestHandler(requested)),
        (Phase.TALKING, ChatMemberHandler(moved, ChatMemberHandler.CHAT_MEMBER)),
        (Phase.TALKING, MessageHandler(filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE, answered)),
    ),
    commands=(gate.COMMAND,),
    buttons={"entry": press, "gate": gate.press},
    events={
        ASKED: asked,
        ANSWERED: judged,
        UNCLAIMED: unclaimed,
        DEADLINE: deadline,
        APPROVED: approved,
        DECLINED: declined,
        UNCLEAR: unclear,
    },
)
