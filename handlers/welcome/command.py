"""/welcome: show, set, try or switch off the greeting."""

from datetime import timedelta

from bot.core.effect import Button, EditMessage
from bot.core.errors import Refused
from bot.core.event import Media
from bot.core.period import parse_duration
from bot.core.text import Markup
from bot.features.settings.model import Group
from bot.features.welcome.rules import LONGEST, LONGEST_CAPTION, read_template
from bot.features.welcome.settings import LONGEST_STAY_S, SHOWABLE, WelcomeSettings
from handlers import access, newcomers
from handlers.commands import Audience, Command, Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.welcome.greeting import compose, send, template_of

RIGHT = "can_change_info"
FEATURE = WelcomeSettings.feature

OFF = ("off", "关", "关闭")
TEST = ("test", "试", "测试")
DELETE = ("delete", "删除", "自动删除")
PRIVATE = ("private", "私聊")
ON = ("on", "开", "开启")
NEVER = (*OFF, "0", "never", "不删")


async def welcome(desk: Desk, request: Request, group: Group) -> None:
    """Show, set, try or switch off the greeting, its picture, how long it stays, and whether it comes in private too."""
    language, typed = await spoken(desk, request, group), request.args.strip()
    word, _, rest = typed.partition(" ")
    word, rest = word.casefold(), rest.strip()
    shown = _shown(request)
    if not typed and shown is None:
        await reply(desk, request, group, *_state(desk, group, language))
    elif word in OFF and not rest:
        desk.store.groups.set_value(group, FEATURE, "text", None)
        await reply(desk, request, group, desk.say(language, "welcome-off"))
    elif word in TEST and not rest:
        await _test(desk, request, group, language)
    elif word in DELETE and rest and shown is None:
        group = desk.store.groups.set_value(group, FEATURE, "delete_after_s", _seconds(rest))
        await reply(desk, request, group, *_state(desk, group, language))
    elif word in PRIVATE and rest.casefold() in (*ON, *OFF):
        group = desk.store.groups.set_value(group, FEATURE, "private", rest.casefold() in ON)
        await reply(desk, request, group, *_state(desk, group, language))
    else:
        _set(desk, request, group, typed, shown)
        await reply(desk, request, group, desk.say(language, "welcome-set"))


def _shown(request: Request) -> Media | None:
    """The picture or video that comes with the command, or that it answers to."""
    answered = request.message.reply
    for media in (request.message.media, answered.media if answered is not None else None):
        if media is not None and media.kind in SHOWABLE and media.file_id is not None:
            return media
    return None


def _set(desk: Desk, request: Request, group: Group, typed: str, shown: Media | None) -> None:
    """Keep a template with its formatting, and what stands above it; words may come from under the picture."""
    text = request.message.formatted_end(typed)
    if not typed and request.message.reply is not None:
        text = request.message.reply.markup
    if text:
        read_template(text, LONGEST if shown is None else LONGEST_CAPTION)
    changed = desk.store.groups.set_value(group, FEATURE, "text", str(text))
    media = f"{shown.kind.value} {shown.file_id}" if shown is not None else ""
    desk.store.groups.set_value(changed, FEATURE, "media", media)


def _seconds(typed: str) -> int:
    if typed.casefold() in NEVER:
        return 0
    seconds = int(parse_duration(typed).total_seconds())
    if not 0 < seconds <= LONGEST_STAY_S:
        raise Refused("welcome-stay-out-of-range", hours=LONGEST_STAY_S // 3_600)
    return seconds


async def _test(desk: Desk, request: Request, group: Group, language: str) -> None:
    """Show the greeting as the asker would get it."""
    template = template_of(desk, group)
    if template is None:
        await reply(desk, request, group, desk.say(language, "welcome-state-off"))
        return
    announced = newcomers.announcement(desk, group, group.language)
    name = Markup.mention(request.asker.id, request.asker.name)
    greeting = await compose(desk, group, template, name, [announced] if announced is not None else [])
    send(desk, request.message.chat_id, greeting, thread_id=request.message.thread_id)


# --- the state ---------------------------------------------------------------------------------------------------


def _state(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    """What the greeting is now, and what can be pressed."""
    settings, say = group.settings(WelcomeSettings), desk.say
    own = button(say(language, "welcome-button-own").plain(), "welcome", "own", group.chat_id)
    off = button(say(language, "welcome-button-off").plain(), "welcome", "off", group.chat_id)
    rows: list[list[Button]]
    if settings.text is None:
        lines, rows = [say(language, "welcome-state-off")], [[own]]
    elif settings.text:
        lines, rows = [say(language, "welcome-state", text=Markup.quote(Markup(settings.text)))], [[own, off]]
    else:
        lines = [say(language, "welcome-state-own", text=Markup.quote(say(group.language, "welcome-default")))]
        rows = [[off]]
    if settings.text is not None:
        lines += _manners(desk, language, settings)
        toggle = say(language, "welcome-button-private", private=settings.private).plain()
        rows.append([button(toggle, "welcome", "private", group.chat_id, int(not settings.private))])
    lines.append(say(language, "welcome-hint"))
    return Markup("\n").join(lines), rows


def _manners(desk: Desk, language: str, settings: WelcomeSettings) -> list[Markup]:
    """What is above it, how long it stays, and where else it is said."""
    lines = []
    if settings.shown is not None:
        lines.append(desk.say(language, "welcome-state-media", kind=settings.shown.kind.value))
    if settings.delete_after_s:
        stays = desk.house.texts.duration(language, timedelta(seconds=settings.delete_after_s))
        lines.append(desk.say(language, "welcome-state-stays", time=stays))
    if settings.private:
        lines.append(desk.say(language, "welcome-state-private"))
    return lines


async def press(desk: Desk, press: Press) -> None:
    """A button under the state."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    language = await desk.language_of(press.presser.id, group.language) if press.chat_id > 0 else group.language
    match press.intent.verb:
        case "own":
            group = desk.store.groups.set_value(group, FEATURE, "text", "")
            group = desk.store.groups.set_value(group, FEATURE, "media", "")
        case "off":
            group = desk.store.groups.set_value(group, FEATURE, "text", None)
        case "private":
            group = desk.store.groups.set_value(group, FEATURE, "private", bool(press.intent.number(1)))
        case _:
            raise ValueError("no such button")
    text, rows = _state(desk, group, language)
    desk.work.emit(EditMessage(press.chat_id, text, tuple(tuple(row) for row in rows), message_id=press.message_id))
    desk.answer(press, desk.say(language, "welcome-off" if press.intent.verb == "off" else "welcome-set"))


COMMAND = Command(
    "welcome",
    Audience.ADMIN,
    "/welcome TEXT | test | off | delete 10m | private on",
    "/welcome 欢迎 {name}！先看看 {rules} 吧。",
    run=welcome,
    right=RIGHT,
)
