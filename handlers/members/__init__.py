"""People in the group: who they are, what they write, when they come and go, and where they belong."""

from telegram.ext import ChatMemberHandler, MessageHandler, MessageReactionHandler, filters

from handlers.commands import Audience, Command
from handlers.incoming import SAID
from handlers.members import listing, nightly, tagging
from handlers.members.counting import count, moved, reacted
from handlers.routes import Phase, Routes

ROUTES = Routes(
    updates=(
        (
            Phase.COUNTING,
            MessageHandler(filters.ChatType.GROUPS & SAID & filters.UpdateType.MESSAGES, count),
        ),
        (Phase.COUNTING, MessageReactionHandler(reacted)),
        (Phase.ARRIVAL, ChatMemberHandler(moved, ChatMemberHandler.CHAT_MEMBER)),
    ),
    commands=(
        Command(
            "members",
            Audience.ADMIN,
            "/members [new|active|loyal|quiet|risk|leaders|TAG|csv]",
            "/members risk",
            run=listing.members,
            secret=True,
        ),
        Command(
            "tag",
            Audience.ADMIN,
            "/tag @user TAG · /tag @user del TAG",
            "/tag @xiaomei 茶艺师",
            run=tagging.tag,
            secret=True,
        ),
    ),
    buttons={"members": listing.pressed},
    events={nightly.DUE: nightly.came_due, nightly.NIGHT: nightly.night, listing.ASKED: listing.show},
)
