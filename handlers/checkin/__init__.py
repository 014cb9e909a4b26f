"""Check-ins: made, answered, made up, taken back; programmes; reminders."""

from handlers import access
from handlers.checkin import board, catching_up, corrections, edits, mine, programmes, reminders, taking
from handlers.checkin.programmes import progress
from handlers.commands import Audience, Command
from handlers.desk import Desk
from handlers.keyboards import Press
from handlers.routes import Hears, Phase, Routes

__all__ = ["ROUTES", "progress"]

PRESSES = {
    "to": taking.pressed,
    "mine": mine.told,
    "calendar": mine.calendar_pressed,
    "remind": reminders.toggle,
    "missed": catching_up.offered,
    "makeup": catching_up.pressed,
}


async def pressed(desk: Desk, press: Press) -> None:
    """A member's button, in the group or in private: done in the group's mailbox."""
    group = await desk.group(press.intent.number()) or await desk.group(press.chat_id)
    if group is None:
        desk.answer(press)
    elif desk.work.mailbox != group.mailbox:
        desk.work.forward(group.mailbox, access.PRESS, press)
    else:
        on_press = PRESSES.get(press.intent.verb)
        if on_press is None:
            raise ValueError(f"no button says {press.intent.verb}")
        await on_press(desk, group, press)


ROUTES = Routes(
    spoken=(Hears(Phase.TALKING, taking.heard),),
    commands=(
        Command(
            "checkin",
            Audience.MEMBER,
            "/checkin [note]",
            "/checkin 读完第三章",
            run=taking.checkin,
            counts_late=True,
            edited=edits.edited,
            keywords=("打卡", "签到"),
        ),
        Command(
            "missed", Audience.MEMBER, "/missed [DATE]", "/missed 昨天", run=catching_up.makeup, keywords=("补卡",)
        ),
        Command("calendar", Audience.MEMBER, "/calendar", "/calendar", run=mine.calendar, keywords=("打卡日历",)),
        programmes.PROGRAMME,
        Command(
            "makeup",
            Audience.ADMIN,
            "/makeup @user DATE [REASON]",
            "/makeup @aming 2026-12-01",
            run=corrections.makeup,
            right=programmes.RIGHT,
        ),
        Command(
            "uncheck",
            Audience.ADMIN,
            "/uncheck @user [DATE] REASON",
            "/uncheck @aming 昨天 图是网上找的",
            run=corrections.uncheck,
            right=programmes.RIGHT,
        ),
    ),
    buttons={"checkin": pressed, "programme": programmes.pressed},
    events={
        programmes.OVER: programmes.over,
        board.ROLL: board.roll,
        board.GONE: corrections.nodded,
        reminders.DUE: reminders.due,
    },
)
