"""Settings of a group as a whole."""

from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from bot.features.settings.declared import FeatureSettings


class GeneralSettings(FeatureSettings):
    """What concerns every feature."""

    feature: ClassVar[str] = "general"

    language: Literal["zh-CN", "en"] | None = Field(
        default=None, description="language of the group; off: the usual one · 群里说哪种语言，关闭则用默认的"
    )
    timezone: str | None = Field(
        default=None,
        description="IANA time zone of the group; off: the usual one · 群的时区，关闭则用默认的",
        examples=["Asia/Shanghai"],
    )
    answers_stay_minutes: int = Field(
        default=30,
        ge=0,
        le=2_800,
        description="minutes after which the answer to an administrator's command goes from the group, with the "
        "command; 0: both stay · 管理员命令和回答在群里留几分钟，0 为一直留着",
    )
    answers_alone: bool = Field(
        default=True,
        description="show a refusal, and a secret to an administrator who has not opened the private chat, to whoever "
        "asked alone, where Telegram can · 说错了、没权限这类回答，在 Telegram 支持时只给提问的人看到",
    )
    keywords: dict[str, list[str]] = Field(
        default={},
        description='Words members may type instead of a command, by command: {checkin = ["打卡"]}. '
        "A command that is absent keeps its own words · 各命令的口令，没写的命令用原来的",
    )

    @field_validator("timezone")
    @classmethod
    def _exists(cls, name: str | None) -> str | None:
        try:
            return None if name is None else str(ZoneInfo(name))
        except (OSError, ValueError, LookupError):
            raise ValueError("is no IANA time zone") from None
