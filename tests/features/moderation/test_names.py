"""Names that are adverts, and messages that point at them."""

import pytest

from bot.core.event import Sender, SenderKind
from bot.features.moderation.signals import names
from tests.features.moderation.talk import SETTINGS, facts, message


def found_in(name: str, text: str) -> set[str]:
    said = message(text, sender=Sender(SenderKind.USER, 77, name))
    return {finding.key.removeprefix("finding-names-") for finding in names.check(said, facts(said), SETTINGS)}


@pytest.mark.parametrize(
    "name",
    [
        "加V信 tea8888",
        "兼职日结 日入过千",
        "薇❤信 abc12345",
        "办证13800138000",
        "VIP t.me/xyz",
        "看简介加Q",
        "开户返佣",
    ],
)
def test_adverts(name: str) -> None:
    assert found_in(name, "大家好") == {"advert"}
    assert found_in(name, "有需要的看我名字") == {"advert", "pointed-advert"}


@pytest.mark.parametrize(
    "name",
    [
        "老茶客",
        "加菲猫",
        "小红 2024",
        "Vivian",
        "QQ糖",
        "微微一笑",
        "茶友1234",
        "北京-阿强",
        "Alex Wu",
        "加加",
        "找茶人",
    ],
)
def test_ordinary_names(name: str) -> None:
    assert found_in(name, "今天喝什么") == {"none"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("看名字加我", "pointed"),
        ("想赚钱的点我头像", "pointed"),
        ("check out my bio", "pointed"),
        ("大家看群简介", "none"),
        ("看店铺主页有活动", "none"),
        ("看名单了吗", "none"),
        ("他的名字真好听", "none"),
    ],
)
def test_pointing(text: str, key: str) -> None:
    assert found_in("老茶客", text) == {key}
