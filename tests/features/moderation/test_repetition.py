"""The same words again and again."""

import pytest

from bot.features.moderation.signals import repetition
from tests.features.moderation.talk import SETTINGS, facts, heard, message

ADVERT = "本店春茶八折欢迎选购"
RITUALS = (
    "已打卡", "今日打卡", "Day 5 打卡", "大家新年好", "新春快乐！", "祝大家除夕快乐", "中秋节快乐🌕", "国庆节快乐", "圣诞节快乐",
    "元宵快乐", "劳动节快乐", "祝妈妈们母亲节快乐", "happy holidays", "Happy Mid-Autumn Festival", "Merry Xmas", "Happy New Year everyone!!!",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "before", "key"),
    [
        (ADVERT, [ADVERT], "finding-repetition-none"),
        (ADVERT, [ADVERT, ADVERT], "finding-repetition-again"),
        (ADVERT, ["本店 春茶 八折 ❤ 欢迎选购", "本店春茶八折！欢迎选购"], "finding-repetition-again"),
        (ADVERT, [ADVERT, "别的"], "finding-repetition-none"),
        ("收到", ["收到", "收到"], "finding-repetition-ritual"),
        ("哈哈", ["哈哈", "哈哈"], "finding-repetition-ritual"),
        ("打卡 第三天", ["打卡 第三天", "打卡 第三天"], "finding-repetition-ritual"),
        ("+1", ["+1", "+1"], "finding-repetition-ritual"),
        *((text, [text, text], "finding-repetition-ritual") for text in RITUALS),
        ("打卡送福利加我领取红包先到先得", ["打卡送福利加我领取红包先到先得"] * 2, "finding-repetition-again"),
        ("新年快乐加我领取红包先到先得", ["新年快乐加我领取红包先到先得"] * 2, "finding-repetition-again"),
        ("大家看名字", ["大家看名字"] * 2, "finding-repetition-again"),
        ("", ["", ""], "finding-repetition-none"),
    ],
)
def test_by_what_was_said_before(text: str, before: list[str], key: str) -> None:
    said = message(text)
    own = [heard(earlier, 60 - number, number) for number, earlier in enumerate(before)]
    (found,) = repetition.check(said, facts(said, own=own), SETTINGS)
    assert found.key == key
    assert (found.weight > 0) is (key == "finding-repetition-again")


def test_long_ago_does_not_count() -> None:
    said = message(ADVERT)
    own = [heard(ADVERT, 121, 1), heard(ADVERT, 30, 2)]
    assert repetition.check(said, facts(said, own=own), SETTINGS)[0].weight == 0
