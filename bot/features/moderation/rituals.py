"""Ritual texts: what many people rightly write in the same words, again and again."""

import re
from typing import Final

_HAN: Final = re.compile("[\u3400-\u9fff]")
BEGINNINGS: Final = (
    "打卡", "签到", "收到", "+1", "已读", "已阅", "报名", "接龙", "早安", "午安", "晚安", "早上好", "上午好", "中午好",
    "下午好", "晚上好", "生日快乐", "新年快乐", "新年好", "春节快乐", "过年好", "恭喜", "元旦快乐", "元宵节快乐",
    "端午快乐", "端午安康", "中秋快乐", "国庆快乐", "圣诞快乐", "节日快乐", "good morning", "good night",
    "happy new year", "merry christmas", "happy birthday", "check in", "checked in", "congrat",
)  # fmt: skip
"""As folding leaves them."""
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
LONGEST_ASCII: Final = 24

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
    return folded.startswith(BEGINNINGS) and (len(folded) <= LONGEST or folded.isascii())


def is_checkin(folded: str) -> bool:
    """Whether these folded words check in: at the same hour, many people write them after the same pattern."""
    return len(folded) <= LONGEST_CHECKIN and folded.startswith(CHECKINS)
