"""Settings of the crisis watch."""

from typing import ClassVar

from pydantic import Field

from bot.features.settings.model import FeatureSettings


class CrisisSettings(FeatureSettings):
    """When words become an incident, and how long the bot waits for somebody to take it."""

    feature: ClassVar[str] = "crisis"

    orange_people: int = Field(
        default=2,
        ge=2,
        le=100,
        description="People who used the same urgent word before the level is orange · 几个人提到同一个紧急词升为橙色",
    )
    rate_people: int = Field(
        default=3,
        ge=2,
        le=1_000,
        description="People who must use a rate word within the window to open an incident; twice as many are orange · "
        "频次词在时间窗内几个人提到才算事件，翻倍升为橙色",
    )
    rate_window_minutes: int = Field(
        default=60, ge=5, le=1_440, description="Window of the rate words, in minutes · 频次词的时间窗（分钟）"
    )
    remind_after_minutes: tuple[int, ...] = Field(
        default=(5, 15, 30),
        max_length=6,
        description="Minutes after an alert that nobody acknowledged at which it is sent again, rising; the last one "
        "goes to the owners · 预警发出后多少分钟没人接手就再发一次，最后一次发给群主",
    )
    calm_hours: int = Field(
        default=24,
        ge=1,
        le=720,
        description="Hours after which a blue incident closes by itself · 蓝色事件多少小时没有动静就自动关闭",
    )
