"""Quiet hours and working hours: /quiet, /worktime, locks, reminders, and what waits until they are over."""

from handlers.commands import Audience, Command
from handlers.quiet import hours, locks, talk
from handlers.routes import Hears, Phase, Routes

ROUTES = Routes(
    spoken=(Hears(Phase.COUNTING, talk.heard),),
    commands=(
        Command(
            "quiet",
            Audience.ADMIN,
            "/quiet 22:00-08:00 [workdays|holidays|daily] [soft|lock] | off",
            "/quiet 22:00-08:00 每天",
            run=hours.quiet,
            right=hours.RIGHT,
        ),
        Command(
            "worktime",
            Audience.ADMIN,
            "/worktime 09:00-18:00 [workdays|holidays|daily] | off",
            "/worktime 09:00-18:00 工作日",
            run=hours.worktime,
            right=hours.RIGHT,
        ),
    ),
    buttons={"quiet": hours.press},
    events={locks.DUE: locks.due, locks.SEEN: locks.seen, locks.SET: locks.was_set},
)
