"""Names that are adverts, and messages that point at them."""

from typing import Any

import pytest

from bot.core.event import Media, MediaKind, Sender, SenderKind
from bot.features.moderation.signals import names
from tests.features.moderation.talk import SETTINGS, facts, message


def found_in(name: str, text: str, **more: Any) -> set[str]:
    said = message(text, sender=Sender(SenderKind.USER, 77, name), **more)
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


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"extra_text": ("看名加Q", "好", "行"), "media": Media(MediaKind.POLL)}, "pointed"),
        ({"extra_text": ("哪天喝茶", "周六", "想赚钱的点我头像"), "media": Media(MediaKind.POLL)}, "pointed"),
        ({"extra_text": ("清单", "群公告看一下", "check out my bio")}, "pointed"),
        ({"extra_text": ("看我主页", "看我的头像"), "quote": "看我主页", "quoted_from": "别的群"}, "pointed"),
        ({"extra_text": ("看群简介还是看公告", "简介", "公告"), "media": Media(MediaKind.POLL)}, "none"),
        ({"extra_text": ("看头像猜人，他的头像换了", "小梅", "老王"), "media": Media(MediaKind.POLL)}, "none"),
        ({"extra_text": ("看我主页",), "quote": "看我主页", "quoted_from": "别的群"}, "none"),
        ({"extra_text": ("看我主页",), "forwarded_from": "茶讯"}, "none"),
        ({"extra_text": ("张三 看头像 13800138000",), "media": Media(MediaKind.CONTACT)}, "none"),
        ({"button_texts": ("看主页",)}, "none"),
    ],
)
def test_pointing_in_other_places(more: dict[str, Any], key: str) -> None:
    assert found_in("老茶客", "今天喝什么", **more) == {key}


def test_a_poll_that_points_at_an_advert() -> None:
    assert found_in("加V信 tea8888", "", extra_text=("有需要的看我名字", "好")) == {"advert", "pointed-advert"}
