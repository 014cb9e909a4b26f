"""Abuse: insults against somebody. A hostile person is no advertiser, so the staff are asked and nothing else."""

import re

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Action, Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings
from bot.language.keywords import Keywords

NAME = "abuse"
KEYS = ("finding-abuse-insult", "finding-abuse-none")

WEIGHT = 0.5
"""It is shown among the reasons; it adds nothing to what leads to a deletion (`FAMILIES`)."""
INSULTS: Keywords[str] = Keywords(
    (
        "傻逼", "傻b", "煞笔", "傻比", "沙雕玩意", "操你妈", "草你妈", "艹你妈", "肏你妈", "日你妈", "干你娘", "草泥马",
        "你妈死了", "死全家", "全家死", "你全家", "滚你妈", "狗娘养", "狗杂种", "杂种", "婊子", "臭婊", "贱货", "贱人",
        "王八蛋", "畜生", "脑残", "智障", "弱智", "你去死", "去死吧", "死妈", "nmsl", "cnm",
        "fuck you", "fuck off", "fucking idiot", "kill yourself", "kys", "motherfucker", "piece of shit", "retard",
        "asshole", "cunt", "nigger", "faggot", "son of a bitch", "go die",
    )
)  # fmt: skip
"""Words that are hardly ever said to anybody but in anger. Swearing at nobody (卧槽, fuck) is not among them."""
OF_ONESELF = re.compile(
    r"(?:我|俺|自己|本人)(?:真是?|就是|也|太|个|这个?)*$|(?:^|\W)(?:i am|i'm|i feel like|me)(?: an?| such an?)?\W*$"
)
"""What stands before an insult that somebody gives themselves."""
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-abuse-none")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """One finding with the first insult that is not about the speaker."""
    for folded in (facts.folded, facts.more.folded if facts.more is not None else ""):
        for hit in INSULTS.find(folded):
            if not OF_ONESELF.search(folded, 0, hit.start):
                values: dict[str, str | int] = {"word": hit.word}
                return [Finding(NAME, WEIGHT, FindingKind.EVIDENCE, "finding-abuse-insult", values, order=Action.ASK)]
    return [INNOCENT]
