"""Settings of check-ins."""

from datetime import time
from typing import ClassVar

from pydantic import Field

from bot.core.period import parse_time
from bot.features.settings.model import FeatureSettings


class CheckinSettings(FeatureSettings):
    """When a day begins for check-ins."""

    feature: ClassVar[str] = "checkin"

    day_starts_at: str = Field(
        default="00:00",
        pattern=r"^([01]\d|2[0-3]):[0-5]\d$",
        description="when a day begins for check-ins, in the group's time zone; "
        "a programme with hours of its own begins with them · 打卡日从几点算起",
    )

    @property
    def day_start(self) -> time:
        """``day_starts_at`` as local time."""
        return parse_time(self.day_starts_at)
