"""What may be configured: one frozen pydantic model a table, and Config, the whole."""

import difflib
import re
from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any, Literal, Protocol, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, create_model, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

Model = TypeVar("Model", bound=BaseModel)


class Feature(Protocol):
    """What the configuration needs to know of an entry of ``bot.features.FEATURES``."""

    @property
    def name(self) -> str: ...
    @property
    def settings(self) -> type[BaseModel] | None: ...


class Table(BaseModel):
    """One table of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Webhook(Table):
    """Where Telegram calls and where we listen; ``load_config`` demands ``url`` and ``secret`` in webhook mode."""

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
    """How the Bot API is reached. An empty token passes here: ``load_config`` says where to get one."""

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
    """Where everything is kept; only the drivers that storage knows."""

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
    """Which groups are served."""

    groups: Literal["any"] | tuple[int, ...] = Field(
        default="any",
        description="chat ids of the groups to serve, others are left politely · 服务哪些群",
        examples=[[-1001234567890]],
    )


class OutsideList(Table):
    """An anti-spam list that is asked about everybody who comes in."""

    url: str | None = Field(
        default=None,
        description="asked as URL?user_id=ID, answers like api.cas.chat/check; sends user ids there; off when unset "
        "· 外部反垃圾名单，不设则不用",
        examples=["https://api.cas.chat/check"],
    )

    @field_validator("url")
    @classmethod
    def _is_http(cls, url: str | None) -> str | None:
        if url is not None and not re.match("https?://[^/]", url):
            raise ValueError("should begin with https:// or http://")
        return url


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


class Log(Table):
    """What the process writes to stderr."""

    level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = Field(
        default="INFO", description="least important lines to show · 日志级别"
    )
    format: Literal["text", "json"] = Field(default="text", description="for people or for machines · 日志格式")


class Monitor(Table):
    """Where a machine may ask how the bot is: ``/healthz`` and Prometheus' ``/metrics``."""

    port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="port of /healthz and /metrics; off when unset · 健康检查和指标的端口，不设则不开",
        examples=[9464],
    )
    listen: str = Field(
        default="127.0.0.1",
        description="address to listen on; whoever reaches it reads the numbers · 监听地址，能访问的人都能看到指标",
    )


class Defaults(Table):
    """What a new group starts with."""

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
    outside_list: OutsideList = Field(
        default=OutsideList(), description="an anti-spam list to ask about who comes in · 外部反垃圾名单"
    )
    log: Log = Field(default=Log(), description="what the process writes to stderr · 日志")
    monitor: Monitor = Field(default=Monitor(), description="health and metrics for machines · 健康检查和指标")
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


def schema_of(features: Iterable[Feature]) -> type[Config]:
    """Returns Config with one settings table for each feature that has a model."""
    return _schema_of(tuple(features))


@cache
def _schema_of(features: tuple[Feature, ...]) -> type[Config]:
    models = {feature.name: feature.settings for feature in features if feature.settings is not None}
    if not models:
        return Config
    fields: dict[str, Any] = {name: (model, Field(default_factory=model)) for name, model in models.items()}
    settings = create_model("FeatureSettings", __base__=FeatureSettings, **fields)
    inherited = Config.model_fields["settings"].description
    return create_model(
        "Config", __base__=Config, settings=(settings, Field(default_factory=settings, description=inherited))
    )
