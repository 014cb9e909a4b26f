"""The panel's buttons, and what was typed for it: in the mailbox of the group, for who may."""

import msgspec

from bot.core.effect import EditMessage
from bot.core.errors import NotPermitted, Refused
from bot.core.ids import chat_mailbox, mailbox_id
from bot.features.settings.fields import Kind, Setting, Value, read
from bot.features.settings.model import Group
from handlers import access
from handlers.changes import SETTINGS
from handlers.desk import Desk
from handlers.keyboards import Press
from handlers.panel import changing, documents, history, pages
from handlers.panel.expecting import EXPECT, IMPORT, Expected, Typed


async def pressed(desk: Desk, press: Press) -> None:
    """A button of the panel. It stands in private chats only."""
    if press.chat_id != press.presser.id:
        raise Refused("press-old")
    language = await desk.language_of(press.presser.id)
    if press.intent.verb == "copy":
        _turn(desk, press, await documents.others(desk, press, press.intent.number(), language))
        desk.answer(press)
        return
    # Before the rights are refreshed: a decision may not read what it has written.
    other = await desk.group(press.intent.number(1)) if press.intent.verb == "from" else None
    group = await access.pressed(desk, press, None)
    if group is not None:
        _turn(desk, press, await _act(desk, press, group, language, other))


def _turn(desk: Desk, press: Press, page: pages.Page | None) -> None:
    """Show another page in the same message."""
    if page is not None and press.message_id is not None:
        text, rows = page
        frozen = tuple(tuple(row) for row in rows)
        desk.work.emit(EditMessage(press.chat_id, text, frozen, message_id=press.message_id))


async def _act(desk: Desk, press: Press, group: Group, language: str, other: Group | None) -> pages.Page | None:
    """Do what a button means; returns the page to show, None to leave it as it is.

    Raises:
        NotPermitted, Refused: the presser hears why.
        ValueError, IndexError: there is no such button.
    """
    asker = press.presser.id
    match press.intent.verb:
        case "home":
            desk.answer(press)
            return pages.home(desk, group, language)
        case "feature":
            name = press.intent.arguments[1]
            access.require(group, asker, pages.right_of(name))
            desk.answer(press)
            return pages.feature(desk, group, language, name, press.intent.number(2))
        case "setting":
            setting = _setting(press.intent.arguments[1])
            access.require(group, asker, pages.right_of(setting.feature))
            desk.answer(press)
            return pages.setting(desk, group, language, setting)
        case "set":
            setting = _setting(press.intent.arguments[1])
            return await _change(desk, press, group, language, setting, [_meant(setting, press.intent.arguments[2])])
        case "reset":
            return await _change(desk, press, group, language, _setting(press.intent.arguments[1]), [])
        case "undo":
            group, code = await history.undo(desk, group, asker, press.intent.number(1))
            desk.answer(press, desk.say(language, "panel-undone"))
            return pages.setting(desk, group, language, SETTINGS.by_code[code])
        case "type":
            setting = _setting(press.intent.arguments[1])
            changing.require(group, asker, [setting])
            _await(desk, press, group, language, setting.code, f"panel-type-{setting.kind.value}")
            return None
        case "import":
            access.require(group, asker, pages.USUAL_RIGHT)
            _await(desk, press, group, language, IMPORT, "panel-type-import")
            return None
        case "export":
            documents.export(desk, press, group, language)
            return None
        case "history":
            desk.answer(press)
            return await history.page(desk, group, language, asker)
        case "from":
            reading = documents.settings_of(documents.require_other(other, press.presser))
            page = documents.propose(desk, press.presser, group, language, reading)
            desk.answer(press)
            return page
        case "apply":
            return await documents.apply(desk, press, group, language)
        case _:
            raise ValueError(press.intent.verb)


def _setting(code: str) -> Setting:
    if code not in SETTINGS.by_code:
        raise ValueError(code)
    return SETTINGS.by_code[code]


def _meant(setting: Setting, argument: str) -> Value:
    """The value in a button's data."""
    if setting.may_be_off and argument == "off" and argument not in setting.choices:
        return None
    if setting.kind is Kind.TOGGLE:
        return argument == "true"
    return read(setting, argument)


async def _change(
    desk: Desk, press: Press, group: Group, language: str, setting: Setting, value: list[Value]
) -> pages.Page:
    changing.require(group, press.presser.id, [setting])
    fitting = [changing.fitting(group, press.presser.id, setting, each) for each in value]
    group, numbers = await changing.change(desk, group, {setting: fitting})
    desk.answer(press, desk.say(language, "panel-saved" if numbers else "panel-same"))
    return pages.setting(desk, group, language, setting, undo=numbers[0] if numbers else None)


def _await(desk: Desk, press: Press, group: Group, language: str, code: str, prompt: str) -> None:
    """Ask for what shall be typed, and let the private chat wait for it."""
    expected = Expected(group.chat_id, press.presser.id, code)
    desk.work.forward(chat_mailbox(press.presser.id), EXPECT, expected)
    desk.send(press.presser.id, desk.say(language, prompt))
    desk.answer(press)


async def typed(desk: Desk, body: bytes) -> None:
    """What was asked for has been written: set it, or show what a document would change."""
    said = msgspec.json.decode(body, type=Typed)
    group = await desk.group(mailbox_id(desk.work.mailbox))
    if group is None:
        return
    desk.actor = said.person
    language = await desk.language_of(said.person.id, group.language)
    group = await access.fresh(desk, group)
    try:
        access.require(group, said.person.id, None)
        text, rows = await _typed(desk, group, language, said)
    except NotPermitted as error:
        text, rows = desk.say(language, "not-permitted", right=desk.say(language, f"right-{error.right}")), []
    except Refused as error:
        text, rows = desk.say(language, error.key, **error.values), []
    desk.send(said.person.id, text, rows)


async def _typed(desk: Desk, group: Group, language: str, said: Typed) -> pages.Page:
    if said.expected.code == IMPORT:
        return documents.propose(desk, said.person, group, language, documents.read(group, said.text))
    setting = SETTINGS.by_code.get(said.expected.code)
    if setting is None or said.text is None:
        raise Refused("press-old")
    changing.require(group, said.person.id, [setting])
    value = read(setting, said.markup if setting.is_markup else said.text)
    fitting = changing.fitting(group, said.person.id, setting, value)
    group, numbers = await changing.change(desk, group, {setting: [fitting]})
    return pages.setting(desk, group, language, setting, undo=numbers[0] if numbers else None)
