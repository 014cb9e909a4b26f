"""Settings of invitations."""

from typing import ClassVar

from pydantic import Field

from bot.features.settings.model import FeatureSettings


class SourcesSettings(FeatureSettings):
    """Who may bring guests, and what it earns."""

    feature: ClassVar[str] = "sources"

    vouchers: int = Field(
        default=3,
        ge=0,
        le=100,
        description="guests that a trusted member may bring in a month · 受信任的成员每月可邀请几位",
    )
    voucher_days: int = Field(default=7, ge=1, le=90, description="days that a voucher is good for · 邀请券几天有效")
    pause_days: int = Field(
        default=30,
        ge=1,
        le=365,
        description="days without vouchers after a guest was banned within a week · 客人被封后暂停邀请几天",
    )
    points: int = Field(
        default=10,
        ge=0,
        le=1000,
        description="points for a guest who stayed three days and wrote three messages · 邀请的人站住脚后得几分",
    )
