"""Settings of what is concluded about members."""

from datetime import time
from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from bot.core.text import Markup, faults, is_blank, utf16_length
from bot.features.members.segments import Segment
from bot.features.members.tags import LONGEST, MOST_OF_A_KIND, tag_rule
from bot.features.settings.declared import set_by
from bot.features.settings.model import FeatureSettings

Tag = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=r"^[^\s:#]+$")]
LONGEST_LETTER = 2_000
LAST_DAY = 60


class MemberSettings(FeatureSettings):
    """Segments, tags, helpers, letters to segments, the week's best messages."""

    feature: ClassVar[str] = "members"

    answer_minutes: int = Field(
        default=15,
        ge=1,
        le=1440,
        description="minutes after which a newcomer's unanswered question goes to the helpers "
        "· 新人提问几分钟没人答，就转给大使",
    )
    helper_tag: str = Field(
        default="大使", max_length=16, description="the member tag that helpers carry, empty for none · 大使的群头衔"
    )
    best_of: str = Field(
        default="sun 20:00",
        max_length=64,
        description='when the week\'s starred messages are shown to all, or "off" · 每周几点发“本周精华”',
    )
    letters: dict[Segment, dict[Annotated[int, Field(ge=0, le=LAST_DAY)], str]] = Field(
        default={},
        description="private letters by segment and by days since somebody is in it, as Telegram HTML with {name} and "
        "{group} · 按成员分群、进群后第几天发的私信",
    )
    letter_hour: time = Field(default=time(19), description="local hour of these letters · 这些私信几点发")

    tag_rules: dict[Tag, str] = Field(
        default={},
        max_length=MOST_OF_A_KIND,
        description="tags given and taken every night by a rule: a segment, leaders, or a measure and how much, as in "
        '"checkins 20" · 每晚按规则贴上、取下的标签',
        json_schema_extra=set_by("/tag"),
    )
    own_tags: list[Tag] = Field(
        default=[],
        max_length=MOST_OF_A_KIND,
        description="tags that members may give themselves with /tags · 成员可以自己选的标签",
        json_schema_extra=set_by("/tag"),
    )

    @field_validator("tag_rules")
    @classmethod
    def _are_rules(cls, rules: dict[str, str]) -> dict[str, str]:
        for tag, rule in rules.items():
            if tag_rule(rule) is None:
                raise ValueError(f"has no rule for {tag}: a segment, leaders, or a measure and a number")
        return rules

    @field_validator("letters")
    @classmethod
    def _are_letters(cls, letters: dict[Segment, dict[int, str]]) -> dict[Segment, dict[int, str]]:
        for days in letters.values():
            for day, text in days.items():
                if not is_letter(text):
                    raise ValueError(f"has a letter for day {day} that cannot be sent")
        return letters


def is_letter(text: str) -> bool:
    """Whether this is markup that can be sent as a letter."""
    shown = Markup(text)
    return not faults(text) and not is_blank(shown.plain()) and utf16_length(shown) <= LONGEST_LETTER
