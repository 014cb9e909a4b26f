"""Settings of check-ins."""

from datetime import time
from typing import ClassVar

from pydantic import Field

from bot.core.period import parse_time
from bot.features.settings.model import FeatureSettings


class CheckinSettings(FeatureSettings):
    """When a day of check-ins begins, when people are reminded, and what shows beside their names."""

    feature: ClassVar[str] = "checkin"

    day_starts_at: str = Field(
        default="00:00",
        pattern=r"^([01]\d|2[0-3]):[0-5]\d$",
        description="when a day begins for check-ins, in the group's time zone; "
        "a programme with hours of its own begins with them · 打卡日从几点算起",
    )

    remind_at: str = Field(
        default="21:00",
        pattern=r"^([01]\d|2[0-3]):[0-5]\d$",
        description="when those who asked for it are reminded, or two hours before the hours end if that is earlier "
        "· 几点提醒还没打卡的人（只提醒自己要求过的）",
    )
    member_tag: bool = Field(
        default=False,
        description="show long streaks beside the member's name, where the bot may · 在成员名字旁显示连签天数",
    )
    tag_from_days: int = Field(
        default=7, ge=2, le=365, description="days in a row from which the member tag is shown · 连续几天起显示标签"
    )

    @property
    def day_start(self) -> time:
        """``day_starts_at`` as local time."""
        return parse_time(self.day_starts_at)
