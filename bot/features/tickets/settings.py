"""Settings of tickets."""

from typing import ClassVar

from pydantic import Field

from bot.features.settings.model import FeatureSettings


class TicketSettings(FeatureSettings):
    """How long somebody may wait for an answer."""

    feature: ClassVar[str] = "tickets"

    answer_minutes: int = Field(
        default=60,
        ge=5,
        le=10_080,
        description="Minutes in which a ticket wants an answer; then the owners are asked, and it is in the digest · "
        "客诉多少分钟内要回复，超时找群主并记入日报",
    )
    reminders: int = Field(
        default=2, ge=0, le=10, description="How often an unanswered ticket is called out · 没人回复时最多提醒几次"
    )
