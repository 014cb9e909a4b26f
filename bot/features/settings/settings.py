"""Settings of a group as a whole."""

from typing import ClassVar

from pydantic import Field

from bot.features.settings.model import FeatureSettings


class GeneralSettings(FeatureSettings):
    """What concerns every feature."""

    feature: ClassVar[str] = "general"

    keywords: dict[str, list[str]] = Field(
        default={},
        description='Words members may type instead of a command, by command: {checkin = ["打卡"]}. '
        "A command that is absent keeps its own words.",
    )
