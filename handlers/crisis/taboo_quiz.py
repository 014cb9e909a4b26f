"""The quiz on what not to say: an exam made of the taboos, now or by a rule, and who has passed it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import msgspec

from bot.core.errors import Refused
from bot.core.ids import UserId, mailbox_id
from bot.core.period import anchored, next_run, parse_rule
from bot.core.text import Markup, clip
from bot.features.activities.activity import Draft, State
from bot.features.activities.kinds import exam
from bot.features.settings.model import Group
from bot.runtime.ticker import Due
from handlers.activities.engine import scene_of
from handlers.activities.running import begin
from handlers.commands import Request, reply
from handlers.desk import Desk
from storage.wording import Taboo

OPEN = "taboo_quiz"
PLAN = "taboo_quiz_plan"
DUE = "taboo_quiz_due"
QUIZ = ("quiz", "考核", "测验")
PASSED = ("passed", "通过", "名单")
OFF = ("off", "关", "取消")
LASTS = timedelta(days=3)
LATE_WITHIN = timedelta(days=1)
MOST = 10
WRONG = 2
"""Pieces of advice for other words that are offered beside the right one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An exam for one group. ``rule``: how often, empty for once and now, None for no longer."""

    by: UserId
    rule: str | None = ""


async def asked(desk: Desk, request: Request, group: Group, rest: str) -> None:
    """``/taboo quiz``: now; ``/taboo quiz every 2 weeks fri 18:00``: by a rule; ``/taboo quiz off``."""
    language = await desk.language_of(request.asker.id, group.language)
    if not await desk.store.community(group.community_id).wording.listed():
        raise Refused("taboo-none")
    if rest.casefold() in OFF:
        desk.work.forward(group.mailbox, PLAN, Wanted(request.asker.id, None))
        said = desk.say(language, "taboo-quiz-off", group=group.title)
    elif rest:
        zone = ZoneInfo(group.timezone)
        rule = anchored(parse_rule(rest), zone, desk.now)
        if next_run(rule, zone, desk.now) is None:
            raise Refused("post-in-the-past")
        desk.work.forward(group.mailbox, PLAN, Wanted(request.asker.id, str(rule)))
        when = desk.house.texts.schedule(language, rule)
        said = desk.say(language, "taboo-quiz-planned", group=group.title, rule=when)
    else:
        desk.work.forward(group.mailbox, OPEN, Wanted(request.asker.id))
        said = desk.say(language, "taboo-quiz-opened", group=group.title)
    await reply(desk, request, group, said, privately=True)


async def passed(desk: Desk, request: Request, group: Group) -> None:
    """Who has passed the newest exam of the group."""
    language = await desk.language_of(request.asker.id, group.language)
    newest = await desk.store.chat(group.chat_id).activities.newest(exam.KIND.name)
    if newest is None:
        raise Refused("taboo-quiz-never")
    tried = scene_of(desk, group, newest).of("try")
    names = [clip(one.name, 40) for one in tried if one.state == exam.PASSED]
    lines = [
        desk.say(language, "taboo-quiz-passed", title=newest.activity.title, passed=len(names), tried=len(tried)),
        *(Markup.escape(f"· {name}") for name in names),
    ]
    await reply(desk, request, group, Markup("\n").join(lines), privately=True)


# --- in the mailbox of the group -----------------------------------------------------------------------------------


async def plan(desk: Desk, body: bytes) -> None:
    """Hold one by a rule, or no longer."""
    wanted = msgspec.json.decode(body, type=Wanted)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    schedules, key = desk.store.schedules(group.mailbox), f"taboo_quiz:{group.chat_id}"
    if not wanted.rule:
        schedules.cancel(key)
        return
    first = next_run(parse_rule(wanted.rule), ZoneInfo(group.timezone), desk.now)
    schedules.set(key, DUE, first, rule=wanted.rule, zone=group.timezone, payload=str(wanted.by))


async def opened(desk: Desk, body: bytes) -> None:
    """Hold one now."""
    await _hold(desk, msgspec.json.decode(body, type=Wanted).by)


async def due(desk: Desk, body: bytes) -> None:
    """The rule has come round; one that was missed for more than a day is left out."""
    found = msgspec.json.decode(body, type=Due)
    if desk.now - found.due_at <= LATE_WITHIN:
        await _hold(desk, UserId(int(found.payload)))


async def _hold(desk: Desk, by: UserId) -> None:
    """Open the exam, unless the last one is still open."""
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    known = (await desk.store.chat(group.chat_id).activities.open()).values()
    if any(one.activity.details.get("taboos") and one.activity.state is State.OPEN for one in known):
        return
    taboos = await desk.store.community(group.community_id).wording.listed()
    if not taboos:
        return
    details = exam.asked_of(_questions(desk, group, taboos, desk.now)) | {"taboos": True}
    title = desk.say(group.language, "taboo-quiz-title").plain()
    await begin(desk, group, exam.KIND, Draft(title, desk.now + LASTS, details), by)


def _questions(desk: Desk, group: Group, taboos: list[Taboo], now: datetime) -> list[list[str]]:
    """What to say instead of each word, some of them at a time; beside it the word itself and advice for other words."""
    day = f"{now:%Y-%m-%d}"
    mixed = sorted(taboos, key=lambda taboo: sha256(f"{day}:{taboo.folded}".encode()).digest())
    found = []
    for place, taboo in enumerate(mixed[:MOST]):
        others = [other.advice for other in mixed[place + 1 :] + mixed[:place] if other.advice != taboo.advice]
        said = desk.say(group.language, "taboo-quiz-bad", word=taboo.word).plain()
        wrong = [said, *dict.fromkeys(others)][: 1 + WRONG]
        question = desk.say(group.language, "taboo-quiz-question", word=taboo.word).plain()
        found.append([question, taboo.advice, *(option for option in wrong if option != taboo.advice)])
    return found
