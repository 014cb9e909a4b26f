"""First words: what somebody says on coming in. People greet; an account made for adverts has its text ready."""

from datetime import timedelta

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.rituals import is_ritual, worth
from bot.features.moderation.settings import ModerationSettings

NAME = "first_words"
KEYS = ("finding-first_words-prepared", "finding-first_words-greeting", "finding-first_words-none")

PREPARED = 0.15
"""Long first words within a minute. It tips the balance only together with something else."""
AT_ONCE = timedelta(seconds=60)
LONG = 60
"""In Latin letters: thirty Han characters are not typed in the first minute by somebody who is looking around."""
GREETINGS = (
    "大家好", "各位好", "你好", "您好", "我是", "我叫", "新人报到", "报到", "hello", "hi ", "hi,", "hey", "my name", "i am ", "i'm ",
)  # fmt: skip
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-first_words-none")
GREETING = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-first_words-greeting")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """Only the very first message of somebody whose coming was seen; an answer to somebody is not prepared."""
    member = facts.member
    if member is None or member.messages > 0 or member.joined_at is None or message.edited_at is not None:
        return [INNOCENT]
    if facts.folded.startswith(GREETINGS) or is_ritual(facts.folded):
        return [GREETING]
    waited = message.date - member.joined_at
    if waited > AT_ONCE or message.reply is not None or worth(facts.folded) < LONG:
        return [INNOCENT]
    seconds = max(int(waited.total_seconds()), 1)
    return [Finding(NAME, PREPARED, FindingKind.EVIDENCE, "finding-first_words-prepared", {"seconds": seconds})]
