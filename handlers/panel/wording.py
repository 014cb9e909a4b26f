"""Settings and their values in words."""

import json

from bot.core.text import Markup, clip, faults
from bot.features.settings.fields import Kind, Setting, Value, shown_number
from bot.features.settings.model import Group
from handlers.changes import HIDDEN
from handlers.desk import Desk

IN_A_LIST = 60
"""Characters of a value beside others."""
ALONE = 1_500
LAYERS = ("operator", "community", "group")
"""Whose the overlays of a group are, weakest first."""


def shown(desk: Desk, language: str, setting: Setting, value: Value, longest: int = ALONE) -> Markup:
    """A value for reading, at most about ``longest`` characters of it."""
    if setting.is_secret and value is not None:
        return Markup(HIDDEN)
    match value:
        case None:
            return desk.say(language, "off")
        case bool():
            return desk.say(language, "on" if value else "off")
        case int() | float():
            return Markup.escape(shown_number(value))
        case "" | [] | {}:
            return desk.say(language, "panel-empty")
        case list():
            said = desk.say(language, "list-separator").plain().join(str(item) for item in value)
        case dict():
            said = "; ".join(f"{key} = {_plainly(item)}" for key, item in value.items())
        case _ if setting.kind is Kind.CHOICE:
            return choice(desk, language, str(value))
        case _:
            said = str(value)
            if setting.is_markup and not faults(said):
                return clip(Markup(said), longest)
    return Markup.escape(clip(said, longest))


def _plainly(item: Value) -> str:
    if isinstance(item, list):
        return ", ".join(str(each) for each in item)
    return item if isinstance(item, str) else "off" if item is None else json.dumps(item, ensure_ascii=False)


def choice(desk: Desk, language: str, value: str) -> Markup:
    """One of a setting's choices in words; one that has none speaks for itself."""
    key = f"choice-{value}"
    return desk.say(language, key) if key in desk.house.texts.keys(language) else Markup.escape(value)


def described(language: str, setting: Setting) -> Markup:
    """What a setting does, in one line."""
    said = setting.described(in_chinese=language.startswith("zh")).strip().rstrip(".。")
    return Markup.escape(said[:1].upper() + said[1:])


def value_of(group: Group, setting: Setting) -> Value:
    """What holds now."""
    return group.settings(setting.model).model_dump(mode="json")[setting.key]


def source(desk: Desk, language: str, group: Group, setting: Setting) -> Markup:
    """Whose value it is: the group's, the community's, the operator's, or nobody's."""
    holders = [
        holder
        for holder, layer in zip(LAYERS, group.layers, strict=False)
        if setting.key in layer.get(setting.feature, {})
    ]
    return desk.say(language, f"panel-from-{holders[-1]}" if holders else "panel-from-default")
