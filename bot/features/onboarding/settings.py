"""Settings of the first days."""

from datetime import time
from typing import ClassVar

from pydantic import Field, field_validator

from bot.core.text import MESSAGE_LIMIT, Markup, faults, is_blank, utf16_length
from bot.features.settings.model import FeatureSettings

DAYS = (1, 3, 7)
LONGEST_LETTER = 2_000
"""UTF-16 units; with what is added it stays one message."""
MOST_CHOICES = 12
LONGEST_CHOICE = 16


class OnboardingSettings(FeatureSettings):
    """How newcomers are led into the group."""

    feature: ClassVar[str] = "onboarding"

    on: bool = Field(default=False, description="whether newcomers are led through the first days · 新人引导")
    tag: str = Field(
        default="#自我介绍",
        min_length=2,
        max_length=32,
        pattern=r"^#\S+$",
        description="the tag that makes a message an introduction · 自我介绍的话题标签",
    )
    hour: time = Field(default=time(10), description="local hour of the private letters · 私信发送时间")
    letters: dict[int, str | None] = Field(
        default={},
        description="the letters of day 1, 3 and 7, by day, as Telegram HTML with {name} and {group}; a day that is "
        'absent or empty has the bot\'s own words, "off" has no letter · 第 1、3、7 天的私信',
    )
    cities: list[str] = Field(
        default=["北京", "上海", "广州", "深圳", "杭州", "成都"],
        max_length=MOST_CHOICES,
        description="cities offered in the introduction form · 自我介绍表单里的城市",
    )
    interests: list[str] = Field(
        default=["读书", "运动", "美食", "旅行", "手作", "喝茶"],
        max_length=MOST_CHOICES,
        description="interests offered in the introduction form · 自我介绍表单里的兴趣",
    )

    @field_validator("letters")
    @classmethod
    def _are_letters(cls, letters: dict[int, str | None]) -> dict[int, str | None]:
        # TOML has no null: there, as everywhere, it is written "off".
        letters = {day: None if text == "off" else text for day, text in letters.items()}
        for day, text in letters.items():
            if day not in DAYS:
                raise ValueError(f"has no letter on day {day}; there are days {DAYS}")
            if text and not is_letter(text):
                raise ValueError(f"has a letter for day {day} that cannot be sent")
        return letters

    @field_validator("cities", "interests")
    @classmethod
    def _are_choices(cls, choices: list[str]) -> list[str]:
        if any(is_blank(choice) or utf16_length(choice) > LONGEST_CHOICE for choice in choices):
            raise ValueError(f"has a choice that is empty or longer than {LONGEST_CHOICE} characters")
        return choices

    @property
    def days(self) -> tuple[int, ...]:
        """The days with a letter."""
        return tuple(day for day in DAYS if self.letters.get(day, "") is not None)


def is_letter(text: str) -> bool:
    """Whether this is markup that can be sent as a letter."""
    shown = Markup(text)
    return (
        not faults(text) and not is_blank(shown.plain()) and utf16_length(shown) <= min(LONGEST_LETTER, MESSAGE_LIMIT)
    )
