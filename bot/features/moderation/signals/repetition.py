"""Repetition: the same words by the same person again and again. Short and ritual texts are how people talk."""

from datetime import timedelta

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings

NAME = "repetition"
KEYS = ("finding-repetition-again", "finding-repetition-ritual", "finding-repetition-none")

WEIGHT = 0.8
SHORTEST = 6
"""Folded characters; a Han character is worth two, since it says as much."""
RITUALS = (
    "打卡",
    "签到",
    "收到",
    "+1",
    "已读",
    "报名",
    "接龙",
    "早安",
    "晚安",
    "早上好",
    "晚上好",
    "生日快乐",
    "新年快乐",
    "恭喜",
)
LONGEST_RITUAL = 12
"""A text that only begins with a ritual word and goes on at length is judged like any other."""
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-repetition-none")
RITUAL = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-repetition-ritual")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """Counts this message too; media without words never repeat here."""
    folded = facts.folded
    if message.edited_at is not None or not folded or not facts.own:
        return [INNOCENT]
    since = message.date - timedelta(seconds=settings.repeat_seconds)
    times = 1
    for heard in reversed(facts.own):
        if heard.at <= since:
            break
        times += heard.folded == folded
    if times < settings.repeat_times:
        return [INNOCENT]
    if _is_ritual(folded):
        return [RITUAL]
    return [Finding(NAME, WEIGHT, FindingKind.EVIDENCE, "finding-repetition-again", {"times": times})]


def _is_ritual(folded: str) -> bool:
    worth = sum(2 if "\u4e00" <= character <= "\u9fff" else 1 for character in folded[:SHORTEST])
    return worth < SHORTEST or (len(folded) <= LONGEST_RITUAL and folded.startswith(RITUALS))
