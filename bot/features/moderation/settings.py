"""Settings of moderation."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from bot.features.settings.declared import set_by
from bot.features.settings.model import FeatureSettings


class Mode(StrEnum):
    OBSERVE = "observe"
    GUARD = "guard"


class Strictness(StrEnum):
    LENIENT = "lenient"
    STANDARD = "standard"
    STRICT = "strict"


class ModerationSettings(FeatureSettings):
    """How sure moderation must be, and where its limits are."""

    feature: ClassVar[str] = "moderation"

    mode: Mode = Field(
        default=Mode.GUARD,
        description="observe: decide and show, do not act; guard: act · 观察：只看不动手；守护：动手",
    )
    strictness: Strictness = Field(
        default=Strictness.LENIENT,
        description="How sure it must be before each action: lenient, standard, strict · 宽严：宽松、标准、严格",
    )
    flood_messages: int = Field(
        default=5, ge=1, le=100, description="Messages one person may send within flood_seconds · 短时间内最多几条"
    )
    flood_seconds: int = Field(default=5, ge=1, le=60, description="The short window, in seconds · 短时间是几秒")
    flood_per_minute: int = Field(
        default=20, ge=1, le=600, description="Messages one person may send within a minute · 一分钟最多几条"
    )
    repeat_times: int = Field(
        default=3,
        ge=2,
        le=20,
        description="The same text this many times within repeat_seconds is spam · 重复几次算刷屏",
    )
    repeat_seconds: int = Field(
        default=120, ge=10, le=600, description="The window for repetitions, in seconds · 重复的时间窗，秒"
    )
    allowed_domains: list[str] = Field(
        default=[], description="Domains that are fine besides those of /allow · 除 /allow 之外总是放行的域名"
    )
    warn_limit: int = Field(
        default=3, ge=1, le=20, description="Warnings after which a person is muted · 警告几次后禁言"
    )
    warn_days: int = Field(default=30, ge=1, le=365, description="Days after which a warning fades · 警告几天后失效")
    warn_limit_mute_hours: int = Field(
        default=24, ge=1, le=720, description="Hours of the mute at the warning limit · 警告到限后禁言几小时"
    )
    mute_minutes: int = Field(
        default=10,
        ge=1,
        le=1440,
        description="Minutes of the machine's first mute; repeats last longer · 机器首次禁言几分钟",
    )
    ban_days: int = Field(default=30, ge=1, le=365, description="Days of a machine's ban · 机器封禁几天")
    trust_days: int = Field(
        default=7, ge=0, le=365, description="Days an author is trusted after an undo · 撤销后信任几天"
    )
    admin_chat: int | None = Field(
        default=None,
        description="The admins' own group that gets the cards, set by /adminchat · 接收卡片的管理员群",
        json_schema_extra=set_by("/adminchat"),
    )
    report_threshold: int = Field(
        default=3,
        ge=0,
        le=100,
        description="Reports by members of three days and more that delete a message until somebody decides; 0: never "
        "· 几位老成员举报后先删除再等处理，0 为从不",
    )
    linked_channel: int | None = Field(
        default=None,
        description="The channel linked to the group, learnt from its posts · 关联频道，自动识别",
        json_schema_extra=set_by(""),
    )
