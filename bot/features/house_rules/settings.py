"""Settings of the house rules."""

from typing import ClassVar

from pydantic import Field

from bot.features.settings.model import FeatureSettings

MOST_DAYS = 90
MOST_MESSAGES = 10_000


class HouseRulesSettings(FeatureSettings):
    """How often the group is reminded of its rules."""

    feature: ClassVar[str] = "house_rules"

    remind_days: int = Field(
        default=0,
        ge=0,
        le=MOST_DAYS,
        description="days between two reminders of the rules, 0 for none · 每几天提醒一次群规",
    )
    remind_messages: int = Field(
        default=0,
        ge=0,
        le=MOST_MESSAGES,
        description="messages between two reminders of the rules, 0 for none · 每多少条消息提醒一次群规",
    )
