"""Reads the file and the environment into a Config, or says in one line each what is wrong with them."""

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.config.keys import (
    PREFIX,
    TEST_PREFIX,
    KeyPath,
    all_paths,
    as_toml,
    entries,
    field_at,
    field_in_words,
    members_of,
    table_model,
    type_in_words,
    variable_name,
)
from bot.config.model import Config, Feature, schema_of

_COLLECTIONS: Final = (list, tuple, set, frozenset, dict, Sequence, Mapping)
_WRONG_TYPES: Final = frozenset(
    f"{kind}_{fault}"
    for kind in ("int", "float", "bool", "string", "list", "tuple", "set", "frozen_set", "dict", "time_delta", "time")
    for fault in ("parsing", "type", "from_float", "parsing_size")
) | {"literal_error", "enum", "greater_than", "greater_than_equal", "less_than", "less_than_equal"}
_TOKEN_MISSING: Final = (
    "telegram.token: is missing. Talk to @BotFather in Telegram, send /newbot and copy the token it gives you; then "
    'put token = "…" under [telegram] in the config file, or set WEILU_TELEGRAM__TOKEN'
)


class ConfigError(Exception):
    """The configuration cannot be used; ``problems`` has one clear line for each reason, without any secret."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def load_config(path: Path | None, environ: Mapping[str, str], features: Sequence[Feature] = ()) -> Config:
    """Reads the file (none if ``path`` is None) and the ``WEILU_*`` variables of ``environ``.

    Raises ConfigError with every problem found, each one line that names the key or the variable.
    """
    schema = schema_of(features)
    problems: list[str] = []
    values = _without_misspelt(_read_file(path), schema, (), problems) if path is not None else {}
    variables = _variables(environ, schema, problems)
    for key_path, (_, value) in variables.items():
        _put(values, key_path, value)
    try:
        config = schema(**values)
    except ValidationError as error:
        names = {key_path: name for key_path, (name, _) in variables.items()}
        raise ConfigError([*problems, *_explained(error.errors(include_url=False), schema, names)]) from None
    problems += _contradictions(config)
    if problems:
        raise ConfigError(problems)
    return config


# Reading


def _read_file(path: Path) -> dict[str, Any]:
    """Returns the parsed file; raises ConfigError with the line and column of a mistake."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{path}: not valid TOML: {_lower_first(str(error))}"]) from None
    except UnicodeDecodeError:
        raise ConfigError([f"{path}: should be saved as UTF-8"]) from None
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read: {(error.strerror or 'unknown reason').lower()}"]) from None


def _without_misspelt(
    values: Mapping[str, Any], model: type[BaseModel], table: KeyPath, problems: list[str]
) -> dict[str, Any]:
    """Returns the values whose keys exist; adds a problem for each other one."""
    kept: dict[str, Any] = {}
    for key, value in values.items():
        path = (*table, key)
        field = model.model_fields.get(key)
        if field is None:
            problems.append(f"{'.'.join(path)}: there is no such key{_nearest_key(key, model, table)}")
            continue
        inner = table_model(field.annotation)
        if inner is None:
            kept[key] = _off_as_none(value, field)
        elif isinstance(value, Mapping):
            kept[key] = _without_misspelt(value, inner, path, problems)
        elif value == "off" and type(None) in members_of(field.annotation):
            kept[key] = None
        else:
            problems.append(f"{'.'.join(path)}: should be a table, [{'.'.join(path)}] with its keys below it")
    return kept


def _variables(
    environ: Mapping[str, str], schema: type[Config], problems: list[str]
) -> dict[KeyPath, tuple[str, object]]:
    """Returns (variable name, value) by path for the variables that exist; adds a problem for each other one."""
    paths = _paths_by_variable(schema)
    found: dict[KeyPath, tuple[str, object]] = {}
    for name, text in environ.items():
        if not name.startswith(PREFIX) or name.startswith(TEST_PREFIX) or not text.strip():
            continue
        path = paths.get(name.upper())
        if path is None:
            nearest = _nearest_variable(name.upper(), paths)
            hint = f"; did you mean {nearest}?" if nearest else ""
            problems.append(f"{name}: there is no such variable{hint}")
            continue
        _, field = field_at(schema, path)
        assert field is not None
        found[path] = (name, _off_as_none(_from_text(text.strip(), field), field))
    return found


@cache
def _paths_by_variable(schema: type[Config]) -> Mapping[str, KeyPath]:
    return {variable_name(entry.path): entry.path for entry in entries(schema)}


def _from_text(text: str, field: FieldInfo) -> object:
    """Returns what a variable holds: JSON, or a list separated by commas, where the field is no plain value."""
    members = members_of(field.annotation)
    if any(text in get_args(member) for member in members if get_origin(member) is Literal):
        return text
    if not any(get_origin(member) in _COLLECTIONS or member in _COLLECTIONS for member in members):
        return text
    if text[0] in "[{":
        try:
            return json.loads(text)
        except ValueError:
            return text
    return [part for part in re.split(r"[,，\s]+", text) if part]


def _off_as_none(value: object, field: FieldInfo) -> object:
    """Returns None for ``"off"`` where None is allowed and the word itself is no choice."""
    members = members_of(field.annotation)
    is_choice = any("off" in get_args(member) for member in members if get_origin(member) is Literal)
    return None if value == "off" and type(None) in members and not is_choice else value


def _put(tree: dict[str, Any], path: KeyPath, value: object) -> None:
    """Sets the value at ``path``, making the tables on the way."""
    for part in path[:-1]:
        if not isinstance(tree.get(part), dict):
            tree[part] = {}
        tree = tree[part]
    tree[path[-1]] = value


# Saying what is wrong


def _nearest_key(key: str, model: type[BaseModel], table: KeyPath) -> str:
    near = difflib.get_close_matches(key.lower(), model.model_fields, 1)
    if near:
        return f'; did you mean "{".".join((*table, near[0]))}"?'
    elsewhere = [path for path in all_paths(model, table) if path[-1] == key.lower()]
    if elsewhere:
        return f'; did you mean "{".".join(elsewhere[0])}"?'
    if not model.model_fields:
        return ""
    return f"; {'here' if table else 'at the top'} may stand: {', '.join(sorted(model.model_fields))}"


def _nearest_variable(name: str, known: Iterable[str]) -> str | None:
    """Returns the variable meant: one of the table named, one whose last part is all that was written, one spelt alike."""
    names = list(known)
    inside = [each for each in names if each.startswith(f"{name}__")]
    deeper = [each for each in names if each.endswith(f"__{name.removeprefix(PREFIX)}")]
    alike = difflib.get_close_matches(name, names, 1)
    return next(iter([*inside, *deeper, *alike]), None)


def _explained(errors: Sequence[ErrorDetails], schema: type[Config], variables: Mapping[KeyPath, str]) -> list[str]:
    """Returns one line for each value that pydantic refused; a union reports once, not once a member."""
    explained: dict[str, str] = {}
    for error in errors:
        path, field = field_at(schema, error["loc"])
        if error["type"] == "missing" and path in (("telegram",), ("telegram", "token")):
            explained["telegram.token"] = _TOKEN_MISSING
            continue
        place = ".".join(path)
        wanted = field_in_words(field) if field else "something else"
        items = [f"[{part}]" for part in error["loc"][len(path) :] if isinstance(part, int)]
        if field and items and len(members_of(field.annotation)) == 1:
            place += "".join(items)
            wanted = type_in_words(next(iter(get_args(field.annotation)), object))
        if path in variables:
            place = f"{variables[path]} ({place})"
        explained.setdefault(place, f"{place}: {_reason(error, field, wanted)}")
    return list(explained.values())


def _reason(error: ErrorDetails, field: FieldInfo | None, wanted: str) -> str:
    """Returns what is wrong, with the value given unless it may be secret."""
    if error["type"] == "missing":
        return "is missing"
    secret = field is None or not field.repr or SecretStr in members_of(field.annotation)
    shown = "" if secret or isinstance(error["input"], Mapping) else as_toml(error["input"])
    if error["type"] == "value_error":
        return f"{shown} {error.get('ctx', {}).get('error', 'is not valid')}".lstrip()
    is_choice = field is not None and len(members_of(field.annotation)) > 1
    reason = f"should be {wanted}" if is_choice or error["type"] in _WRONG_TYPES else _told(error)
    return f"{reason}, not {shown}" if shown else reason


def _told(error: ErrorDetails) -> str:
    return _lower_first(error["msg"].removeprefix("Input "))


def _contradictions(config: Config) -> list[str]:
    """Returns what is wrong although every value is right by itself."""
    telegram = config.telegram
    problems = [] if telegram.token.get_secret_value() else [_TOKEN_MISSING]
    if telegram.mode == "webhook":
        for key in ("url", "secret"):
            if not getattr(telegram.webhook, key):
                path = ("telegram", "webhook", key)
                problems.append(
                    f'{".".join(path)}: is missing, telegram.mode = "webhook" needs it; '
                    f"put it under [telegram.webhook] or set {variable_name(path)}"
                )
    return problems


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
