"""The form that names must have: asking for it, and /nickname."""

from telegram.ext import ChatMemberHandler

from handlers.desk import Desk
from handlers.keyboards import Press
from handlers.nickname import asking, command
from handlers.nickname.asking import begin, request_to
from handlers.routes import Hears, Phase, Routes

__all__ = ["ROUTES", "begin", "request_to"]


async def press(desk: Desk, press: Press) -> None:
    """A member says that the name fits now, or an administrator changes the rule."""
    if press.intent.verb == "ready":
        await asking.ready(desk, press)
    else:
        await command.press(desk, press)


ROUTES = Routes(
    updates=((Phase.ARRIVAL, ChatMemberHandler(asking.moved, ChatMemberHandler.CHAT_MEMBER)),),
    spoken=(Hears(Phase.MODERATION, asking.spoke),),
    commands=(command.COMMAND,),
    buttons={"nickname": press},
    events={asking.DUE: asking.due, asking.NOTICE_DUE: asking.notice_due},
)
