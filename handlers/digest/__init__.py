"""The digest: planned per group, gathered beside the group's own mailbox, written in each reader's language."""

from telegram.ext import MessageHandler, filters

from handlers.commands import Audience, Command
from handlers.digest import deciding, making, schedule, studies, table, together
from handlers.messages import IN_PRIVATE
from handlers.routes import Phase, Routes

ROUTES = Routes(
    updates=(
        (
            Phase.TALKING,
            MessageHandler(IN_PRIVATE & filters.Document.ALL, studies.sent),
        ),
    ),
    commands=(
        Command(
            "digest",
            Audience.ADMIN,
            "/digest [day|week|month|csv|at HH:MM|off]",
            "/digest at 09:00",
            run=schedule.digest,
            secret=True,
        ),
    ),
    buttons={"digest": deciding.pressed},
    events={
        schedule.DUE: schedule.came_due,
        making.WANTED: making.make,
        making.DRAWN: making.drawn,
        table.TABLE: table.send_table,
        together.ASKED: together.asked,
        together.DUE: together.due,
        together.TOLD: together.forgotten,
        studies.BEGUN: studies.begun,
        studies.STUDIED: studies.studied,
        studies.FORGOTTEN: studies.forgotten,
    },
)
