"""A group's settings as a TOML document: written for people, and read as what it is, a stranger's."""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from bot.core.errors import Refused
from bot.features.settings.fields import Setting, Settings, Value, as_json, checked

LARGEST_BYTES = 64_000
MOST_CHANGES = 200
SHOWN = 10
"""Problems that are named; of more, only the number is said."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document asks for: values by setting, in its order; and what in it means nothing, as written there."""

    wanted: Mapping[Setting, Value]
    odd: Sequence[str]


def written(settings: Settings, own: Mapping[str, Mapping[str, Any]], title: str) -> str:
    """The document of a group's own overlay; what only a command may set is left out.

    A value that is off is the text ``"off"``.
    """
    heading = "".join(letter for letter in title if letter.isprintable())
    lines = [f"# Weilu 围炉: {heading}", "# /panel → import brings these values into a group."]
    for feature, some in settings.by_feature.items():
        values = own.get(feature, {})
        kept = [setting for setting in some if setting.key in values and setting.is_open]
        if kept:
            lines += ["", f"[{feature}]", *(f"{setting.key} = {_toml(values[setting.key])}" for setting in kept)]
    return "\n".join(lines) + "\n"


def read_document(settings: Settings, content: bytes, overlays: Iterable[Mapping[str, Mapping[str, Any]]]) -> Reading:
    """What a document of at most `LARGEST_BYTES` asks for; each value fits its setting.

    Raises:
        Refused: it is too large, no UTF-8, no TOML, or asks for too much.
    """
    if len(content) > LARGEST_BYTES:
        raise Refused("panel-import-too-large", kilobytes=LARGEST_BYTES // 1_000)
    try:
        parsed = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError, ValueError):
        raise Refused("panel-import-unreadable") from None
    layers = list(overlays)
    wanted: dict[Setting, Value] = {}
    odd: list[str] = []
    for feature, values in parsed.items():
        some = {setting.key: setting for setting in settings.by_feature.get(feature, ())}
        if not some or not isinstance(values, Mapping):
            odd.append(_odd(feature, settings.by_feature))
            continue
        for key, value in values.items():
            setting = some.get(key)
            if setting is None or not setting.is_open:
                odd.append(_odd(f"{feature}.{key}", [f"{feature}.{known}" for known in some if setting is None]))
                continue
            try:
                meant = None if value == "off" and setting.may_be_off else as_json(value)
                wanted[setting] = checked(setting, [layer.get(feature, {}) for layer in layers], meant)
            except Refused:
                odd.append(f"{feature}.{key} = {_toml(as_json(value))[:40]}")
    if len(wanted) > MOST_CHANGES:
        raise Refused("panel-import-unreadable")
    return Reading(wanted, odd)


def _odd(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name[:80], list(known), 1)
    return f"{name[:80]} (→ {near[0]}?)" if near else name[:80]


def _toml(value: Value) -> str:
    """A JSON value as TOML."""
    match value:
        case None:
            return '"off"'
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case list():
            return f"[{', '.join(_toml(item) for item in value)}]"
        case dict():
            return "{ " + ", ".join(f"{_text(str(key))} = {_toml(item)}" for key, item in value.items()) + " }"
        case _:
            return _text(str(value))


def _text(text: str) -> str:
    # TOML knows JSON's escapes, and wants DEL escaped as well.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
