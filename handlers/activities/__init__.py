"""Activities: scheduled posts, everything that people take part in, and what is on."""

from telegram.ext import MessageHandler, MessageReactionHandler

from handlers.activities import (
    engine,
    planning,
    post_changes,
    post_runs,
    posts,
    running,
    taking_part,
    talks,
    what_is_on,
)
from handlers.messages import SAID_IN_PRIVATE
from handlers.routes import Hears, Phase, Routes

ROUTES = Routes(
    spoken=(Hears(Phase.TALKING, taking_part.said),),
    updates=(
        (Phase.TALKING, MessageHandler(SAID_IN_PRIVATE, talks.written)),
        (Phase.TALKING, MessageReactionHandler(taking_part.reacted)),
    ),
    commands=(*what_is_on.COMMANDS, *posts.COMMANDS, *running.COMMANDS, *talks.COMMANDS),
    buttons={"post": posts.post_pressed, engine.NOUN: taking_part.pressed, running.NOUN: running.managed},
    events={
        planning.POST_DUE: post_runs.post_due,
        post_runs.POST_SETTLED: post_runs.post_settled,
        post_runs.POST_GONE: post_runs.post_gone,
        post_changes.COPIED: post_changes.copied,
        engine.DUE: taking_part.due,
        engine.SENT: taking_part.sent,
        engine.POLLED: taking_part.polled,
        taking_part.FOLLOWED: taking_part.arrived,
        talks.WRITTEN: talks.take,
    },
    links={engine.NOUN: taking_part.followed},
)
