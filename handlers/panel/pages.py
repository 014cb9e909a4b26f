"""What the panel shows: the features, a feature's settings, one setting. Every page is one message that is edited."""

from collections.abc import Sequence

from bot.core.effect import Button
from bot.core.text import Markup
from bot.features.settings.fields import Kind, Setting, Value, shown_number, steps
from bot.features.settings.model import Group
from handlers.changes import SETTINGS
from handlers.commands.help import topic_name
from handlers.desk import Desk, Rows
from handlers.keyboards import button
from handlers.panel.wording import IN_A_LIST, choice, described, shown, source, value_of

A_PAGE = 10
A_ROW = 5
LONGEST_LABEL = 30

Page = tuple[Markup, Rows]

RIGHTS = {"moderation": "can_restrict_members"}
"""The right that a feature's settings take; the others take `USUAL_RIGHT`."""
USUAL_RIGHT = "can_change_info"


def right_of(feature: str) -> str:
    """The Telegram right that changing a feature's settings takes."""
    return RIGHTS.get(feature, USUAL_RIGHT)


def home(desk: Desk, group: Group, language: str) -> Page:
    """The features, and what concerns all settings."""
    say = desk.say
    text = [Markup.bold(say(language, "panel-title", group=group.title)), say(language, "panel-home")]
    doors = [
        button(topic_name(desk, language, feature).plain(), "panel", "feature", group.chat_id, feature, 0)
        for feature in SETTINGS.by_feature
    ]
    rows: list[Sequence[Button]] = [doors[at : at + 2] for at in range(0, len(doors), 2)]
    deeds = ("copy", "export", "import", "history")
    named = [button(say(language, f"panel-{deed}").plain(), "panel", deed, group.chat_id) for deed in deeds]
    return Markup("\n").join(text), [*rows, named[:2], named[2:]]


def feature(desk: Desk, group: Group, language: str, name: str, first: int) -> Page:
    """A feature's settings from the ``first`` on, numbered, each with its value.

    Raises:
        ValueError: there is no such feature.
    """
    if name not in SETTINGS.by_feature:
        raise ValueError(name)
    settings = SETTINGS.by_feature[name]
    first = max(min(first, len(settings) - 1), 0) // A_PAGE * A_PAGE
    page = settings[first : first + A_PAGE]
    lines = [Markup.bold(desk.say(language, "panel-feature-title", feature=topic_name(desk, language, name)))]
    for number, setting in enumerate(page, first + 1):
        value = Markup.bold(shown(desk, language, setting, value_of(group, setting), IN_A_LIST).plain())
        lines.append(desk.say(language, "panel-line", number=number, what=described(language, setting), value=value))
    numbers = [
        button(str(number), "panel", "setting", group.chat_id, setting.code)
        for number, setting in enumerate(page, first + 1)
    ]
    turns = [
        button(mark, "panel", "feature", group.chat_id, name, at)
        for mark, at in (("‹", first - A_PAGE), ("›", first + A_PAGE))
        if 0 <= at < len(settings)
    ]
    rows: list[Sequence[Button]] = [numbers[at : at + A_ROW] for at in range(0, len(numbers), A_ROW)]
    back = button(desk.say(language, "panel-back").plain(), "panel", "home", group.chat_id)
    return Markup("\n").join(lines), [*rows, *([turns] if turns else []), [back]]


def setting(desk: Desk, group: Group, language: str, one: Setting, *, undo: int | None = None) -> Page:
    """One setting: what it does, what holds, its default, and the buttons that change it. ``undo``: a change to offer."""
    say, now = desk.say, value_of(group, one)
    lines = [
        Markup.bold(described(language, one)),
        Markup.code(one.name),
        say(language, "panel-now", source=source(desk, language, group, one)),
        _quoted(desk, language, one, now),
        say(language, "panel-default", value=shown(desk, language, one, one.default)),
    ]
    if one.low is not None and one.high is not None:
        lines.append(say(language, "panel-span", low=shown_number(one.low), high=shown_number(one.high)))
    rows: list[Sequence[Button]] = []
    if one.is_open:
        rows += _changes(desk, group, language, one, now)
        own = one.key in group.layers[-1].get(one.feature, {})
        last = [_do(desk, language, "reset", group, one.code)] if own else []
        if undo is not None:
            last.append(_do(desk, language, "undo", group, undo))
        rows += [last] if last else []
    elif one.set_by:
        lines.append(say(language, "panel-set-by", command=one.set_by))
    else:
        lines.append(say(language, "panel-set-by-itself"))
    at = SETTINGS.by_feature[one.feature].index(one)
    back = button(say(language, "panel-back").plain(), "panel", "feature", group.chat_id, one.feature, at)
    return Markup("\n").join(lines), [*rows, [back]]


def _quoted(desk: Desk, language: str, one: Setting, now: Value) -> Markup:
    """The value as it is; a text with formatting as it will look."""
    said = shown(desk, language, one, now)
    return said if "<blockquote" in said else Markup.quote(said)


def _changes(desk: Desk, group: Group, language: str, one: Setting, now: Value) -> list[Sequence[Button]]:
    """The buttons that give a setting another value."""

    def to(label: str, value: str) -> Button:
        return button(label[:LONGEST_LABEL], "panel", "set", group.chat_id, one.code, value)

    rows: list[Sequence[Button]] = []
    off = [to(desk.say(language, "off").plain(), "off")] if one.may_be_off and now is not None else []
    match one.kind:
        case Kind.TOGGLE:
            rows.append([to(desk.say(language, "off" if now else "on").plain(), "false" if now else "true")])
        case Kind.CHOICE:
            buttons = [to(choice(desk, language, each).plain(), each) for each in one.choices if each != now] + off
            rows += [buttons[at : at + 3] for at in range(0, len(buttons), 3)]
            return rows
        case Kind.NUMBER:
            rows.append([*(to(_step(each, now), shown_number(each)) for each in steps(one, now)), *off])
        case _:
            rows += [off] if off else []
    if one.kind is not Kind.TOGGLE:
        rows.append([_do(desk, language, "type", group, one.code)])
    return rows


def _step(value: float, now: Value) -> str:
    """The way to a value from the one that holds: +1, −10; the value itself when none does."""
    if not isinstance(now, int | float):
        return shown_number(value)
    return ("+" if value > now else "−") + shown_number(round(abs(value - now), 10))


def _do(desk: Desk, language: str, verb: str, group: Group, what: object) -> Button:
    return button(desk.say(language, f"panel-{verb}").plain(), "panel", verb, group.chat_id, what)
