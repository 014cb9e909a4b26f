"""Settings of the greeting."""

from datetime import timedelta
from typing import ClassVar

from pydantic import Field, field_validator

from bot.core.errors import Refused
from bot.core.event import Media, MediaKind
from bot.core.text import Markup, faults
from bot.features.settings.declared import AS_MARKUP, set_by
from bot.features.settings.model import FeatureSettings
from bot.features.welcome.rules import read_template

SHOWABLE = (MediaKind.PHOTO, MediaKind.VIDEO, MediaKind.ANIMATION)
"""What can stand above a greeting."""
LONGEST_STAY_S = 46 * 3_600
"""Bot API: a message older than 48 h cannot be deleted any more."""


class WelcomeSettings(FeatureSettings):
    """How somebody who comes in is greeted."""

    feature: ClassVar[str] = "welcome"

    text: str | None = Field(
        default="",
        description="the greeting as Telegram HTML, with {name} {group} {count} {rules} and [button](url); "
        "empty is the bot's own words, null is no greeting · 欢迎语",
        json_schema_extra=AS_MARKUP,
    )
    media: str = Field(
        default="",
        description="kind and file id of the picture or video above the greeting; set by answering to one with "
        "/welcome · 欢迎图片或视频",
        pattern=r"^$|^(photo|video|animation) \S+$",
        json_schema_extra=set_by("/welcome"),
    )
    delete_after_s: int = Field(
        default=0,
        ge=0,
        le=LONGEST_STAY_S,
        description="seconds after which a greeting goes; 0: when the next one comes, or after 46 hours · "
        "欢迎语多久后删除（秒）",
    )
    private: bool = Field(
        default=False,
        description="greet in private too, those who have opened the private chat · 同时私聊欢迎",
    )

    @field_validator("text")
    @classmethod
    def _is_template(cls, text: str | None) -> str | None:
        if text and (found := faults(text)):
            raise ValueError(f"is no Telegram HTML: {found[0]}")
        try:
            if text:
                read_template(Markup(text))
        except Refused as error:
            raise ValueError(f"is no greeting ({error.key})") from None
        return text

    @property
    def shown(self) -> Media | None:
        """The picture or video above the greeting."""
        kind, _, file_id = self.media.partition(" ")
        return Media(MediaKind(kind), file_id) if file_id else None

    @property
    def stays(self) -> timedelta:
        """How long a greeting stands at the most."""
        return timedelta(seconds=self.delete_after_s or LONGEST_STAY_S)
