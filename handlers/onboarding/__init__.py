"""The first days in a group: rules, introduction, first check-in, and letters on day 1, 3 and 7."""

from telegram.ext import ChatMemberHandler, MessageHandler

from handlers.desk import Desk
from handlers.keyboards import Press
from handlers.messages import IN_PRIVATE
from handlers.onboarding import command, journeys, letters
from handlers.onboarding.journeys import begin
from handlers.routes import Hears, Phase, Routes

__all__ = ["ROUTES", "begin"]


async def press(desk: Desk, press: Press) -> None:
    """A button of the card, of a letter, or of the administrators' state."""
    match press.intent.verb:
        case "form" | "send":
            await journeys.form(desk, press)
        case "quiet" | "resume":
            await letters.quiet_pressed(desk, press)
        case _:
            await command.press(desk, press)


ROUTES = Routes(
    spoken=(Hears(Phase.COUNTING, journeys.spoke),),
    updates=(
        (Phase.ARRIVAL, ChatMemberHandler(journeys.moved, ChatMemberHandler.CHAT_MEMBER)),
        (
            Phase.TALKING,
            MessageHandler(IN_PRIVATE, letters.wrote_privately),
        ),
    ),
    commands=(command.COMMAND,),
    buttons={"onboarding": press},
    events={
        letters.DUE: letters.due,
        letters.LETTER: letters.write,
        letters.ANSWER: letters.answered,
        journeys.WANTED: journeys.wanted,
        command.TEMPLATE: command.template_changed,
    },
    links={"hello": journeys.followed},
)
