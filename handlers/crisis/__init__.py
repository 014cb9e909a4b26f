"""The crisis watch: what is said in a group is heard, judged in its community, and told to who can act, at once."""

from collections.abc import Sequence

from telegram.ext import MessageHandler, filters

from handlers.commands import Audience, Command
from handlers.commands.vocabulary import Run
from handlers.crisis import (
    aftercare,
    alerts,
    calming,
    commands,
    decisions,
    drill,
    duty,
    emerging,
    incidents,
    measuring,
    outside,
    praise,
    slowing,
    statements,
    taboo_quiz,
    watch_words,
    watching,
    wording,
)
from handlers.messages import IN_PRIVATE
from handlers.routes import Hears, Phase, Routes


def _command(name: str, form: str, example: str, run: Run, *, secret: bool = True) -> Command:
    """A command of the desk: an administrator's, decided by the community."""
    return Command(name, Audience.ADMIN, form, example, run=run, secret=secret, of_community=True)


COMMANDS: Sequence[Command] = (
    _command("watch", "/watch add WORD [urgent|rate]", "/watch add 拉肚子 紧急", watch_words.watch_command),
    _command("calm", "/calm WORD 2h", "/calm 退款 2h", duty.calm),
    _command("incidents", "/incidents", "/incidents", commands.incidents),
    _command("ack", "/ack [N]", "/ack 3", commands.ack),
    _command("assign", "/assign N @user", "/assign 3 @xiaoer", commands.assign_command),
    _command("note", "/note N TEXT", "/note 3 已联系仓库", commands.note),
    _command("close", "/close N CAUSE", "/close 3 已退款", commands.close),
    _command("duty", "/duty @a @b", "/duty @xiaoer @dianzhang", duty.duty, secret=False),
    _command("playbook", "/playbook LEVEL TEXT", "/playbook 橙色 先停推广，再统一回应", duty.playbook),
    _command("statement", "/statement TEXT", "/statement 我们正在核实，两小时内答复", statements.statement),
    _command("brand", "/brand add WORD", "/brand add 围炉小青柑", wording.brand, secret=False),
    _command(
        "taboo",
        "/taboo add WORD | ADVICE · quiz [RULE|off] · passed",
        "/taboo add 根治 | 请说“有助于缓解”",
        wording.taboo,
    ),
    Command(
        "kit", Audience.MEMBER, "/kit", "/kit add 冲泡方法 | 八十度水，焖三分钟", run=wording.kit, of_community=True
    ),
    _command("drill", "/drill [WORD]", "/drill 拉肚子", drill.drill),
    _command(
        "hook",
        "/hook URL [json|feishu|dingtalk|wecom|slack] [SECRET]",
        "/hook https://example.com/in 飞书",
        outside.hook,
    ),
)

ROUTES = Routes(
    spoken=(Hears(Phase.WATCHING, watching.watch, edits=True), Hears(Phase.WATCHING, slowing.said)),
    updates=((Phase.TALKING, MessageHandler(IN_PRIVATE & filters.Regex(r"^/start\b"), watching.came_in_private)),),
    commands=COMMANDS,
    buttons={
        "incident": decisions.incident_pressed,
        "term": emerging.term_pressed,
        "praise": praise.pressed,
        "care": aftercare.care_pressed,
        "statement": statements.statement_pressed,
        "watch": watch_words.word_pressed,
    },
    presses={
        decisions.PRESSED: decisions.pressed,
        watch_words.WORD_PRESSED: watch_words.word_removed,
        emerging.TERM_PRESSED: emerging.decided,
        statements.PRESSED: statements.pressed,
        aftercare.CARE: aftercare.care,
    },
    events={
        watching.SIGHTED: incidents.sighted,
        watching.READER: alerts.reader,
        alerts.TOLD: alerts.told,
        alerts.REMIND: alerts.remind,
        alerts.CALM: commands.calm,
        measuring.LOOK: calming.look_due,
        slowing.SLOW: slowing.slow,
        slowing.UNSLOW: slowing.unslow,
        decisions.GIVEN: decisions.given,
        slowing.SLOW_SEEN: slowing.seen,
        slowing.SET: slowing.limited,
        slowing.UNSLOW_SEEN: slowing.opened,
        slowing.SLOWED: decisions.slowed,
        slowing.SLOW_OVER: slowing.over,
        slowing.UNSLOWED: decisions.unslowed,
        drill.DRILL_OVER: drill.over,
        statements.POSTED: statements.posted,
        taboo_quiz.OPEN: taboo_quiz.opened,
        taboo_quiz.PLAN: taboo_quiz.plan,
        taboo_quiz.DUE: taboo_quiz.due,
        aftercare.A_WEEK_LATER: aftercare.a_week_later,
    },
)
