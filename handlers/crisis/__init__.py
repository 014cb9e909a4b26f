"""The crisis watch: watched words are seen in a group, judged in its community, and told to who can act, at once."""

from telegram.ext import MessageHandler, filters

from handlers.commands import Audience, Command
from handlers.crisis import alerts, decisions, incidents, watch_words, watching
from handlers.incoming import SAID
from handlers.routes import Phase, Routes

ROUTES = Routes(
    updates=(
        (
            Phase.WATCHING,
            MessageHandler(filters.ChatType.GROUPS & SAID & filters.UpdateType.MESSAGES, watching.watch),
        ),
        (
            Phase.TALKING,
            MessageHandler(
                filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.Regex(r"^/start\b"),
                watching.came_in_private,
            ),
        ),
    ),
    commands=(
        Command(
            "watch",
            Audience.ADMIN,
            "/watch add WORD [urgent|rate]",
            "/watch add 拉肚子 紧急",
            run=watch_words.watch_command,
            secret=True,
            of_community=True,
        ),
        Command(
            "incidents",
            Audience.ADMIN,
            "/incidents",
            "/incidents",
            run=decisions.incidents,
            secret=True,
            of_community=True,
        ),
        Command("ack", Audience.ADMIN, "/ack [N]", "/ack 3", run=decisions.ack, secret=True, of_community=True),
        Command(
            "close",
            Audience.ADMIN,
            "/close N CAUSE",
            "/close 3 已退款",
            run=decisions.close,
            secret=True,
            of_community=True,
        ),
    ),
    buttons={"incident": decisions.incident_pressed, "watch": watch_words.word_pressed},
    events={
        watching.SIGHTED: incidents.sighted,
        watching.READER: alerts.reader,
        decisions.PRESSED: decisions.pressed,
        watch_words.WORD_PRESSED: watch_words.word_removed,
        alerts.TOLD: alerts.told,
        alerts.REMIND: alerts.remind,
        alerts.CALM: decisions.calm,
    },
)
