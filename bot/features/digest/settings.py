"""Settings of the digest."""

from typing import ClassVar

from pydantic import Field

from bot.features.settings.declared import set_by
from bot.features.settings.model import FeatureSettings

OFF = "off"


class DigestSettings(FeatureSettings):
    """When the report comes, and who reads it beside the owners."""

    feature: ClassVar[str] = "digest"

    at: str = Field(
        default="09:00",
        pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^off$",
        description='Local time at which the daily digest comes, weekly on Mondays too, or "off" · 日报几点发，周一加发周报',
    )
    readers: tuple[int, ...] = Field(
        default=(),
        description="User ids of administrators who asked to get the digest beside the owners · 除群主外还发给哪些管理员",
        json_schema_extra=set_by("/digest at"),
    )
    together: int = Field(
        default=4,
        ge=0,
        le=1000,
        description="owners of at least so many groups get one digest for all of them; 0 for never "
        "· 群主名下有几个群起，合成一份日报发，0 为不合",
    )
