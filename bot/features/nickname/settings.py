"""Settings of the rule for names."""

from datetime import timedelta
from enum import StrEnum
from typing import ClassVar

from pydantic import Field, field_validator

from bot.core.errors import Refused
from bot.features.limits.model import Extent
from bot.features.nickname.rules import Form, read_form
from bot.features.settings.model import FeatureSettings

LONGEST_HOURS = 14 * 24


class Consequence(StrEnum):
    """What happens to who does not change their name."""

    NONE = "none"
    TEXT = "text"
    SILENCE = "silence"

    @property
    def extent(self) -> Extent | None:
        return None if self is Consequence.NONE else Extent(self.value)


class NicknameSettings(FeatureSettings):
    """The form that display names must have, and what happens to others. Administrators and the trusted are exempt."""

    feature: ClassVar[str] = "nickname"

    form: str | None = Field(
        default=None,
        description="the form of names, e.g. 城市-昵称 or 城市(北京|上海)-昵称; null: any name · 群名片格式",
    )
    everyone: bool = Field(
        default=False,
        description="ask members of old too, when they write; else newcomers only · 老成员也要改",
    )
    remind_after_hours: int = Field(
        default=12, ge=1, le=LONGEST_HOURS, description="hours until the reminder · 多久后提醒（小时）"
    )
    limit_after_hours: int = Field(
        default=12,
        ge=1,
        le=LONGEST_HOURS,
        description="hours from the reminder to the limit · 提醒后多久限制（小时）",
    )
    consequence: Consequence = Field(
        default=Consequence.TEXT,
        description="what is left until the name fits: words only (text), nothing (silence), or no limit (none) · "
        "不改的限制",
    )

    @field_validator("form")
    @classmethod
    def _is_form(cls, form: str | None) -> str | None:
        try:
            if form is not None:
                read_form(form)
        except Refused as error:
            raise ValueError(f"is no form of names ({error.key})") from None
        return form

    @property
    def wanted(self) -> Form | None:
        return None if self.form is None else read_form(self.form)

    @property
    def remind_after(self) -> timedelta:
        return timedelta(hours=self.remind_after_hours)

    @property
    def limit_after(self) -> timedelta:
        return timedelta(hours=self.limit_after_hours)
