"""The operator's configuration: a TOML file and ``WEILU_*`` variables, read once at start, frozen.

A variable is the dotted path in capitals, parts joined by two underscores: ``telegram.token`` is
``WEILU_TELEGRAM__TOKEN``. It wins over the file; an empty one counts as unset. Lists are separated by commas or
written as JSON. ``settings.<feature>.<key>`` are the operator's defaults for every community.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Protocol, TypeVar, Union, get_args, get_origin
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    TypeAdapter,
    ValidationError,
    create_model,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.texts import Texts

PREFIX: Final = "WEILU_"
TEST_PREFIX: Final = "WEILU_TEST_"
"""Variables of the test suite, never configuration."""

KeyPath = tuple[str, ...]
Model = TypeVar("Model", bound=BaseModel)


class Feature(Protocol):
    """What the configuration needs to know of an entry of ``bot.features.FEATURES``."""

    @property
    def name(self) -> str: ...
    @property
    def settings(self) -> type[BaseModel] | None: ...


class ConfigError(Exception):
    """The configuration cannot be used; ``problems`` has one clear line for each reason, without any secret."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Table(BaseModel):
    """One table of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Webhook(Table):
    url: str | None = Field(
        default=None,
        description="public https address that Telegram calls; needed when mode is webhook · 对外的 https 地址",
        examples=["https://bot.example.org/telegram"],
    )
    listen: str = Field(default="127.0.0.1", description="address to listen on, behind your reverse proxy · 监听地址")
    port: int = Field(default=8080, ge=1, le=65535, description="port to listen on · 监听端口")
    path: str = Field(default="/telegram", pattern="^/", description="path that the requests arrive at · 请求路径")
    secret: SecretStr | None = Field(
        default=None,
        description="1–256 of A–Z a–z 0–9 _ -, any you like; needed when mode is webhook · 校验用密钥",
        examples=["a-long-random-word"],
    )

    @field_validator("url")
    @classmethod
    def _is_https(cls, url: str | None) -> str | None:
        if url is not None and not re.match("https://[^/]", url):
            raise ValueError("should begin with https://, Telegram calls no other")
        return url

    @field_validator("secret")
    @classmethod
    def _has_allowed_characters(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not re.fullmatch("[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
            raise ValueError("should be 1 to 256 of the characters A-Z a-z 0-9 _ -, Telegram accepts no others")
        return secret


class Telegram(Table):
    token: SecretStr = Field(description="the bot's token, from @BotFather · 机器人令牌，向 @BotFather 获取")
    base_url: str = Field(
        default="https://api.telegram.org/bot",
        description="Bot API server, ending in /bot · Bot API 服务器地址，以 /bot 结尾",
    )
    base_file_url: str = Field(
        default="https://api.telegram.org/file/bot",
        description="where files are fetched, ending in /bot · 文件下载地址",
    )
    mode: Literal["polling", "webhook"] = Field(default="polling", description="how updates arrive · 接收更新的方式")
    webhook: Webhook = Field(default=Webhook(), description="used when mode is webhook · 仅 webhook 模式使用")

    @field_validator("token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr) -> SecretStr:
        stripped = token.get_secret_value().strip()
        if stripped and not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", stripped):
            raise ValueError("does not look like a token from @BotFather (digits, a colon, letters)")
        return SecretStr(stripped)

    @field_validator("base_url", "base_file_url")
    @classmethod
    def _takes_a_token(cls, url: str) -> str:
        if not re.match("https?://[^/]", url):
            raise ValueError("should begin with https:// or http://")
        if not url.endswith("/bot") and "{token}" not in url:
            raise ValueError("should end in /bot, the token is added right behind it")
        return url


class Database(Table):
    url: str = Field(
        default="sqlite+aiosqlite:///weilu.db",
        repr=False,  # may hold a password
        description="sqlite+aiosqlite:///FILE or postgresql+asyncpg://USER:PASSWORD@HOST/NAME · 数据库地址",
    )

    @field_validator("url")
    @classmethod
    def _names_a_driver(cls, url: str) -> str:
        scheme = url.partition(":")[0]
        if scheme in ("sqlite+aiosqlite", "postgresql+asyncpg"):
            return url
        meant = {"sqlite": "sqlite+aiosqlite", "postgres": "postgresql+asyncpg", "postgresql": "postgresql+asyncpg"}
        if scheme.partition("+")[0] in meant:
            raise ValueError(f"should begin with {meant[scheme.partition('+')[0]]}: instead of {scheme}:")
        raise ValueError("should begin with sqlite+aiosqlite: or postgresql+asyncpg:")


class Access(Table):
    groups: Literal["any"] | tuple[int, ...] = Field(
        default="any",
        description="chat ids of the groups to serve, others are left politely · 服务哪些群",
        examples=[[-1001234567890]],
    )


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


class Log(Table):
    level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = Field(
        default="INFO", description="least important lines to show · 日志级别"
    )
    format: Literal["text", "json"] = Field(default="text", description="for people or for machines · 日志格式")


class Defaults(Table):
    language: Literal["zh-CN", "en"] = Field(default="zh-CN", description="language of a new group · 新群的语言")
    timezone: str = Field(default="Asia/Shanghai", description="IANA time zone of a new group · 新群的时区")

    @field_validator("timezone")
    @classmethod
    def _exists(cls, name: str) -> str:
        zones = available_timezones()
        if name in zones:
            return name
        by_lower = {zone.lower(): zone for zone in zones}
        nearest = difflib.get_close_matches(name.lower().replace(" ", "_"), by_lower, 1)
        raise ValueError("is no IANA time zone" + (f'; did you mean "{by_lower[nearest[0]]}"?' if nearest else ""))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class FeatureSettings(Table):
    """One field for each feature that has settings; the fields are made from the features at start."""


class Config(BaseSettings):
    """The whole configuration. ``load_config`` builds it; a test may call it with the parts it needs."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    owners: tuple[int, ...] = Field(
        default=(),
        description="user ids who own every community and hear of trouble · 所有社群的负责人（用户 id）",
        examples=[[123456789]],
    )
    telegram: Telegram
    database: Database = Field(default=Database(), description="where everything is kept · 数据库")
    access: Access = Field(default=Access(), description="who may use this bot · 使用范围")
    log: Log = Field(default=Log(), description="what the process writes to stderr · 日志")
    defaults: Defaults = Field(default=Defaults(), description="what a new group starts with · 新群默认值")
    settings: FeatureSettings = Field(
        default=FeatureSettings(), description="defaults of the features · 各功能的默认设置"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments only: the ambient environment is read by ``load_config``, which knows every name there may be."""
        return (init_settings,)

    def settings_of(self, model: type[Model]) -> Model:
        """Returns a feature's settings as the operator set them; the model's own defaults if no feature has it."""
        for name in type(self.settings).model_fields:
            value = getattr(self.settings, name)
            if isinstance(value, model):
                return value
        return model()

    def overlay(self, feature: str) -> dict[str, object]:
        """Returns only what the operator set for a feature, as JSON values; empty for an unknown one."""
        value = getattr(self.settings, feature, None)
        return value.model_dump(mode="json", exclude_unset=True) if isinstance(value, BaseModel) else {}


def load_config(path: Path | None, environ: Mapping[str, str], features: Sequence[Feature] = ()) -> Config:
    """Reads the file (none if ``path`` is None) and the ``WEILU_*`` variables of ``environ``.

    Raises ConfigError with every problem found, each one line that names the key or the variable.
    """
    schema = _schema(features)
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


def example_toml(features: Sequence[Feature] = ()) -> str:
    """Returns config.example.toml: every key with its description, its type and its default, commented unless required.

    Removing the ``#`` that stands directly before a key gives a file that parses to the defaults.
    """
    lines = [
        "# Weilu's configuration. Copy to config.toml, fill in the token, start with: weilu run --config config.toml",
        "# 复制为 config.toml，填入令牌即可启动。其余各项可不填，下面写的是默认值。",
        "# Every key may come from the environment instead: telegram.token is WEILU_TELEGRAM__TOKEN. Lists: 1,2,3",
        "",
    ]
    table: KeyPath = ()
    texts = Texts.load()
    for entry in _entries(_schema(features)):
        if entry.path[:-1] != table:
            table = entry.path[:-1]
            lines += [f"[{'.'.join(table)}]"]
        lines += [f"# {line}" for line in _worded(entry.description, texts).splitlines()]
        notes = [entry.type, "required" if entry.required else f"default {_toml(entry.default)}"]
        if entry.example is not None:
            notes.append(f"for example {_toml(entry.example)}")
        lines += [f"# {', '.join(notes)}"]
        lines += [f'{entry.path[-1]} = ""' if entry.required else f"#{entry.path[-1]} = {_toml(entry.default)}", ""]
    return "\n".join(lines).rstrip() + "\n"


def table_markdown(features: Sequence[Feature] = ()) -> str:
    """Returns the configuration as a Markdown table, one row a key."""
    rows = ["| key | variable | what | default |", "| --- | --- | --- | --- |"]
    texts = Texts.load()
    for entry in _entries(_schema(features)):
        default = "required" if entry.required else f"`{_toml(entry.default)}`"
        what = f"{' '.join(_worded(entry.description, texts).split())} ({entry.type})".replace("|", "\\|")
        rows.append(f"| `{'.'.join(entry.path)}` | `{_variable_name(entry.path)}` | {what} | {default} |")
    return "\n".join(rows) + "\n"


# What there is to configure


@dataclass(frozen=True, slots=True)
class _Entry:
    """One key: ``default`` and ``example`` as JSON values."""

    path: KeyPath
    type: str
    description: str
    required: bool
    default: object
    example: object


def _schema(features: Iterable[Feature]) -> type[Config]:
    """Returns Config with one settings table for each feature that has a model."""
    models = {feature.name: feature.settings for feature in features if feature.settings is not None}
    if not models:
        return Config
    fields: dict[str, Any] = {name: (model, Field(default_factory=model)) for name, model in models.items()}
    settings = create_model("FeatureSettings", __base__=FeatureSettings, **fields)
    inherited = Config.model_fields["settings"].description
    return create_model(
        "Config", __base__=Config, settings=(settings, Field(default_factory=settings, description=inherited))
    )


def _entries(model: type[BaseModel], table: KeyPath = ()) -> Iterator[_Entry]:
    """Yields the keys of a model in order, those of its tables last, as TOML demands."""
    for name, field in model.model_fields.items():
        if _table_model(field.annotation) is None:
            default = None if field.is_required() else _jsonable(field.get_default(call_default_factory=True))
            example = field.examples[0] if field.examples else None
            yield _Entry(
                (*table, name), _described(field), field.description or "", field.is_required(), default, example
            )
    for name, field in model.model_fields.items():
        inner = _table_model(field.annotation)
        if inner is not None:
            yield from _entries(inner, (*table, name))


def _table_model(annotation: object) -> type[BaseModel] | None:
    """Returns the model of a field that is a table (or an optional one), else None."""
    candidates = [arg for arg in _members(annotation) if isinstance(arg, type) and issubclass(arg, BaseModel)]
    return candidates[0] if len(candidates) == 1 else None


def _members(annotation: object) -> tuple[object, ...]:
    """Returns the members of a union, or the annotation alone; ``Annotated`` is unwrapped."""
    if get_origin(annotation) is Annotated:
        return _members(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(member for arg in get_args(annotation) for member in _members(arg))
    return (annotation,)


def _field_at(model: type[BaseModel], path: Sequence[object]) -> tuple[KeyPath, FieldInfo | None]:
    """Returns the longest part of ``path`` that names a field, and that field."""
    found: list[str] = []
    field: FieldInfo | None = None
    current: type[BaseModel] | None = model
    for part in path:
        if current is None or not isinstance(part, str) or part not in current.model_fields:
            break
        found.append(part)
        field = current.model_fields[part]
        current = _table_model(field.annotation)
    return tuple(found), field


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
        inner = _table_model(field.annotation)
        if inner is None:
            kept[key] = _off_as_none(value, field)
        elif isinstance(value, Mapping):
            kept[key] = _without_misspelt(value, inner, path, problems)
        elif value == "off" and type(None) in _members(field.annotation):
            kept[key] = None
        else:
            problems.append(f"{'.'.join(path)}: should be a table, [{'.'.join(path)}] with its keys below it")
    return kept


def _variables(
    environ: Mapping[str, str], schema: type[Config], problems: list[str]
) -> dict[KeyPath, tuple[str, object]]:
    """Returns (variable name, value) by path for the variables that exist; adds a problem for each other one."""
    paths = {_variable_name(entry.path): entry.path for entry in _entries(schema)}
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
        _, field = _field_at(schema, path)
        assert field is not None
        found[path] = (name, _off_as_none(_from_text(text.strip(), field), field))
    return found


def _from_text(text: str, field: FieldInfo) -> object:
    """Returns what a variable holds: JSON, or a list separated by commas, where the field is no plain value."""
    members = _members(field.annotation)
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
    members = _members(field.annotation)
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
    elsewhere = [path for path in _all_paths(model, table) if path[-1] == key.lower()]
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


def _all_paths(model: type[BaseModel], table: KeyPath) -> Iterator[KeyPath]:
    for name, field in model.model_fields.items():
        yield (*table, name)
        inner = _table_model(field.annotation)
        if inner is not None:
            yield from _all_paths(inner, (*table, name))


def _explained(errors: Sequence[ErrorDetails], schema: type[Config], variables: Mapping[KeyPath, str]) -> list[str]:
    """Returns one line for each value that pydantic refused; a union reports once, not once a member."""
    explained: dict[str, str] = {}
    for error in errors:
        path, field = _field_at(schema, error["loc"])
        if error["type"] == "missing" and path in (("telegram",), ("telegram", "token")):
            explained["telegram.token"] = _TOKEN_MISSING
            continue
        place = ".".join(path)
        wanted = _described(field) if field else "something else"
        items = [f"[{part}]" for part in error["loc"][len(path) :] if isinstance(part, int)]
        if field and items and len(_members(field.annotation)) == 1:
            place += "".join(items)
            wanted = _type_in_words(next(iter(get_args(field.annotation)), object))
        if path in variables:
            place = f"{variables[path]} ({place})"
        explained.setdefault(place, f"{place}: {_reason(error, field, wanted)}")
    return list(explained.values())


def _reason(error: ErrorDetails, field: FieldInfo | None, wanted: str) -> str:
    """Returns what is wrong, with the value given unless it may be secret."""
    if error["type"] == "missing":
        return "is missing"
    secret = field is None or not field.repr or SecretStr in _members(field.annotation)
    shown = "" if secret or isinstance(error["input"], Mapping) else _toml(error["input"])
    if error["type"] == "value_error":
        return f"{shown} {error.get('ctx', {}).get('error', 'is not valid')}".lstrip()
    is_choice = field is not None and len(_members(field.annotation)) > 1
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
                    f"put it under [telegram.webhook] or set {_variable_name(path)}"
                )
    return problems


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _variable_name(path: KeyPath) -> str:
    return PREFIX + "__".join(path).upper()


# Words for types and values

_COLLECTIONS: Final = (list, tuple, set, frozenset, dict, Sequence, Mapping)
_WRONG_TYPES: Final = frozenset(
    f"{kind}_{fault}"
    for kind in ("int", "float", "bool", "string", "list", "tuple", "set", "frozen_set", "dict", "time_delta", "time")
    for fault in ("parsing", "type", "from_float", "parsing_size")
) | {"literal_error", "enum", "greater_than", "greater_than_equal", "less_than", "less_than_equal"}
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
_TOKEN_MISSING: Final = (
    "telegram.token: is missing. Talk to @BotFather in Telegram, send /newbot and copy the token it gives you; then "
    'put token = "…" under [telegram] in the config file, or set WEILU_TELEGRAM__TOKEN'
)


def _described(field: FieldInfo) -> str:
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
        _type_in_words(member) + (span if member in (int, float, timedelta) else "")
        for member in _members(field.annotation)
    )


def _type_in_words(annotation: object, several: bool = False) -> str:
    origin, arguments = get_origin(annotation), [arg for arg in get_args(annotation) if arg is not ...]
    if origin is Annotated:
        return _type_in_words(arguments[0], several)
    if origin is Literal:
        return " or ".join(_toml(choice) for choice in arguments)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return " or ".join(_toml(choice.value) for choice in annotation)
    if origin in (list, tuple, set, frozenset, Sequence) and arguments:
        return f"a list of {_type_in_words(arguments[0], several=True)}"
    if origin in (dict, Mapping):
        return "a table"
    one, many = _TYPE_WORDS.get(annotation, ("a value", "values"))
    return many if several else one


def _worded(description: str, texts: Texts) -> str:
    """Returns a description; a text key (features' settings have them) in English, then Chinese."""
    said = [
        texts.say(language, description).plain() for language in ("en", "zh-CN") if description in texts.keys(language)
    ]
    return " · ".join(said) or description


def _jsonable(value: Any) -> object:
    """Returns a default as JSON; a set in order, so that what is generated from it never changes by itself."""
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    return TypeAdapter[Any](Any).dump_python(value, mode="json")


def _toml(value: object) -> str:
    """Returns a JSON value as TOML; None is ``"off"``."""
    match value:
        case None:
            return '"off"'
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case list() | tuple():
            return f"[{', '.join(_toml(item) for item in value)}]"
        case dict():
            return "{ " + ", ".join(f"{json.dumps(str(key))} = {_toml(item)}" for key, item in value.items()) + " }"
        case _:
            return json.dumps(str(value), ensure_ascii=False)
