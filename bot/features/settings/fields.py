"""Every setting as the panel shows it, made from the features' models: what it may be, and how a typed value is read."""

import math
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import Enum, StrEnum
from functools import cached_property
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from zlib import crc32

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from bot.core.errors import Refused
from bot.features.settings.declared import FeatureSettings
from bot.features.settings.rules import resolve, unfit

Value = Any
"""A setting's value as it is stored: JSON. None is off."""

OFF = ("off", "关", "关闭", "无", "none")
LONGEST_TYPED = 4_000
LARGE_STEP_FROM = 50
"""A span of numbers from which a larger step is offered too."""


class Kind(StrEnum):
    """How a setting is changed."""

    TOGGLE = "toggle"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True)
class Setting:
    """One setting. ``low`` and ``high`` bound a number; ``may_be_off``: None is a value of it.

    ``set_by``: the command that alone changes it, empty when only the bot does; None when the panel may.
    """

    model: type[FeatureSettings]
    key: str
    kind: Kind
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    is_whole: bool = True
    may_be_off: bool = False
    is_markup: bool = False
    set_by: str | None = None
    is_secret: bool = False

    @property
    def feature(self) -> str:
        return self.model.feature

    @property
    def name(self) -> str:
        """Its dotted name, as in the configuration."""
        return f"{self.feature}.{self.key}"

    @cached_property
    def code(self) -> str:
        """Eight characters that stand for it in buttons, the same in every version."""
        return f"{crc32(self.name.encode()):08x}"

    @cached_property
    def default(self) -> Value:
        """The model's own default."""
        return self.model().model_dump(mode="json")[self.key]

    @property
    def description(self) -> str:
        return self.model.model_fields[self.key].description or ""

    def described(self, *, in_chinese: bool) -> str:
        """What it does: descriptions hold English and Chinese, parted by a point."""
        english, point, chinese = self.description.rpartition(" · ")
        return chinese if in_chinese or not point else english

    @property
    def is_open(self) -> bool:
        """Whether the panel may change it."""
        return self.set_by is None


def settings_of(model: type[FeatureSettings]) -> tuple[Setting, ...]:
    """Every setting of a feature, in the order of the model."""
    return tuple(_setting(model, key, field) for key, field in model.model_fields.items())


def _setting(model: type[FeatureSettings], key: str, field: FieldInfo) -> Setting:
    members = _members(field.annotation)
    some = [member for member in members if member is not NoneType]
    kind, choices = _kind(some)
    bounds = {
        name: getattr(item, name) for item in field.metadata for name in ("ge", "gt", "le", "lt") if hasattr(item, name)
    }
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    declared = extra.get("set_by")
    return Setting(
        model,
        key,
        kind,
        choices,
        low=bounds.get("ge", bounds.get("gt")),
        high=bounds.get("le", bounds.get("lt")),
        is_whole=float not in some,
        may_be_off=NoneType in members,
        is_markup=bool(extra.get("markup")),
        set_by=str(declared) if declared is not None else None,
        is_secret=bool(extra.get("secret")),
    )


def _members(annotation: object) -> tuple[Any, ...]:
    """The members of a union, or the annotation alone; what only annotates is taken off."""
    if get_origin(annotation) is Annotated:
        return _members(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return tuple(member for arg in get_args(annotation) for member in _members(arg))
    return (annotation,)


def _kind(members: Sequence[Any]) -> tuple[Kind, tuple[str, ...]]:
    choices: list[str] = []
    for member in members:
        if get_origin(member) is Literal:
            choices += [str(choice.value if isinstance(choice, Enum) else choice) for choice in get_args(member)]
        elif isinstance(member, type) and issubclass(member, Enum):
            choices += [str(choice.value) for choice in member]
    if choices:
        return Kind.CHOICE, tuple(dict.fromkeys(choices))
    first = get_origin(members[0]) or members[0]
    if first is bool:
        return Kind.TOGGLE, ()
    if first in (int, float):
        return Kind.NUMBER, ()
    if first in (str, time):
        return Kind.TEXT, ()
    return (Kind.TABLE, ()) if isinstance(first, type) and issubclass(first, Mapping) else (Kind.LIST, ())


# --- values --------------------------------------------------------------------------------------------------------


def checked(setting: Setting, layers: Iterable[Mapping[str, Any]], value: Value) -> Value:
    """A value as it will be stored, if it fits beside the others of its feature. ``layers``: the feature's overlays.

    Raises:
        Refused: it does not fit.
    """
    others = resolve(setting.model, layers).model_dump(mode="json")
    try:
        return setting.model.model_validate({**others, setting.key: value}).model_dump(mode="json")[setting.key]
    except (ValidationError, Refused, RecursionError, OverflowError):
        raise refusal(setting) from None


def refusal(setting: Setting) -> Refused:
    """What is said of a value that does not fit."""
    if setting.kind is Kind.NUMBER and setting.low is not None and setting.high is not None:
        return Refused("panel-not-a-number", low=shown_number(setting.low), high=shown_number(setting.high))
    return Refused(f"panel-not-a-{setting.kind.value}")


def shown_number(number: float) -> str:
    """A number without separators and without a needless fraction."""
    return f"{number:.10f}".rstrip("0").rstrip(".") if isinstance(number, float) else str(number)


def steps(setting: Setting, value: Value) -> tuple[float, ...]:
    """The values that buttons offer beside a number, rising: a small and a large step down and up, within the bounds."""
    now = value if isinstance(value, int | float) else setting.default
    now = now if isinstance(now, int | float) else setting.low or 0
    base = abs(setting.default) if isinstance(setting.default, int | float) and setting.default else abs(now) or 1
    small = 10.0 ** math.floor(math.log10(base)) / (10 if base >= 10 else 1)
    small = max(1, round(small)) if setting.is_whole else small
    span = (setting.high or math.inf) - (setting.low or 0)
    moves = (-10 * small, -small, small, 10 * small) if span >= LARGE_STEP_FROM * small else (-small, small)
    low, high = setting.low if setting.low is not None else -math.inf, setting.high or math.inf
    offered = {min(max(now + move, low), high) for move in moves} - {now}
    rounded = (int(each) if setting.is_whole else round(each, 10) for each in offered)
    return tuple(sorted(each for each in rounded if not unfit(setting.model, {setting.key: each})))


def read(setting: Setting, typed: str) -> Value:
    """What somebody typed for a setting, as JSON; `checked` decides whether it fits.

    Raises:
        Refused: it cannot be read as this kind of value.
    """
    typed = typed.strip()
    if len(typed) > LONGEST_TYPED:
        raise refusal(setting)
    if setting.may_be_off and typed.casefold() in OFF:
        return None
    match setting.kind:
        case Kind.NUMBER:
            return _number(setting, typed)
        case Kind.LIST:
            return _items(setting, typed)
        case Kind.TABLE:
            return _table(setting, typed)
        case _:
            return typed


def _number(setting: Setting, typed: str) -> float:
    plain = unicodedata.normalize("NFKC", typed).replace(",", "")
    try:
        return int(plain) if setting.is_whole else float(plain)
    except ValueError:
        raise refusal(setting) from None


def _items(setting: Setting, typed: str) -> list[str]:
    if typed.casefold() in (*OFF, "[]", "空"):
        return []
    parted = typed.splitlines()
    if len(parted) == 1:
        parted = typed.replace("，", ",").replace("、", ",").split(",")
    return [part.strip() for part in parted if part.strip()]


def _table(setting: Setting, typed: str) -> dict[str, Any]:
    """TOML, or lines of ``key = value`` in plain words; commas part the words of a list."""
    if typed.casefold() in (*OFF, "{}", "空"):
        return {}
    try:
        return tomllib.loads(typed)
    except (tomllib.TOMLDecodeError, RecursionError):
        pass
    found: dict[str, Any] = {}
    in_lists = "list" in str(setting.model.model_fields[setting.key].annotation)
    for line in typed.splitlines():
        key, equals, value = line.replace("：", "=").replace("＝", "=").partition("=")
        if not equals or not key.strip():
            raise refusal(setting)
        words = [word.strip() for word in value.replace("，", ",").replace("、", ",").split(",") if word.strip()]
        found[key.strip()] = words if in_lists else value.strip()
    return found


class Settings:
    """Every setting of some features."""

    def __init__(self, models: Sequence[type[FeatureSettings]]) -> None:
        self.by_feature: Mapping[str, tuple[Setting, ...]] = {model.feature: settings_of(model) for model in models}
        self.by_code: Mapping[str, Setting] = {s.code: s for some in self.by_feature.values() for s in some}

    def find(self, name: str) -> Setting | None:
        """The setting of a dotted name."""
        feature, _, key = name.partition(".")
        return next((setting for setting in self.by_feature.get(feature, ()) if setting.key == key), None)


def as_json(value: object) -> Value:
    """Anything parsed, as JSON has it: TOML's dates and times become text."""
    return TypeAdapter[Any](Any).dump_python(value, mode="json")
