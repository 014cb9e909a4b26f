"""Tickets: what one member wants an answer to reaches who runs the group, and their answers reach the member."""

from telegram.ext import MessageHandler

from handlers.commands import Audience, Command
from handlers.messages import IN_PRIVATE
from handlers.routes import Phase, Routes
from handlers.tickets import answering, cards, private, waiting, words

ROUTES = Routes(
    updates=((Phase.TALKING, MessageHandler(IN_PRIVATE, private.written)),),
    commands=(
        Command("tickets", Audience.ADMIN, "/tickets", "/tickets", run=waiting.listed, secret=True),
        Command("feedback", Audience.PRIVATE, "/feedback [TEXT]", "/feedback 茶包漏了", run_private=private.feedback),
    ),
    buttons={"ticket": answering.press, "feedback": private.feedback_pressed},
    events={
        words.SAID: answering.said,
        words.REPEATED: answering.repeated,
        words.REPLIED: answering.replied,
        cards.SHOWN: answering.shown,
        answering.RELAYED: answering.relayed,
        answering.DUE: waiting.due,
    },
    links={"ticket": private.followed},
)
