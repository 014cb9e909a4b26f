"""Settings of points."""

from typing import Annotated, ClassVar

from pydantic import Field

from bot.features.settings.model import FeatureSettings


class PointsSettings(FeatureSettings):
    """What earns points, and the levels they lead to."""

    feature: ClassVar[str] = "points"

    checkin: int = Field(default=5, ge=0, le=1000, description="points for a check-in · 每次打卡得几分")
    makeup: int = Field(default=0, ge=0, le=1000, description="points for a made-up day · 补卡得几分")
    streaks: dict[Annotated[int, Field(ge=2, le=3660)], Annotated[int, Field(ge=1, le=100_000)]] = Field(
        default={7: 10, 21: 30, 100: 200},
        description="bonus for so many days in a row · 连续打卡满几天，另加几分",
    )
    daily_cap: int = Field(
        default=0,
        ge=0,
        le=100_000,
        description="points a person can earn in a day by check-ins, make-up days and thanks; 0 for no limit "
        "· 每人每天靠打卡、补卡、感谢最多得几分，0 为不限",
    )
    thanks: int = Field(
        default=2, ge=0, le=1000, description="points for an answer somebody says thank you for · 回答被感谢得几分"
    )
    thanks_cooldown_days: int = Field(
        default=3,
        ge=1,
        le=60,
        description="days until the same person's thanks to the same other earn again · 同一个人感谢同一个人，隔几天再算",
    )
    thanks_per_day: int = Field(
        default=5, ge=1, le=100, description="thanks of one person a day that earn points · 一个人一天最多送出几次感谢"
    )
    activity: int = Field(
        default=20, ge=0, le=10_000, description="points for winning an activity · 活动中奖、获胜得几分"
    )
    levels: list[Annotated[int, Field(ge=0, le=10_000_000)]] = Field(
        default=[0, 50, 200, 600, 1500],
        min_length=1,
        max_length=20,
        description="points from which each level begins, in rising order · 各等级从多少分起",
    )
    level_names: list[Annotated[str, Field(min_length=1, max_length=20)]] = Field(
        default=[],
        max_length=20,
        description="the community's own names of its levels, the lowest first · 各等级的名字",
    )
