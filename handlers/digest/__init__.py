"""The digest: planned per group, gathered beside the group's own mailbox, written in each reader's language."""

from handlers.commands import Audience, Command
from handlers.digest import deciding, making, schedule
from handlers.routes import Routes

ROUTES = Routes(
    commands=(
        Command(
            "digest",
            Audience.ADMIN,
            "/digest [day|week|month|at HH:MM|off]",
            "/digest at 09:00",
            run=schedule.digest,
            secret=True,
        ),
    ),
    buttons={"digest": deciding.pressed},
    events={schedule.DUE: schedule.came_due, making.WANTED: making.make, making.DRAWN: making.drawn},
)
