"""Settings of what newcomers may send at first."""

from datetime import timedelta
from typing import ClassVar

from pydantic import Field

from bot.features.settings.model import FeatureSettings

LONGEST_HOURS = 30 * 24
MOST_MESSAGES = 100


class NewcomerSettings(FeatureSettings):
    """Words only, for some hours or until some messages are written, whichever comes first; both 0: no limit."""

    feature: ClassVar[str] = "newcomers"

    text_only_hours: int = Field(
        default=0,
        ge=0,
        le=LONGEST_HOURS,
        description="hours in which newcomers may send words only; 0: no such time · 新人几小时内只能发文字",
    )
    text_only_messages: int = Field(
        default=0,
        ge=0,
        le=MOST_MESSAGES,
        description="messages after which newcomers may send everything; 0: does not count · 新人发够几条后放开",
    )

    @property
    def limits(self) -> bool:
        """Whether newcomers are limited at all."""
        return bool(self.text_only_hours or self.text_only_messages)

    @property
    def time(self) -> timedelta | None:
        return timedelta(hours=self.text_only_hours) if self.text_only_hours else None
