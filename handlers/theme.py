"""/theme: what a group is about. Once an hour the last hour's talk is looked at; a message costs nothing."""

from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from bot.core.clock import from_micros, to_micros
from bot.core.effect import Button, EditMessage
from bot.core.ids import mailbox_id
from bot.core.text import Markup
from bot.features.privacy.settings import PrivacySettings
from bot.features.quiet.rules import free_from
from bot.features.quiet.settings import QuietSettings
from bot.features.settings.model import Group
from bot.features.theme.rules import has_drifted, listen, read_words
from bot.features.theme.settings import ThemeSettings
from bot.runtime.ticker import Due
from handlers import access, notices
from handlers.commands import Audience, Command, Request, reply, spoken
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.routes import Routes

LOOK: Final = "theme_look"
RIGHT: Final = "can_change_info"
OFF: Final = ("off", "关", "关闭", "取消")
FEATURE: Final = ThemeSettings.feature
EVERY: Final = timedelta(hours=1)
MOST_TEXTS: Final = 500
NAMED: Final = 3
"""Words of the theme that a reminder names."""
STAYS: Final = timedelta(hours=6)


async def theme(desk: Desk, request: Request, group: Group) -> None:
    """Show the theme, set it, or have none."""
    language, typed = await spoken(desk, request, group), request.args.strip()
    if typed:
        group = await _set(desk, group, [] if typed.casefold() in OFF else read_words(typed))
    await reply(desk, request, group, *_state(desk, group, language))


async def pressed(desk: Desk, press: Press) -> None:
    """A button under the state."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    language = await desk.language_of(press.chat_id, group.language)
    if press.intent.verb == "off":
        group = await _set(desk, group, [])
    else:
        group = desk.store.groups.set_value(group, FEATURE, "nudge", press.intent.verb == "nudge")
    text, rows = _state(desk, group, language)
    if press.message_id is not None:
        frozen = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(press.chat_id, text, frozen, message_id=press.message_id))
    desk.answer(press, desk.say(language, "theme-saved"))


async def look(desk: Desk, body: bytes) -> None:
    """Look at the last hour's talk, and say a gentle word when it has drifted off: seldom, and at no bad moment."""
    due = msgspec.json.decode(body, type=Due)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    settings = group.settings(ThemeSettings) if group is not None else None
    if group is None or settings is None or not settings.words:
        return
    nudged_at = from_micros(int(due.payload)) if due.payload else None
    if settings.nudge and (nudged_at is None or desk.now - nudged_at >= timedelta(hours=settings.nudge_hours)):
        said = await desk.store.chat(group.chat_id).messages.recent(desk.now - EVERY, MOST_TEXTS)
        # A topic of a forum is about something of its own.
        talk = listen([(one.sender_id, one.text) for one in said if one.thread_id is None], settings.words)
        if has_drifted(talk, settings) and await _may_speak(desk, group):
            nudged_at = desk.now
            await _nudge(desk, group, settings)
    _plan(desk, group, str(to_micros(nudged_at)) if nudged_at is not None else "")


async def _may_speak(desk: Desk, group: Group) -> bool:
    """Whether the group neither rests nor works, and nothing burns."""
    quiet = group.settings(QuietSettings)
    if free_from((quiet.quiet, quiet.work), ZoneInfo(group.timezone), desk.now) != desk.now:
        return False
    return not await desk.store.community(group.community_id).incidents.hold_posts()


async def _nudge(desk: Desk, group: Group, settings: ThemeSettings) -> None:
    words = desk.say(group.language, "list-separator").join(settings.words[:NAMED])
    text = desk.say(group.language, "theme-nudge", words=words)
    await notices.put_up(desk, group, FEATURE, text, until=desk.now + STAYS)


async def _set(desk: Desk, group: Group, words: list[str]) -> Group:
    schedules = desk.store.schedules(group.mailbox)
    planned = await schedules.find(_key(group))
    if not words:
        schedules.cancel(_key(group))
    elif planned is None:
        _plan(desk, group)
    return desk.store.groups.set_value(group, FEATURE, "words", words)


def _plan(desk: Desk, group: Group, payload: str = "") -> None:
    """Look again in an hour; ``payload``: when the group was last nudged."""
    desk.store.schedules(group.mailbox).set(_key(group), LOOK, desk.now + EVERY, payload=payload)


def _key(group: Group) -> str:
    return f"theme:{group.chat_id}"


def _state(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    settings, say = group.settings(ThemeSettings), desk.say
    hint = say(language, "theme-hint")
    if not settings.words:
        return Markup("\n").join([say(language, "theme-none"), hint]), ()
    lines = [
        say(language, "theme-is", words=say(language, "list-separator").join(settings.words)),
        say(language, "theme-nudges" if settings.nudge else "theme-nudges-not", hours=settings.nudge_hours),
    ]
    if not group.settings(PrivacySettings).message_days:
        lines.append(say(language, "theme-needs-texts"))
    verb = "hush" if settings.nudge else "nudge"
    row: list[Button] = [
        button(say(language, f"theme-button-{one}").plain(), FEATURE, one, group.chat_id) for one in (verb, "off")
    ]
    return Markup("\n").join([*lines, hint]), [row]


ROUTES = Routes(
    commands=(
        Command("theme", Audience.ADMIN, "/theme WORD WORD … | off", "/theme 茶 茶具 冲泡", run=theme, right=RIGHT),
    ),
    buttons={FEATURE: pressed},
    events={LOOK: look},
)
