"""People in the group: who they are, what they write, when they come and go, and where they belong."""

from telegram.ext import ChatMemberHandler, MessageReactionHandler

from handlers.commands import Audience, Command
from handlers.members import helping, letters, listing, nightly, own_tags, stars, tagging
from handlers.members.counting import count, moved, reacted
from handlers.routes import Hears, Phase, Routes

ROUTES = Routes(
    spoken=(Hears(Phase.COUNTING, count, edits=True),),
    updates=(
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
            "/tag @user TAG · /tag @user del TAG · /tag rule TAG SEGMENT|MEASURE N|off · /tag offer TAG TAG …|off",
            "/tag @xiaomei 茶艺师",
            run=tagging.tag,
            secret=True,
        ),
        Command("tags", Audience.MEMBER, "/tags", "/tags", run=own_tags.mine, keywords=("我的标签",)),
        Command(
            "helper",
            Audience.ADMIN,
            "/helper @user | @user off",
            "/helper @xiaomei",
            run=helping.helper,
            right="can_restrict_members",
        ),
        Command(
            "delete",
            Audience.ADMIN,
            "/delete",
            "/delete",
            run=helping.delete,
            right="can_delete_messages",
            reply_keywords=("删除",),
            helpers=True,
        ),
        Command(
            "letters",
            Audience.ADMIN,
            "/letters new|active|loyal|quiet|risk DAY TEXT|off",
            "/letters 流失 1 {name}，好久没见您了，最近茶喝得怎么样？",
            run=letters.letters,
            right="can_change_info",
            secret=True,
        ),
        Command(
            "star",
            Audience.ADMIN,
            "/star | /star off | /star weekly RULE|off",
            "/star weekly 周日 20:00",
            run=stars.star,
            reply_keywords=("精华", "加精"),
        ),
    ),
    buttons={"members": listing.pressed, "tags": own_tags.pressed},
    events={
        nightly.DUE: nightly.came_due,
        nightly.NIGHT: nightly.night,
        listing.ASKED: listing.show,
        helping.QUESTION_DUE: helping.question_due,
        letters.DUE: letters.due,
        stars.DUE: stars.due,
        stars.POSTED: stars.posted,
    },
)
