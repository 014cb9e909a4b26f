"""Settings of a group's theme."""

from typing import ClassVar

from pydantic import Field

from bot.features.settings.model import FeatureSettings

MOST_WORDS = 30
LONGEST_WORD = 30


class ThemeSettings(FeatureSettings):
    """What the group is about, and what happens when the talk drifts off. Nobody is ever sanctioned for it."""

    feature: ClassVar[str] = "theme"

    words: list[str] = Field(
        default=[],
        max_length=MOST_WORDS,
        description="words of the group's theme; none: no theme · 群聊主题词，空为不看跑题",
    )
    nudge: bool = Field(default=True, description="remind the group gently when it drifts off · 跑题时在群里轻轻提醒")
    least_percent: int = Field(
        default=20,
        ge=1,
        le=90,
        description="percent of an hour's talk near the theme below which it has drifted off · 围着主题聊的低于百分之几算跑题",
    )
    nudge_hours: int = Field(default=24, ge=1, le=720, description="hours between two reminders · 两次提醒至少隔几小时")
