"""Moderation: watching what is written, cases and their cards, sanctions by hand, words and settings."""

from telegram.ext import MessageHandler, MessageReactionHandler

from handlers.commands import Audience, Command
from handlers.messages import IN_PRIVATE
from handlers.moderation import (
    adminchat,
    appeals,
    cards,
    cases,
    consequences,
    following,
    grants,
    hourly,
    lessons,
    modes,
    offers,
    outcomes,
    pictures,
    reactions,
    reports,
    rights,
    sanctions,
    teaching,
    undo,
    waiting,
    watch,
    wishes,
    words,
)
from handlers.routes import Hears, Phase, Routes

RESTRICT = "can_restrict_members"
DELETE = "can_delete_messages"

ROUTES = Routes(
    spoken=(
        Hears(Phase.MODERATION, watch.check, edits=True),
        Hears(Phase.MODERATION, pictures.look, edits=True),
    ),
    updates=(
        (Phase.MODERATION, MessageReactionHandler(reactions.reacted)),
        (Phase.WATCHING, MessageHandler(IN_PRIVATE, appeals.written)),
    ),
    commands=(
        Command(
            "warn", Audience.ADMIN, "/warn [reason]", "/warn 请不要发广告", sanctions.warn, right=RESTRICT,
            reply_keywords=("警告",), helpers=True,
        ),
        Command(
            "mute", Audience.ADMIN, "/mute 2h [reason]", "/mute @user 2h", sanctions.mute, right=RESTRICT,
            reply_keywords=("禁言",),
        ),
        Command(
            "kick", Audience.ADMIN, "/kick [reason]", "/kick @user", sanctions.kick, right=RESTRICT,
            reply_keywords=("踢出",),
        ),
        Command(
            "ban", Audience.ADMIN, "/ban [30d] [reason]", "/ban @user 30d", sanctions.ban, right=RESTRICT,
            reply_keywords=("封禁",),
        ),
        Command("unmute", Audience.ADMIN, "/unmute @user", "/unmute @user", sanctions.unmute, right=RESTRICT),
        Command("unban", Audience.ADMIN, "/unban @user", "/unban @user", sanctions.unban, right=RESTRICT),
        Command(
            "undo", Audience.ADMIN, "/undo [case]", "/undo 12", cases.undo_command, reply_keywords=("撤销",)
        ),
        Command("case", Audience.ADMIN, "/case N", "/case 12", cases.case_command),
        Command("cases", Audience.ADMIN, "/cases @user", "/cases @user", sanctions.cases),
        Command(
            "word", Audience.ADMIN, "/word add X [delete|warn|mute|ban]", "/word add 加微信 delete", words.word,
            right=DELETE, secret=True, of_community=True,
        ),
        Command("spam", Audience.ADMIN, "/spam", "/spam", lessons.spam, right=DELETE, secret=True),
        Command("ham", Audience.ADMIN, "/ham", "/ham", lessons.ham, right=DELETE, secret=True),
        Command(
            "allow", Audience.ADMIN, "/allow DOMAIN", "/allow example.com", words.allow, right=DELETE, of_community=True
        ),
        Command(
            "disallow", Audience.ADMIN, "/disallow DOMAIN", "/disallow example.com", words.disallow, right=DELETE,
            of_community=True,
        ),
        Command("trust", Audience.ADMIN, "/trust @user", "/trust @user", sanctions.trust_command, right=RESTRICT),
        Command("untrust", Audience.ADMIN, "/untrust @user", "/untrust @user", sanctions.untrust_command, right=RESTRICT),
        Command(
            "report", Audience.MEMBER, "/report", "/report", reports.report, reply_keywords=("举报",)
        ),
        Command("appeal", Audience.PRIVATE, "/appeal", "/appeal", run_private=appeals.appeal),
        Command("adminchat", Audience.ADMIN, "/adminchat", "/adminchat", adminchat.adminchat, right=RESTRICT),
        Command(
            "mode", Audience.ADMIN, "/mode observe|guard", "/mode guard", modes.mode, right=modes.RIGHT_FOR_SETTINGS
        ),
        Command(
            "strict", Audience.ADMIN, "/strict lenient|standard|strict", "/strict standard", modes.strict,
            right=modes.RIGHT_FOR_SETTINGS,
        ),
    ),
    buttons={
        "case": cases.pressed,
        "guard": modes.pressed,
        "hour": hourly.pressed,
        "word": words.pressed,
        "lesson": lessons.pressed,
        "adminchat": adminchat.pressed,
        "appeal": appeals.pressed,
    },
    events={
        consequences.DELETED: outcomes.deleted,
        consequences.SANCTIONED: outcomes.sanctioned,
        outcomes.LIFTED: outcomes.lifted,
        outcomes.UNDONE: appeals.undone,
        outcomes.INVITED: undo.invited,
        undo.APOLOGISED: undo.apologised,
        wishes.WISH: grants.wished,
        modes.SET: modes.chosen,
        cards.REFRESH: cards.refresh,
        adminchat.SET: adminchat.chosen,
        adminchat.OFFER: adminchat.offer,
        appeals.APPEALED: appeals.appealed,
        rights.PROBE: rights.probe,
        teaching.TAUGHT: teaching.taught,
        pictures.READ: pictures.read,
        offers.OFFER: offers.offer,
        following.LIST_CHANGED: following.list_changed,
        **hourly.EVENTS,
        **waiting.EVENTS,
    },
)  # fmt: skip
