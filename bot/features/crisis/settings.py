"""Settings of the crisis watch."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, ClassVar, Final

from pydantic import Field

from bot.features.crisis.hooks import Shape
from bot.features.crisis.model import Level
from bot.features.settings.declared import set_by
from bot.features.settings.model import FeatureSettings


class Recipients(StrEnum):
    """Who is told first."""

    DUTY = "duty"
    OWNERS = "owners"
    ALL = "all"


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
    yellow_remind_minutes: tuple[int, ...] = Field(
        default=(5, 15, 30),
        max_length=6,
        description="Minutes after a yellow alert that nobody acknowledged at which the next on duty is asked, rising; "
        "the last time the owners · 黄色预警多少分钟没人接手就找下一位值班人，最后一次找群主",
    )
    orange_remind_minutes: tuple[int, ...] = Field(
        default=(5, 15, 30), max_length=6, description="The same for orange · 橙色预警多少分钟没人接手就再找人"
    )
    red_remind_minutes: tuple[int, ...] = Field(
        default=(5, 15, 30), max_length=6, description="The same for red · 红色预警多少分钟没人接手就再找人"
    )
    blue_to: Recipients = Field(
        default=Recipients.DUTY,
        description="Who is told of a blue incident: duty (the first on duty, everybody without /duty), owners, all · "
        "蓝色发给谁：值班人、群主、全部",
    )
    yellow_to: Recipients = Field(
        default=Recipients.DUTY, description="Who is told of a yellow incident first · 黄色先发给谁"
    )
    orange_to: Recipients = Field(default=Recipients.ALL, description="Who is told of an orange incident · 橙色发给谁")
    red_to: Recipients = Field(default=Recipients.ALL, description="Who is told of a red incident · 红色发给谁")
    duty: tuple[int, ...] = Field(
        default=(),
        max_length=20,
        description="User ids of who is asked first, in order; set by /duty · 值班顺序，用 /duty 设置",
        json_schema_extra=set_by("/duty"),
    )
    playbook: dict[str, str] = Field(
        default={},
        description="What to do next, by level (blue, yellow, orange, red) or coordinated; set by /playbook · "
        "各级别的处置预案，用 /playbook 设置",
        json_schema_extra=set_by("/playbook"),
    )
    alerts_a_day: int = Field(
        default=20,
        ge=1,
        le=1_000,
        description="Blue and yellow alerts one person gets in a day; the rest is in /incidents and the digest · "
        "每人每天最多收到几条蓝色和黄色预警，其余进列表和日报",
    )
    calm_hours: int = Field(
        default=24,
        ge=1,
        le=720,
        description="Hours after which a blue incident closes by itself · 蓝色事件多少小时没有动静就自动关闭",
    )
    windows_minutes: tuple[Annotated[int, Field(ge=5, le=1_440)], ...] = Field(
        default=(10, 60, 1_440),
        min_length=1,
        max_length=6,
        description="Windows in which people are counted against what is normal, in minutes, up to a day · "
        "与平时比较人数的时间窗（分钟，最长一天）",
    )
    chance: float = Field(
        default=0.0003,
        gt=0,
        le=0.1,
        description="Chance of one false alarm a day, per word and window length, that is put up with · "
        "每个词、每种时间窗每天误报的容许概率",
    )
    growth: float = Field(
        default=2.0,
        ge=1,
        le=100,
        description="How many times the usual number of people it must be as well · 人数至少是平时的几倍",
    )
    burst_people: int | None = Field(
        default=5,
        ge=3,
        le=1_000,
        description="People within the shortest window who are an incident when that is ten times the usual; off for "
        "chance alone · 最短时间窗内达到几个人、且是平时的十倍就算事件；关闭则只看误报概率",
    )
    cold_days: int = Field(
        default=3,
        ge=0,
        le=28,
        description="Days of counting before the past decides; until then the fixed number and window above do · "
        "计数满几天后才按历史判断，之前用上面的固定人数和时间窗",
    )
    calm_minutes: int = Field(
        default=60,
        ge=10,
        le=1_440,
        description="Minutes without anything unusual after which a surge is over · 多少分钟没有异常算平息",
    )
    cooldown_minutes: int = Field(
        default=60,
        ge=0,
        le=1_440,
        description="Minutes after an alarm in which the same word raises no other unless the level rises · "
        "一次预警后多少分钟内同一个词不再另报（升级除外）",
    )
    repeat_messages: int = Field(
        default=5,
        ge=2,
        le=100,
        description="Complaints of one person within a day that make a ticket · 一个人一天内抱怨几次就建客诉单",
    )
    same_text_accounts: int = Field(
        default=3,
        ge=2,
        le=100,
        description="Accounts with the same text, joined within the days below, that are a coordinated attack · "
        "几个账号发同样的话、且入群时间相近，算有组织的攻击",
    )
    joined_within_days: int = Field(
        default=7, ge=1, le=90, description="How close together they joined, in days · 入群时间相差不超过几天"
    )
    red_people: int = Field(
        default=10,
        ge=3,
        le=10_000,
        description="People who used the same urgent word, or twice that a rate word, before the level is red · "
        "几个人提到同一个紧急词升为红色，频次词翻倍",
    )
    spread_groups: int = Field(
        default=3, ge=2, le=1_000, description="Groups touched that raise the level by one · 涉及几个群时升一级"
    )
    gloomy_share: float = Field(
        default=0.5,
        gt=0,
        le=1,
        description="Share of negative people, of at least ten, that raises the level by one · "
        "至少十个人发言时，负面占比到多少升一级",
    )

    hook_url: str | None = Field(
        default=None,
        pattern=r"^https?://",
        max_length=500,
        description="Address outside that is told of incidents by POST; off by default · 事件推送到外部的地址，默认不推",
        json_schema_extra=set_by("/hook", secret=True),
    )
    hook_shape: Shape = Field(
        default=Shape.JSON,
        description="Kind of that receiver: json, feishu, dingtalk, wecom, slack · 接收方：飞书、钉钉、企业微信、Slack 或 JSON",
        json_schema_extra=set_by("/hook"),
    )
    hook_secret: str | None = Field(
        default=None,
        max_length=200,
        description="Secret that signs what it is told · 推送签名用的密钥",
        json_schema_extra=set_by("/hook", secret=True),
    )

    def remind_minutes(self, level: Level) -> Sequence[int]:
        """Minutes after an alert of this level at which it is sent again, rising; none for blue."""
        return sorted(
            {
                Level.BLUE: (),
                Level.YELLOW: self.yellow_remind_minutes,
                Level.ORANGE: self.orange_remind_minutes,
                Level.RED: self.red_remind_minutes,
            }[level]
        )

    def told_of(self, level: Level) -> Recipients:
        """Who is told first of an incident of this level."""
        return {
            Level.BLUE: self.blue_to,
            Level.YELLOW: self.yellow_to,
            Level.ORANGE: self.orange_to,
            Level.RED: self.red_to,
        }[level]

    def cold_people(self, minutes: int) -> int | None:
        """How many people alarm in a window of so many minutes while little is known; None when it is not looked at."""
        return self.rate_people if minutes <= self.rate_window_minutes else None


COUNTS: Final = CrisisSettings(windows_minutes=(10,), chance=0.003, burst_people=None, rate_window_minutes=5)
"""For plain series of counts: nobody answers for them one by one, so the shortest window decides alone, and no fixed
number does while little is known."""
