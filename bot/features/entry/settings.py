"""Settings of the gate."""

from datetime import timedelta
from typing import ClassVar

from pydantic import Field, field_validator

from bot.core.errors import Refused
from bot.features.entry.steps import Step, read_gate, stored
from bot.features.settings.model import FeatureSettings

SHORTEST_TIMEOUT_S, LONGEST_TIMEOUT_S = 30, 86_400
MOST_ATTEMPTS = 10
LONGEST_COOLDOWN_S = 30 * 86_400


class EntrySettings(FeatureSettings):
    """What an applicant has to pass, and its limits."""

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

    @field_validator("steps")
    @classmethod
    def _are_steps(cls, steps: tuple[str, ...]) -> tuple[str, ...]:
        try:
            if steps:
                read_gate(" + ".join(steps))
        except Refused as error:
            raise ValueError(f"is no gate ({error.key})") from None
        return steps

    @property
    def gate(self) -> tuple[Step, ...]:
        """The steps in order; none means open."""
        return stored(self.steps)

    @property
    def timeout(self) -> timedelta:
        return timedelta(seconds=self.timeout_s)

    @property
    def cooldown(self) -> timedelta:
        return timedelta(seconds=self.cooldown_s)
