"""Many settings at once: a document out and in, and another group's settings; shown before they are applied."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec

from bot.core.errors import NotPermitted, Refused
from bot.core.event import Person
from bot.core.ids import ChatId
from bot.core.text import Markup
from bot.features.settings.document import SHOWN, Reading, read_document
from bot.features.settings.fields import Setting, Value
from bot.features.settings.model import Group
from handlers import access
from handlers.changes import SETTINGS
from handlers.desk import Desk, Rows
from handlers.keyboards import Press, button
from handlers.panel import changing
from handlers.panel.expecting import OVER
from handlers.panel.giving import give_settings
from handlers.panel.pages import Page, home, right_of
from handlers.panel.wording import IN_A_LIST, described, shown, value_of

KEPT = timedelta(minutes=10)
LISTED = 20


class Draft(msgspec.Struct, frozen=True):
    """Changes that wait for a nod: ``[code, value]`` each."""

    user_id: int
    values: list[tuple[str, Value]]


# --- out -----------------------------------------------------------------------------------------------------------


def export(desk: Desk, press: Press, group: Group, language: str) -> None:
    """The group's own settings as a file."""
    give_settings(desk, press.presser, group, language)
    desk.answer(press)


# --- in ------------------------------------------------------------------------------------------------------------


def read(group: Group, content: str | None) -> Reading:
    """What a document asks for.

    Raises:
        Refused: it cannot be read.
    """
    if content is None:
        raise Refused("panel-import-unreadable")
    return read_document(SETTINGS, content.encode(), group.layers)


def settings_of(other: Group) -> Reading:
    """What another group has set itself."""
    own = other.layers[-1]
    wanted = {
        setting: value_of(other, setting)
        for feature, some in SETTINGS.by_feature.items()
        for setting in some
        if setting.is_open and setting.key in own.get(feature, {})
    }
    return Reading(wanted, ())


def propose(desk: Desk, person: Person, group: Group, language: str, reading: Reading) -> Page:
    """What would change, with a button that changes it; what means nothing is named.

    Raises:
        NotPermitted: one of the changes takes a right that the person lacks.
    """
    new = {setting: value for setting, value in reading.wanted.items() if value_of(group, setting) != value}
    changing.require(group, person.id, new)
    for setting, value in new.items():
        changing.fitting(group, person.id, setting, value)
    lines = [Markup.bold(desk.say(language, "panel-proposed", count=len(new)))]
    lines += _lines(desk, language, group, new)
    if reading.odd:
        named = [Markup.code(name) for name in reading.odd[:SHOWN]]
        names = desk.say(language, "list-separator").join(named)
        lines.append(desk.say(language, "panel-import-odd", count=len(reading.odd), names=names))
    if not new:
        return Markup("\n").join([*lines[1:], desk.say(language, "panel-nothing-new")]), _back(desk, group, language)
    draft = Draft(person.id, [(setting.code, value) for setting, value in new.items()])
    desk.store.schedules(desk.work.mailbox).set(
        _key(group.chat_id, person.id), OVER, desk.now + KEPT, payload=msgspec.json.encode(draft).decode()
    )
    nod = button(desk.say(language, "panel-apply").plain(), "panel", "apply", group.chat_id)
    return Markup("\n").join(lines), [[nod], *_back(desk, group, language)]


def _lines(desk: Desk, language: str, group: Group, new: Mapping[Setting, Value]) -> Sequence[Markup]:
    lines = [
        desk.say(
            language,
            "panel-change",
            what=described(language, setting),
            was=shown(desk, language, setting, value_of(group, setting), IN_A_LIST).plain(),
            now=shown(desk, language, setting, value, IN_A_LIST).plain(),
        )
        for setting, value in list(new.items())[:LISTED]
    ]
    if len(new) > LISTED:
        lines.append(desk.say(language, "panel-and-more", count=len(new) - LISTED))
    return lines


async def apply(desk: Desk, press: Press, group: Group, language: str) -> Page:
    """Make the changes that were shown.

    Raises:
        Refused: they are not there any more, or do not fit any more.
        NotPermitted: a right has been lost meanwhile.
    """
    key = _key(group.chat_id, press.presser.id)
    kept = await desk.store.schedules(desk.work.mailbox).find(key, beside_writes=True)
    if kept is None:
        raise Refused("press-old")
    draft = msgspec.json.decode(kept.payload, type=Draft)
    new = {SETTINGS.by_code[code]: value for code, value in draft.values if code in SETTINGS.by_code}
    changing.require(group, press.presser.id, new)
    fitting = {each: [changing.fitting(group, press.presser.id, each, value)] for each, value in new.items()}
    group, numbers = await changing.change(desk, group, fitting)
    desk.store.schedules(desk.work.mailbox).cancel(key)
    desk.answer(press, desk.say(language, "panel-applied", count=len(numbers)))
    return home(desk, group, language)


# --- from another group ----------------------------------------------------------------------------------------------


async def others(desk: Desk, press: Press, chat_id: int, language: str) -> Page:
    """The other groups that somebody runs; asked in their own mailbox."""
    group = await desk.group(chat_id)
    run = [other for other in await desk.store.groups.run_by(press.presser.id) if other != chat_id]
    if group is None or not group.is_admin(press.presser.id):
        raise NotPermitted("is_administrator")
    rows = []
    for other_id in run[:50]:
        other = await desk.group(other_id)
        if other is not None:
            rows.append([button(other.title[:40] or str(other_id), "panel", "from", chat_id, other_id)])
    key = "panel-copy-which" if rows else "panel-copy-none"
    return desk.say(language, key, group=group.title), [*rows, *_back(desk, group, language)]


def require_other(other: Group | None, person: Person) -> Group:
    """The other group, for who may see all its settings.

    Raises:
        NotPermitted: they may not.
    """
    if other is None:
        raise NotPermitted("is_administrator")
    for setting in settings_of(other).wanted:
        access.require(other, person.id, right_of(setting.feature))
    access.require(other, person.id, None)
    return other


def _key(chat_id: ChatId, user_id: int) -> str:
    return f"panel:{chat_id}:{user_id}"


def _back(desk: Desk, group: Group, language: str) -> Rows:
    return [[button(desk.say(language, "panel-back").plain(), "panel", "home", group.chat_id)]]
