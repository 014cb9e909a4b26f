"""Moderation: watching what is written, cases and their cards, sanctions by hand, words and settings."""

from telegram.ext import MessageHandler, filters

from handlers.commands import Audience, Command
from handlers.moderation import cards, cases, grants, lists, reports, sanctions, undo, watch, wishes
from handlers.routes import Phase, Routes

RESTRICT = "can_restrict_members"
DELETE = "can_delete_messages"

ROUTES = Routes(
    updates=(
        (
            Phase.MODERATION,
            MessageHandler(filters.ChatType.GROUPS & filters.UpdateType.MESSAGES, watch.check),
        ),
    ),
    commands=(
        Command(
            "warn", Audience.ADMIN, "/warn [reason]", "/warn 请不要发广告", sanctions.warn, right=RESTRICT,
            reply_keywords=("警告",),
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
            "word", Audience.ADMIN, "/word add X [delete|warn|mute|ban]", "/word add 加微信 delete", lists.word,
            right=DELETE, secret=True, of_community=True,
        ),
        Command(
            "allow", Audience.ADMIN, "/allow DOMAIN", "/allow example.com", lists.allow, right=DELETE, of_community=True
        ),
        Command(
            "disallow", Audience.ADMIN, "/disallow DOMAIN", "/disallow example.com", lists.disallow, right=DELETE,
            of_community=True,
        ),
        Command("trust", Audience.ADMIN, "/trust @user", "/trust @user", sanctions.trust_command, right=RESTRICT),
        Command("untrust", Audience.ADMIN, "/untrust @user", "/untrust @user", sanctions.untrust_command, right=RESTRICT),
        Command(
            "mode", Audience.ADMIN, "/mode observe|guard", "/mode guard", lists.mode, right=lists.RIGHT_FOR_SETTINGS
        ),
        Command(
            "strict", Audience.ADMIN, "/strict lenient|standard|strict", "/strict standard", lists.strict,
            right=lists.RIGHT_FOR_SETTINGS,
        ),
    ),
    buttons={"case": cases.pressed, "guard": lists.pressed},
    events={
        watch.DELETED: reports.deleted,
        watch.SANCTIONED: reports.sanctioned,
        reports.LIFTED: reports.lifted,
        undo.INVITED: undo.invited,
        undo.APOLOGISED: undo.apologised,
        wishes.WISH: grants.wished,
        lists.SET: lists.chosen,
        cards.REFRESH: cards.refresh,
    },
)  # fmt: skip
