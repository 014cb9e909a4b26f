"""Settings of the greeting."""

from typing import ClassVar

from pydantic import Field, field_validator

from bot.core.errors import Refused
from bot.features.settings.model import FeatureSettings
from bot.features.welcome.rules import read_template


class WelcomeSettings(FeatureSettings):
    """How somebody who comes in is greeted."""

    feature: ClassVar[str] = "welcome"

    text: str | None = Field(
        default="",
        description="the greeting, with {name} {group} {count} {rules} and [button](url); "
        "empty is the bot's own words · 欢迎语",
    )

    @field_validator("text")
    @classmethod
    def _is_template(cls, text: str | None) -> str | None:
        try:
            if text:
                read_template(text)
        except Refused as error:
            raise ValueError(f"is no greeting ({error.key})") from None
        return text
