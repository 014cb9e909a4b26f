"""Greeting who comes in: /welcome, and one greeting at a time in the group."""

from datetime import timedelta

import msgspec
import telegram
from telegram.ext import ChatMemberHandler

from bot.core.effect import Button, DeleteOwn, EditMessage, Outcome
from bot.core.text import Markup
from bot.features.settings.model import Group
from bot.features.welcome.rules import Template, read_template, render
from bot.features.welcome.settings import WelcomeSettings
from bot.runtime.ticker import Due
from handlers import access
from handlers.commands import Audience, Command, Request, reply
from handlers.context import WeiluContext
from handlers.desk import Desk, Rows
from handlers.incoming import is_present
from handlers.keyboards import Press, button
from handlers.routes import Phase, Routes

RIGHT = "can_change_info"
STALE_AFTER = timedelta(minutes=10)
"""Who came longer ago, before the bot woke up, is not greeted any more."""
DELETABLE = timedelta(hours=48)
"""Bot API: older messages cannot be deleted."""
STAYS = timedelta(hours=46)
"""A greeting goes after this time at the latest."""

GREETED = "greeted"
TIDY = "welcome_tidy"

OFF = ("off", "关", "关闭")
TEST = ("test", "试", "测试")


async def came(update: telegram.Update, context: WeiluContext) -> None:
    """Greet a person who has just come in; not bots, and nobody whose place has merely changed."""
    change = update.chat_member
    assert change is not None, "the route passes only chat_member updates"
    desk, new = context.desk, change.new_chat_member
    if is_present(change.old_chat_member) or not is_present(new) or new.status in ("administrator", "creator"):
        return
    group = await desk.group(change.chat.id)
    if group is None or new.user.is_bot or desk.now - change.date > STALE_AFTER:
        return
    template = _template(desk, group, group.language)
    if template is None:
        return
    previous = await desk.store.schedules(desk.work.mailbox).find(_tidy_key(group))
    values = await _values(desk, group, group.language, template, new.user.id, new.user.full_name)
    if previous is not None:
        desk.work.emit(DeleteOwn(group.chat_id), handle=previous.payload)
    # Each greeting has a handle of its own: the deletion must never mean the one that is just being sent.
    handle = f"greeting:{desk.work.buffer.next('greeting')}"
    desk.send(
        group.chat_id,
        render(template, values),
        _rows(template),
        handle=handle,
        expires_at=desk.now + STALE_AFTER,
        report=GREETED,
        memo=handle,
    )
    _plan_tidying(desk, group, handle)


def _template(desk: Desk, group: Group, language: str) -> Template | None:
    """The group's template, or the bot's own words; None when nobody is greeted."""
    text = group.settings(WelcomeSettings).text
    if text is None:
        return None
    return read_template(text or desk.say(language, "welcome-default").plain())


async def _values(
    desk: Desk, group: Group, language: str, template: Template, user_id: int, name: str
) -> dict[str, Markup]:
    """What stands for the placeholders, as markup."""
    count = await desk.house.directory.member_count(group.chat_id) if template.uses("count") else None
    return {
        "name": Markup.mention(user_id, name),
        "group": Markup.escape(group.title),
        "count": Markup.escape(count) if count is not None else desk.say(language, "welcome-count-unknown"),
        "rules": Markup.link(desk.say(language, "welcome-rules"), desk.bot.start_link(f"rules_{group.chat_id}")),
    }


def _rows(template: Template) -> Rows:
    return [[each] for each in template.buttons]


def _tidy_key(group: Group) -> str:
    return f"greeting:{group.chat_id}"


def _plan_tidying(desk: Desk, group: Group, handle: str) -> None:
    """Remember the greeting that stands in the group, and take it away before it can no longer be deleted."""
    desk.store.schedules(desk.work.mailbox).set(_tidy_key(group), TIDY, desk.now + STAYS, payload=handle)


async def greeted(desk: Desk, body: bytes) -> None:
    """A greeting that never appeared need not be taken away."""
    outcome = msgspec.json.decode(body, type=Outcome)
    if outcome.accepted:
        return
    schedules = desk.store.schedules(desk.work.mailbox)
    planned = await schedules.find(f"greeting:{outcome.chat_id}")
    if planned is not None and planned.payload == outcome.memo:
        schedules.cancel(planned.key)


async def tidy(desk: Desk, body: bytes) -> None:
    """The last greeting has stood long enough; later it could not be deleted any more."""
    due = msgspec.json.decode(body, type=Due)
    chat_id = int(due.key.rpartition(":")[2])
    if desk.now - due.due_at < DELETABLE - STAYS:
        desk.work.emit(DeleteOwn(chat_id), handle=due.payload)


# --- /welcome ----------------------------------------------------------------------------------------------------


async def welcome(desk: Desk, request: Request, group: Group) -> None:
    """Show, set, try or switch off the greeting."""
    language = await desk.language_of(request.asker.id, group.language) if request.in_private else group.language
    typed = request.args.strip()
    if not typed:
        text, rows = _state(desk, group, language)
        await reply(desk, request, group, text, rows)
    elif typed.casefold() in OFF:
        desk.store.groups.set_value(group, "welcome", "text", None)
        await reply(desk, request, group, desk.say(language, "welcome-off"))
    elif typed.casefold() in TEST:
        await _test(desk, request, group, language)
    else:
        read_template(typed)
        desk.store.groups.set_value(group, "welcome", "text", typed)
        await reply(desk, request, group, desk.say(language, "welcome-set"))


async def _test(desk: Desk, request: Request, group: Group, language: str) -> None:
    """Show the greeting as the asker would get it."""
    template = _template(desk, group, group.language)
    if template is None:
        await reply(desk, request, group, desk.say(language, "welcome-state-off"))
        return
    asker = request.asker
    values = await _values(desk, group, group.language, template, asker.id, asker.name)
    await reply(desk, request, group, render(template, values), _rows(template))


def _state(desk: Desk, group: Group, language: str) -> tuple[Markup, Rows]:
    """What the greeting is now, and what can be pressed."""
    text = group.settings(WelcomeSettings).text
    own = button(desk.say(language, "welcome-button-own").plain(), "welcome", "own", group.chat_id)
    off = button(desk.say(language, "welcome-button-off").plain(), "welcome", "off", group.chat_id)
    row: list[Button]
    if text is None:
        lines, row = [desk.say(language, "welcome-state-off")], [own]
    elif text:
        lines, row = [desk.say(language, "welcome-state", text=Markup.quote(text))], [own, off]
    else:
        words = desk.say(group.language, "welcome-default").plain()
        lines, row = [desk.say(language, "welcome-state-own", text=Markup.quote(words))], [off]
    lines.append(desk.say(language, "welcome-hint"))
    return Markup("\n").join(lines), [row]


async def press(desk: Desk, press: Press) -> None:
    """A button under the state: the bot's own words, or nothing."""
    group = await access.pressed(desk, press, RIGHT)
    if group is None:
        return
    own = press.intent.verb == "own"
    language = await desk.language_of(press.presser.id, group.language) if press.chat_id > 0 else group.language
    group = desk.store.groups.set_value(group, "welcome", "text", "" if own else None)
    text, rows = _state(desk, group, language)
    desk.work.emit(EditMessage(press.chat_id, text, tuple(tuple(row) for row in rows), message_id=press.message_id))
    desk.answer(press, desk.say(language, "welcome-set" if own else "welcome-off"))


ROUTES = Routes(
    updates=((Phase.TALKING, ChatMemberHandler(came, ChatMemberHandler.CHAT_MEMBER)),),
    commands=(
        Command(
            "welcome",
            Audience.ADMIN,
            "/welcome TEXT | off | test",
            "/welcome 欢迎 {name}！先看看 {rules} 吧。",
            run=welcome,
            right=RIGHT,
        ),
    ),
    buttons={"welcome": press},
    events={GREETED: greeted, TIDY: tidy},
)
