"""The keys of a schema: where they stand, what they hold in words, how a value is spelt in TOML."""

import json
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from enum import Enum
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, SecretStr, TypeAdapter
from pydantic.fields import FieldInfo

PREFIX: Final = "WEILU_"
"""How every variable of the configuration begins."""
TEST_PREFIX: Final = "WEILU_TEST_"
"""Variables of the test suite, never configuration."""

KeyPath = tuple[str, ...]
"""The parts of a dotted key: ``("telegram", "token")``."""

_TYPE_WORDS: Final[Mapping[object, tuple[str, str]]] = {
    str: ("text", "texts"),
    SecretStr: ("secret text", "secrets"),
    bool: ("true or false", "true or false"),
    int: ("a whole number", "whole numbers"),
    float: ("a number", "numbers"),
    timedelta: ('a length of time like "PT10M"', "lengths of time"),
    time: ('a time like "09:00"', "times"),
    type(None): ('"off"', '"off"'),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One key: ``default`` and ``example`` as JSON values."""

    path: KeyPath
    type: str
    description: str
    required: bool
    default: object
    example: object


def entries(model: type[BaseModel], table: KeyPath = ()) -> Iterator[Entry]:
    """Yields the keys of a model in order, those of its tables last, as TOML demands."""
    for name, field in model.model_fields.items():
        if table_model(field.annotation) is None:
            default = None if field.is_required() else _jsonable(field.get_default(call_default_factory=True))
            example = field.examples[0] if field.examples else None
            yield Entry(
                (*table, name), field_in_words(field), field.description or "", field.is_required(), default, example
            )
    for name, field in model.model_fields.items():
        inner = table_model(field.annotation)
        if inner is not None:
            yield from entries(inner, (*table, name))


def all_paths(model: type[BaseModel], table: KeyPath) -> Iterator[KeyPath]:
    """Yields every path below ``table``, whose model is given: the tables too, each before its keys."""
    for name, field in model.model_fields.items():
        yield (*table, name)
        inner = table_model(field.annotation)
        if inner is not None:
            yield from all_paths(inner, (*table, name))


def variable_name(path: KeyPath) -> str:
    """Returns the variable of a key: ``WEILU_TELEGRAM__TOKEN`` for ``telegram.token``."""
    return PREFIX + "__".join(path).upper()


def table_model(annotation: object) -> type[BaseModel] | None:
    """Returns the model of a field that is a table (or an optional one), else None."""
    candidates = [arg for arg in members_of(annotation) if isinstance(arg, type) and issubclass(arg, BaseModel)]
    return candidates[0] if len(candidates) == 1 else None


def members_of(annotation: object) -> tuple[object, ...]:
    """Returns the members of a union, or the annotation alone; ``Annotated`` is unwrapped."""
    if get_origin(annotation) is Annotated:
        return members_of(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(member for arg in get_args(annotation) for member in members_of(arg))
    return (annotation,)


def field_at(model: type[BaseModel], path: Sequence[object]) -> tuple[KeyPath, FieldInfo | None]:
    """Returns the longest part of ``path`` that names a field, and that field."""
    found: list[str] = []
    field: FieldInfo | None = None
    current: type[BaseModel] | None = model
    for part in path:
        if current is None or not isinstance(part, str) or part not in current.model_fields:
            break
        found.append(part)
        field = current.model_fields[part]
        current = table_model(field.annotation)
    return tuple(found), field


def field_in_words(field: FieldInfo) -> str:
    """Returns the type of a field in words, with its bounds: ``a whole number from 1 to 65535``."""
    bounds = {
        name: getattr(item, name) for item in field.metadata for name in ("ge", "gt", "le", "lt") if hasattr(item, name)
    }
    low, high = bounds.get("ge", bounds.get("gt")), bounds.get("le", bounds.get("lt"))
    span = ""
    if low is not None:
        span += f" from {low}" if "ge" in bounds else f" above {low}"
    if high is not None:
        span += f"{' up' if low is None else ''} to {high}" if "le" in bounds else f" below {high}"
    return " or ".join(
        type_in_words(member) + (span if member in (int, float, timedelta) else "")
        for member in members_of(field.annotation)
    )


def type_in_words(annotation: object, several: bool = False) -> str:
    """Returns a type in words, without bounds; in the plural if ``several``, as the items of a list are named."""
    origin, arguments = get_origin(annotation), [arg for arg in get_args(annotation) if arg is not ...]
    if origin is Annotated:
        return type_in_words(arguments[0], several)
    if origin is Literal:
        return " or ".join(as_toml(choice) for choice in arguments)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return " or ".join(as_toml(choice.value) for choice in annotation)
    if origin in (list, tuple, set, frozenset, Sequence) and arguments:
        return f"a list of {type_in_words(arguments[0], several=True)}"
    if origin in (dict, Mapping):
        return "a table"
    one, many = _TYPE_WORDS.get(annotation, ("a value", "values"))
    return many if several else one


def _jsonable(value: Any) -> object:
    """Returns a default as JSON; a set in order, so that what is generated from it never changes by itself."""
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    return TypeAdapter[Any](Any).dump_python(value, mode="json")


def as_toml(value: object) -> str:
    """Returns a JSON value as TOML; None is ``"off"``."""
    match value:
        case None:
            return '"off"'
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case list() | tuple():
            return f"[{', '.join(as_toml(item) for item in value)}]"
        case dict():
            return "{ " + ", ".join(f"{json.dumps(str(key))} = {as_toml(item)}" for key, item in value.items()) + " }"
        case _:
            return json.dumps(str(value), ensure_ascii=False)
