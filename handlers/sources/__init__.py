"""Where members come from: links and vouchers (/invite), guests and what they earn, and how it went (/invites)."""

from telegram.ext import ChatMemberHandler

from handlers.commands import Audience, Command
from handlers.routes import Phase, Routes
from handlers.sources import funnels, guests, invites

ROUTES = Routes(
    updates=((Phase.ARRIVAL, ChatMemberHandler(guests.moved, ChatMemberHandler.CHAT_MEMBER)),),
    commands=(
        Command(
            "invite",
            Audience.MEMBER,
            "/invite NAME [uses] [expires]",
            "/invite 海报 50 7d",
            run=invites.invite,
            keywords=("邀请朋友",),
        ),
        Command("invites", Audience.ADMIN, "/invites", "/invites", run=funnels.invites, right=invites.RIGHT),
    ),
    buttons={"invite": invites.press},
    events={invites.MADE: invites.made, guests.DUE: guests.due, guests.BLAME: guests.blame},
)
"""Before the members' own routes: whether somebody has been here before is asked before their coming is kept."""
