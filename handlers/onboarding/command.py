"""/onboarding: switched on and off, the tag, the letters of the community, and how far newcomers come."""

from datetime import timedelta

import msgspec

from bot.core.effect import EditMessage
from bot.core.errors import Refused
from bot.core.ids import mailbox_id
from bot.core.text import Markup
from bot.features.onboarding.model import Funnel, Stopped
from bot.features.onboarding.settings import DAYS, LONGEST_LETTER, OnboardingSettings, is_letter
from bot.features.settings.model import Group
from handlers import access
from handlers.commands import Audience, Command, Misused, Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.onboarding.letters import words

RIGHT = "can_change_info"
TEMPLATE = "onboarding_template"
SHOWN = timedelta(days=30)

ON = ("on", "开", "开启")
OFF = ("off", "关", "关闭")
DAY = ("day", "第")
TAG = ("tag", "标签", "话题")
DEFAULT = ("default", "默认")


class Template(msgspec.Struct, frozen=True):
    """A letter for the whole community: its HTML, None for no letter, empty for the bot's own words."""

    day: int
    text: str | None


async def onboarding(desk: Desk, request: Request, group: Group) -> None:
    """Show how it goes, or change it."""
    language, typed = await spoken(desk, request, group), request.args.strip()
    word, _, rest = typed.partition(" ")
    word, rest = word.casefold(), rest.strip()
    feature = OnboardingSettings.feature
    if word in (*ON, *OFF) and not rest:
        group = desk.store.groups.set_value(group, feature, "on", word in ON)
    elif word in TAG and rest:
        group = desk.store.groups.set_value(group, feature, "tag", _tag(rest))
    elif word in DAY or word.startswith("第"):
        await reply(desk, request, group, _template(desk, request, group, language, typed))
        return
    elif typed:
        raise Misused
    await reply(desk, request, group, *await _state(desk, group, language))


def _tag(typed: str) -> str:
    tag = "#" + typed.lstrip("#＃")
    if len(tag.split()) != 1 or not 2 <= len(tag) <= 32:
        raise Misused
    return tag


def _template(desk: Desk, request: Request, group: Group, language: str, typed: str) -> Markup:
    """Show the letter of a day, or hand a new one to the community, whose groups share it."""
    pieces = typed.removeprefix("第").removeprefix("day").lstrip().split(maxsplit=1)
    number = pieces[0].removesuffix("天") if pieces else ""
    if not number.isdecimal() or int(number) not in DAYS:
        raise Misused
    day, rest = int(number), pieces[1].strip() if len(pieces) > 1 else ""
    if not rest:
        if day not in group.settings(OnboardingSettings).days:
            return desk.say(language, "onboarding-letter-none", day=day)
        shown = Markup.quote(words(desk, group, group.language, day, request.asker.name))
        return desk.say(language, "onboarding-letter-shown", day=day, text=shown)
    text: str | None
    if rest.casefold() in OFF:
        text, key = None, "onboarding-letter-off"
    elif rest.casefold() in DEFAULT:
        text, key = "", "onboarding-letter-default"
    else:
        text, key = str(request.message.formatted_end(rest)), "onboarding-letter-set"
        if not is_letter(text):
            raise Refused("onboarding-letter-too-long", longest=LONGEST_LETTER)
    desk.work.forward(group.community_mailbox, TEMPLATE, Template(day, text))
    return desk.say(language, key, day=day)


async def template_changed(desk: Desk, body: bytes) -> None:
    """A letter of the community has been changed, in the community's own mailbox."""
    template = msgspec.json.decode(body, type=Template)
    community, feature = mailbox_id(desk.work.mailbox), OnboardingSettings.feature
    letters = dict(await desk.store.groups.community_value(community, feature, "letters") or {})
    letters[str(template.day)] = template.text
    await desk.store.groups.set_community_value(community, feature, "letters", letters)


# --- how it goes -------------------------------------------------------------------------------------------------


async def _state(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    settings, say = group.settings(OnboardingSettings), desk.say
    lines = [Markup.bold(say(language, "onboarding-state", on=settings.on))]
    store = desk.store.chat(group.chat_id)
    with_rules = await store.rules.current() is not None
    funnel = await store.journeys.funnel(desk.now - SHOWN, with_rules=with_rules)
    lines += _funnel(desk, language, funnel, with_rules=with_rules)
    days = say(language, "list-separator").join(str(day) for day in settings.days)
    if settings.days:
        lines.append(say(language, "onboarding-letters-state", days=days, hour=f"{settings.hour:%H:%M}"))
    else:
        lines.append(say(language, "onboarding-letters-none"))
    lines += [Markup(""), say(language, "onboarding-hint", tag=settings.tag)]
    switch = say(language, "onboarding-switch-button", on=settings.on).plain()
    rows = [[button(switch, "onboarding", "switch", group.chat_id, int(not settings.on))]]
    rows.append(
        [
            button(say(language, "onboarding-day-button", day=day).plain(), "onboarding", "day", group.chat_id, day)
            for day in settings.days
        ]
    )
    return Markup("\n").join(lines), [row for row in rows if row]


def _funnel(desk: Desk, language: str, funnel: Funnel, *, with_rules: bool) -> list[Markup]:
    """How many have come how far, with shares of those who came."""
    say = desk.say
    if not funnel.began:
        return [say(language, "onboarding-nobody-yet", days=SHOWN.days)]

    def share(people: int) -> str:
        return f"{round(100 * people / funnel.began)}%"

    lines = [say(language, "onboarding-began", people=funnel.began, days=SHOWN.days)]
    reached = {
        **({"confirmed": funnel.confirmed} if with_rules else {}),
        "introduced-count": funnel.introduced,
        "checked-in": funnel.checked_in,
        "complete-count": funnel.complete,
    }
    lines += [
        say(language, f"onboarding-{name}", people=people, share=share(people)) for name, people in reached.items()
    ]
    lines.append(say(language, "onboarding-letters", letters=funnel.letters))
    reasons = [
        say(language, f"onboarding-stopped-{why}", people=funnel.stopped[why])
        for why in Stopped
        if why in funnel.stopped
    ]
    if reasons:
        lines.append(say(language, "onboarding-stopped", reasons=say(language, "list-separator").join(reasons)))
    return lines


async def press(desk: Desk, press: Press) -> None:
    """A button under the state."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    language = await desk.language_of(press.presser.id, group.language) if press.chat_id > 0 else group.language
    if press.intent.verb == "day":
        day = press.intent.number(1)
        text = words(desk, group, group.language, day, press.presser.name)
        desk.answer(press)
        shown = desk.say(language, "onboarding-letter-shown", day=day, text=Markup.quote(text))
        desk.send(press.chat_id, shown, thread_id=press.thread_id)
        return
    group = desk.store.groups.set_value(group, OnboardingSettings.feature, "on", bool(press.intent.number(1)))
    text, rows = await _state(desk, group, language)
    if press.message_id is not None:
        frozen = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(press.chat_id, text, frozen, message_id=press.message_id))
    desk.answer(press, desk.say(language, "onboarding-saved"))


COMMAND = Command(
    "onboarding",
    Audience.ADMIN,
    "/onboarding on | off | tag #自我介绍 | day 1|3|7 TEXT|off|default",
    "/onboarding day 3 {name}，茶单看了吗？",
    run=onboarding,
    right=RIGHT,
)
