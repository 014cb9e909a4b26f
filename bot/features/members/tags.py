"""Tags by rule: who carries one because of where they belong, or of what they did in the last eight weeks. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.features.members.segments import NAMES, Activity, Segment

LEADERS: Final = "leaders"
STAYS: Final = 0.8
"""Of what gave somebody the tag, what keeps it: nobody swings from night to night."""
MOST: Final = 100_000
LONGEST: Final = 16
"""Characters of a tag."""
MOST_OF_A_KIND: Final = 12
"""Rules of a group; tags that its members may give themselves."""


class Measure(StrEnum):
    """What is counted of somebody: in the last eight weeks, but for activities, of all time, and days, since they came."""

    MESSAGES = "messages"
    REPLIES = "replies"
    DRAWN = "drawn"
    THANKED = "thanked"
    REACTIONS = "reactions"
    CHECKINS = "checkins"
    ACTIVITIES = "activities"
    DAYS = "days"


MEASURES: Final[Mapping[str, Measure]] = {
    **{measure.value: measure for measure in Measure},
    "发言": Measure.MESSAGES, "消息": Measure.MESSAGES, "回复": Measure.REPLIES, "被回复": Measure.DRAWN,
    "感谢": Measure.THANKED, "被感谢": Measure.THANKED, "点赞": Measure.REACTIONS, "被点赞": Measure.REACTIONS,
    "打卡": Measure.CHECKINS, "活动": Measure.ACTIVITIES, "天数": Measure.DAYS, "在群": Measure.DAYS,
}  # fmt: skip
"""How people call them."""


@dataclass(frozen=True, slots=True)
class TagRule:
    """Who carries a tag: those in a segment, the leaders, or who did something at least ``least`` times."""

    what: Segment | Measure | None
    """None: the leaders."""
    least: int = 0

    def __str__(self) -> str:
        """As it is stored, and as `tag_rule` reads it."""
        if self.what is None:
            return LEADERS
        return f"{self.what.value} {self.least}" if isinstance(self.what, Measure) else self.what.value


def tag_rule(typed: str) -> TagRule | None:
    """The rule that somebody means; None when it is none."""
    match typed.casefold().split():
        case [word] if word in (LEADERS, "领袖", "草根领袖"):
            return TagRule(None)
        case [word] if word in NAMES:
            return TagRule(NAMES[word])
        case [word, number] if (
            word in MEASURES and number.isascii() and number.isdecimal() and 1 <= int(number) <= MOST
        ):
            return TagRule(MEASURES[word], int(number))
    return None


def carries(rule: TagRule, member: Activity, segment: Segment, today: date, *, is_leader: bool, already: bool) -> bool:
    """Whether a rule gives somebody its tag; ``already``: they have it by this rule."""
    if rule.what is None:
        return is_leader
    if isinstance(rule.what, Segment):
        return segment is rule.what
    return _measured(rule.what, member, today) >= (rule.least * STAYS if already else rule.least)


def _measured(measure: Measure, member: Activity, today: date) -> int:
    match measure:
        case Measure.DAYS:
            since = member.joined_on or member.first_on
            return (today - since).days if since is not None else 0
        case Measure.MESSAGES:
            return member.messages
        case Measure.REPLIES:
            return member.replies
        case Measure.DRAWN:
            return member.drawn
        case Measure.THANKED:
            return member.thanked
        case Measure.REACTIONS:
            return member.reactions
        case Measure.CHECKINS:
            return member.checkins
        case Measure.ACTIVITIES:
            return member.activities
