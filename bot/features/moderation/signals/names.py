"""Names: a display name that is an advert, and a message that only says where to look (看名加Q)."""

import re
from functools import lru_cache

from bot.core.event import Message
from bot.features.moderation.facts import Facts, own_words
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings
from bot.language.fold import fold
from bot.language.links import find_links

NAME = "names"
KEYS = ("finding-names-advert", "finding-names-pointed", "finding-names-pointed-advert", "finding-names-none")

ADVERT = 0.4
"""About the person: it never convicts alone."""
POINTED = 0.3
"""About the message: "look at my name"; people also say it of a picture of their cat."""
POINTED_ADVERT = 0.8
"""And there is an advert to be seen."""
SHOWN = 60
POINTS = re.compile(
    r"(?:看|点|戳|瞧)(?:我|俺|下|一下|我的)*(?:名(?![单人义家称额牌校师胜气声著])字?|昵称|头像|主页|资料|简介|签名|bio)"
    r"|(?:我的?|俺的?)(?:主页|简介|头像|资料|签名)(?:有|里|上|看)"
    r"|(?:check|see|look at|click)(?: on)?(?: out)? my (?:bio|profile|name|avatar|pfp)"
)
"""What a message says that means: the advert is elsewhere. In folded text."""
NOT_MINE = re.compile(r"(?:群|频道|公告|店铺?|产品|商品|他|她|你|大家)的?(?:简介|资料|主页|头像)")
CONTACT = re.compile(
    r"(?:加|找|联系|私聊?|咨询|微信?|薇信?|威信?|电报|飞机|[vq][信群]?)号?[ :]{0,2}@?(?=[a-z_]*\d)[a-z0-9_]{5,}"
    r"|(?<![a-z])(?:vx?|wx|qq|tg)[ :]{0,2}(?=[a-z_]*\d)[a-z0-9_]{5,}"
    r"|(?:加|私)(?:我|v|vx|微信?|薇信?|q|qq)|看(?:名|简介|头像|主页|资料)|(?:代开|代办|刷单|兼职日结|日结|包养|约炮|博彩|"
    r"菠菜|上分|棋牌|跑分|贷款|套现|开户|返佣|稳赚|招代理|招商代理|接单平台|无抵押|网赚|日入|月入)|(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|t\.me/|@[a-z0-9_]{5,}|https?:"
)
"""What makes a folded name an advert: how to reach somebody, or what is for sale."""
INNOCENT = Finding(NAME, 0.0, FindingKind.PERSON, "finding-names-none")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """One finding about the name, and one about the message when it points there."""
    name = message.sender.name
    is_advert = advertises(name)
    found = []
    if is_advert:
        found.append(Finding(NAME, ADVERT, FindingKind.PERSON, "finding-names-advert", {"name": name[:SHOWN]}))
    if pointing := next(filter(None, map(_pointing, (facts.folded, *map(fold, own_words(message))))), ""):
        values: dict[str, str | int] = {"words": pointing[:SHOWN]}
        if is_advert:
            found.append(Finding(NAME, POINTED_ADVERT, FindingKind.EVIDENCE, "finding-names-pointed-advert", values))
        else:
            found.append(Finding(NAME, POINTED, FindingKind.EVIDENCE, "finding-names-pointed", values))
    return found or [INNOCENT]


def _pointing(folded: str) -> str:
    """The words in a text that say: look at my name; empty when none do."""
    points = POINTS.search(folded)
    return points[0] if points is not None and not NOT_MINE.search(folded) else ""


@lru_cache(maxsize=4_096)
def advertises(name: str) -> bool:
    """Whether a display name is an advert. Remembered: the same people speak again and again."""
    return bool(CONTACT.search(fold(name))) or bool(find_links(name))
