"""Greeting who comes in: /welcome, one greeting at a time in the group, and the beginning of the first days."""

from telegram.ext import ChatMemberHandler

from handlers.entry.hold import CAME_IN
from handlers.routes import Phase, Routes
from handlers.welcome import arrivals, command, greeting

ROUTES = Routes(
    updates=((Phase.TALKING, ChatMemberHandler(arrivals.came, ChatMemberHandler.CHAT_MEMBER)),),
    commands=(command.COMMAND,),
    buttons={"welcome": command.press},
    events={CAME_IN: arrivals.released, greeting.CROWD: greeting.crowd_due},
)
