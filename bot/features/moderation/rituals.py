"""Ritual texts: what many people rightly write in the same words, again and again."""

import re
from typing import Final

_HAN: Final = re.compile("[\u3400-\u9fff]")
BEGINNINGS: Final = (
    "打卡", "签到", "收到", "+1", "已读", "已阅", "报名", "接龙", "早安", "午安", "晚安", "早上好", "上午好", "中午好",
    "下午好", "晚上好", "新年好", "过年好", "恭喜", "good morning", "good night", "happy new year", "happy chinese new year",
    "happy lunar new year", "happy mid-autumn", "happy holidays", "happy thanksgiving", "happy easter", "happy halloween",
    "merry christmas", "merry xmas", "happy birthday", "check in", "checked in", "congrat",
)  # fmt: skip
"""As folding leaves them."""
BEFORE: Final = re.compile(
    r"(?:预?祝|大家|各位|所有人|家人们?|朋友们?|群友们?|伙伴们?|老师们?|同学们?|亲们?|我?已经?|今[天日])+|day ?\d{1,3} ?|第.{1,4}天 ?"
)
"""What may stand before it."""
GREETING: Final = re.compile(
    r"\S{0,7}(?:节|年|新春|除夕|元旦|元宵|端午|七夕|中秋|重阳|国庆|五一|圣诞|冬至|生日|周末)[ ,]?(?:快乐|安康|吉祥)"
)
"""Of a feast, whichever it is."""
WHOLE: Final = frozenset(
    (
        "辛苦了", "谢谢老师", "谢谢店长", "谢谢分享", "感谢分享", "支持支持", "欢迎新人", "欢迎欢迎", "热烈欢迎", "加油加油",
        "已确认", "好的收到", "好的谢谢", "thanks", "thank you", "thank you!", "welcome", "welcome!", "done", "got it",
    )
)  # fmt: skip
"""With more after it, it is a text like any other: 欢迎加微信 is no welcome."""
SHORTEST: Final = 6
"""Letters below which a text is no more than a sound; a Han character is worth two, since it says as much."""
LONGEST: Final = 12
"""Folded characters up to which a text that begins with a ritual word is one."""
LONGEST_ASCII: Final = 30

CHECKINS: Final = ("打卡", "签到", "/checkin", "checkin")
LONGEST_CHECKIN: Final = 60
"""Folded characters up to which a text that begins with a check-in's keyword is taken for one: a hundred readers of the
same chapter write much the same note."""


def worth(folded: str) -> int:
    """How much a folded text says, in Latin letters: a Han character counts twice."""
    return len(folded) + len(_HAN.findall(folded))


def is_ritual(folded: str) -> bool:
    """Whether nobody is to be blamed for repeating these folded words."""
    if len(folded) < SHORTEST and worth(folded) < SHORTEST:
        return True
    if len(folded) > LONGEST_ASCII:
        return False
    if folded in WHOLE:
        return True
    if len(folded) > LONGEST and not folded.isascii():
        return False
    before = BEFORE.match(folded)
    said = folded[before.end() :] if before else folded
    return folded.startswith(BEGINNINGS) or said.startswith(BEGINNINGS) or GREETING.match(said) is not None


def is_checkin(folded: str) -> bool:
    """Whether these folded words check in: at the same hour, many people write them after the same pattern."""
    return len(folded) <= LONGEST_CHECKIN and folded.startswith(CHECKINS)
