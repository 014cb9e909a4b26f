"""Settings of the gate."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.core.errors import Refused
from bot.features.entry.steps import STEPS, Step, read_gate, stored
from bot.features.settings.model import FeatureSettings

SHORTEST_TIMEOUT_S, LONGEST_TIMEOUT_S = 30, 86_400
MOST_ATTEMPTS = 10
LONGEST_COOLDOWN_S = 30 * 86_400


class Action(StrEnum):
    """What becomes of somebody, by how it ended."""

    ADMIT = "admit"
    REVIEW = "review"
    """an administrator decides"""
    KICK = "kick"
    """a request is declined, somebody inside is removed; they may come again"""
    BAN = "ban"
    """kept out for good"""


Out = Literal[Action.KICK, Action.BAN]
OutOrReview = Literal[Action.KICK, Action.BAN, Action.REVIEW]


class StepLimits(BaseModel):
    """What one kind of step has of its own; the rest is as for all steps."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    timeout_s: int | None = Field(default=None, ge=SHORTEST_TIMEOUT_S, le=LONGEST_TIMEOUT_S)
    attempts: int | None = Field(default=None, ge=1, le=MOST_ATTEMPTS)
    cooldown_s: int | None = Field(default=None, ge=0, le=LONGEST_COOLDOWN_S)
    on_wrong: OutOrReview | None = None
    on_silent: OutOrReview | None = None
    on_never_tried: OutOrReview | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for one step."""

    timeout: timedelta
    attempts: int
    cooldown: timedelta
    on_wrong: Action
    on_silent: Action
    on_never_tried: Action


class EntrySettings(FeatureSettings):
    """What an applicant has to pass, its limits, and what becomes of them."""

    feature: ClassVar[str] = "entry"

    steps: tuple[str, ...] = Field(
        default=(),
        description="what applicants must pass, in order, each as typed after /gate; empty is open · 入群门槛的步骤",
        examples=[["passphrase 芝麻开门", "review"]],
    )
    timeout_s: int = Field(
        default=180,
        ge=SHORTEST_TIMEOUT_S,
        le=LONGEST_TIMEOUT_S,
        description="seconds an applicant has for a step; Telegram closes the private chat with somebody "
        "who never wrote after 300 · 每一步的作答时限（秒）",
    )
    attempts: int = Field(
        default=2, ge=1, le=MOST_ATTEMPTS, description="answers an applicant may try · 每一步可答几次"
    )
    cooldown_s: int = Field(
        default=600,
        ge=0,
        le=LONGEST_COOLDOWN_S,
        description="seconds before somebody who failed may ask again · 未通过后多久可以再申请（秒）",
    )
    by_step: dict[str, StepLimits] = Field(
        default={},
        description="limits of one kind of step where they differ, with the same names: "
        "{captcha = {timeout_s = 60}} · 个别步骤的单独限制",
    )
    on_passed: Literal[Action.ADMIT, Action.REVIEW] = Field(
        default=Action.ADMIT, description="what becomes of who passed every step · 全部通过的人"
    )
    on_wrong: OutOrReview = Field(
        default=Action.KICK,
        description="what becomes of who answered wrong too often; kick declines a request · 答错的人",
    )
    on_silent: OutOrReview = Field(
        default=Action.KICK, description="what becomes of who began and did not answer in time · 开始了却没答完的人"
    )
    on_never_tried: OutOrReview = Field(
        default=Action.KICK, description="what becomes of who was asked and did nothing at all · 完全没有动静的人"
    )
    on_blocked: OutOrReview = Field(
        default=Action.KICK,
        description="what becomes of who is on a list, or not invited where one must be · 在黑名单上的人",
    )
    on_declined_by_admin: Out = Field(
        default=Action.KICK, description="what becomes of whom an administrator declined · 管理员拒绝的人"
    )
    on_missed: OutOrReview = Field(
        default=Action.REVIEW,
        description="what becomes of who came or answered while the bot was away for more than 15 minutes · 机器人离线时错过的人",
    )
    withdrawn_cools_off: bool = Field(
        default=False, description="whether taking a request back starts the cool-off, too · 撤回申请是否也要冷却"
    )

    surge_joins: int = Field(
        default=8, ge=2, le=1_000, description="joins and requests that make a surge · 多少人同时进群算涌入"
    )
    surge_window_s: int = Field(default=60, ge=5, le=3_600, description="… within so many seconds · 多长时间内（秒）")
    surge_calm_s: int = Field(
        default=600, ge=60, le=86_400, description="seconds of calm that end a surge · 平静多久后结束（秒）"
    )

    @field_validator("steps")
    @classmethod
    def _are_steps(cls, steps: tuple[str, ...]) -> tuple[str, ...]:
        try:
            if steps:
                read_gate(" + ".join(steps))
        except Refused as error:
            raise ValueError(f"is no gate ({error.key})") from None
        return steps

    @field_validator("by_step")
    @classmethod
    def _are_kinds(cls, by_step: dict[str, StepLimits]) -> dict[str, StepLimits]:
        kinds = [kind.kind for kind in STEPS]
        if unknown := [name for name in by_step if name not in kinds]:
            raise ValueError(f"{unknown[0]} is no kind of step; there are: {', '.join(kinds)}")
        return by_step

    @property
    def gate(self) -> tuple[Step, ...]:
        """The steps in order; none means open."""
        return stored(self.steps)

    @property
    def surge_window(self) -> timedelta:
        return timedelta(seconds=self.surge_window_s)

    @property
    def surge_calm(self) -> timedelta:
        return timedelta(seconds=self.surge_calm_s)

    def limits(self, step: Step | None) -> Limits:
        """What holds for a step; None for no step in particular."""
        own = self.by_step.get(step.kind) if step is not None else None
        own = own or StepLimits()
        timeout_s = self.timeout_s if own.timeout_s is None else own.timeout_s
        cooldown_s = self.cooldown_s if own.cooldown_s is None else own.cooldown_s
        return Limits(
            timeout=timedelta(seconds=timeout_s),
            attempts=own.attempts or self.attempts,
            cooldown=timedelta(seconds=cooldown_s),
            on_wrong=own.on_wrong or self.on_wrong,
            on_silent=own.on_silent or self.on_silent,
            on_never_tried=own.on_never_tried or self.on_never_tried,
        )
