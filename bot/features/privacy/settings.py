"""Settings of privacy."""

from typing import ClassVar

from pydantic import Field

from bot.features.settings.model import FeatureSettings


class PrivacySettings(FeatureSettings):
    """How long words are kept."""

    feature: ClassVar[str] = "privacy"

    message_days: int = Field(
        default=7,
        ge=0,
        le=365,
        description="days that message texts are kept, 0 stores none · 消息正文保留几天，0 表示不存",
    )
    case_days: int = Field(
        default=37,
        ge=7,
        le=400,
        description="days that the texts of cases and appeals are kept; fewer than a machine's ban lasts, and an undo "
        "cannot bring them back · 处理记录里的原文保留几天，少于封禁天数就无法还原",
    )
    incident_days: int = Field(
        default=180,
        ge=30,
        le=1_100,
        description="days that the words of incidents and tickets are kept · 舆情事件和工单里的原话保留几天",
    )
    history_days: int = Field(
        default=365,
        ge=30,
        le=3_700,
        description="days that changes of settings are kept · 设置改动记录保留几天",
    )
