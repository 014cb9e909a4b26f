"""Settings of quiet hours and working hours."""

from functools import cached_property
from typing import ClassVar

from pydantic import Field, field_validator

from bot.core.errors import Refused
from bot.core.period import NotUnderstood, parse_window
from bot.features.quiet.model import DayKind, Hours, Mode
from bot.features.quiet.rules import checked
from bot.features.settings.model import FeatureSettings


class QuietSettings(FeatureSettings):
    """When the group rests, and when its members work."""

    feature: ClassVar[str] = "quiet"

    hours: str | None = Field(
        default=None, description="quiet hours in the group's time zone · 静默时段", examples=["22:00-08:00"]
    )
    days: DayKind = Field(
        default=DayKind.DAILY,
        description="days on which quiet hours begin, by the Chinese statutory calendar · 哪些日子静默",
    )
    mode: Mode = Field(
        default=Mode.SOFT,
        description="soft: members are reminded once; lock: they cannot write · 静默时只提醒，还是不能发言",
    )
    work_hours: str | None = Field(
        default=None,
        description="working hours of the members, in which the bot's posts wait · 成员的工作时段",
        examples=["09:00-18:00"],
    )
    work_days: DayKind = Field(default=DayKind.WORKDAYS, description="days of the working hours · 哪些日子上班")
    work_messages: int = Field(
        default=10,
        ge=2,
        le=1_000,
        description="messages within ten minutes of working hours after which the group is reminded once "
        "· 工作时段里十分钟内聊到多少条提醒一次",
    )

    @field_validator("hours", "work_hours")
    @classmethod
    def _is_window(cls, hours: str | None) -> str | None:
        try:
            return None if hours is None else str(parse_window(hours))
        except NotUnderstood as error:
            raise ValueError(f"are no hours ({error.key})") from None

    @cached_property
    def quiet(self) -> Hours | None:
        """The quiet hours, if there are any that leave time to talk."""
        return _hours(self.hours, self.days)

    @cached_property
    def work(self) -> Hours | None:
        """The working hours, if there are any."""
        return _hours(self.work_hours, self.work_days)


def _hours(hours: str | None, days: DayKind) -> Hours | None:
    try:
        return None if hours is None else checked(Hours(parse_window(hours), days))
    except Refused:
        return None
