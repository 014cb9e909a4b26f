import pytest

from bot.core.event import Media, MediaKind
from bot.features.moderation.signals.contacts import SEVERAL, TALK, WEIGHT, check
from tests.features.moderation.talk import SETTINGS, facts, message


@pytest.mark.parametrize(
    ("text", "key", "weight"),
    [
        ("我的电话 ①③⑧00138000", "phone", TALK),
        ("孩子班主任的电话是 13812345678，大家存一下", "phone", TALK),
        ("代开发票，电话 13800138000", "phone", WEIGHT),
        ("加 ❤ 薇：tea_seller88", "account", WEIGHT),
        ("飞机号 @tea_seller", "account", WEIGHT),
        ("往 TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t 转", "money", WEIGHT),
        ("vx abc12345 或者 qq 12345678", "several", SEVERAL),
        ("我手机号 13812345678，麻烦查一下会员积分", "own", 0.0),
        ("My phone number is +8613812345678, can you check my order?", "own", 0.0),
        ("我手机号 13812345678，谁要积分", "phone", WEIGHT),
        ("问问 @tea_friend 吧", "none", 0.0),
        ("写信到 tea@example.com", "none", 0.0),
        ("今天 12345 步", "none", 0.0),
        ("USB设备", "none", 0.0),
    ],
)
def test_finds(text: str, key: str, weight: float) -> None:
    said = message(text)
    [finding] = check(said, facts(said), SETTINGS)
    assert (finding.key, finding.weight) == (f"finding-contacts-{key}", weight)


def test_finds_in_other_places_but_not_twice_on_a_card() -> None:
    button = message("看", button_texts=("复制", "加薇 tea_seller88"))
    card = message("", extra_text=("张三 13800138000",), media=Media(MediaKind.CONTACT))
    assert [check(said, facts(said), SETTINGS)[0].weight for said in (button, card)] == [WEIGHT, 0]


def test_our_own_names_are_no_contacts() -> None:
    said = message("TG: weilucha")
    [finding] = check(said, facts(said), SETTINGS)
    assert finding.weight == 0
