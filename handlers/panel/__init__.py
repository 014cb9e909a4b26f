"""/panel: every setting of a group in private, by buttons or typed; /history: who changed which."""

from telegram.ext import MessageHandler, filters

from handlers.commands import Audience, Command
from handlers.messages import IN_PRIVATE
from handlers.panel import expecting, giving, history, meeting, opening, pressing
from handlers.routes import Phase, Routes

ROUTES = Routes(
    updates=(
        (
            Phase.TALKING,
            MessageHandler(
                IN_PRIVATE & (filters.TEXT | filters.Document.ALL),
                expecting.written,
            ),
        ),
    ),
    commands=(
        Command("panel", Audience.ADMIN, "/panel", "/panel", run=opening.panel),
        Command(
            "export", Audience.ADMIN, "/export", "/export", run=giving.export, right="can_change_info", secret=True
        ),
        Command("history", Audience.ADMIN, "/history", "/history", run=history.history, secret=True),
    ),
    buttons={"panel": pressing.pressed, "meeting": meeting.pressed},
    links={"panel": opening.followed, "meeting": meeting.followed},
    events={
        opening.OPEN: opening.opened,
        meeting.OPEN: meeting.opened,
        expecting.EXPECT: expecting.expect,
        expecting.OVER: expecting.over,
        expecting.TYPED: pressing.typed,
        expecting.FILE: expecting.file_read,
        giving.WANTED: giving.give,
        giving.SENT: giving.sent,
    },
)
