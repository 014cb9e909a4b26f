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
