"""Whom a message is about, and what is a complaint."""

import pytest

from bot.features.crisis.complaint import Addressed, Brand, Target, is_complaint, target, wants_service
from bot.language.mood import read

BRAND = Brand(["围炉茶", "金骏眉"])
NOBODY = Addressed()


@pytest.mark.parametrize(
    ("text", "addressed", "expected"),
    [
        ("围炉茶太难喝了", NOBODY, Target.BRAND),
        ("圍 爐 茶 太难喝了", NOBODY, Target.BRAND),
        ("金骏眉不错，你说呢", Addressed(member=True), Target.BRAND),
        ("客服太慢了", NOBODY, Target.STAFF),
        ("你们怎么还不发货", NOBODY, Target.STAFF),
        ("太慢了吧", Addressed(staff=True), Target.STAFF),
        ("你这人有病吧", NOBODY, Target.MEMBER),
        ("别说了", Addressed(member=True), Target.MEMBER),
        ("质量太差", NOBODY, Target.BRAND),
        ("the quality is awful", NOBODY, Target.BRAND),
        ("今天好累", NOBODY, Target.NONE),
        ("心情不好", NOBODY, Target.NONE),
    ],
)
def test_the_target_is_found(text: str, addressed: Addressed, expected: Target) -> None:
    assert target(text, BRAND, addressed) is expected


@pytest.mark.parametrize(
    "text",
    [
        "怎么还不发货",
        "一直没发货",
        "客服没人理",
        "我要退款",
        "能不能退货啊",
        "喝了两天过敏了",
        "用完脸都红肿",
        "收到就是破损的",
        "发错货了",
        "I want a refund",
        "still waiting for my parcel",
        "nobody answers",
    ],
)
def test_service_patterns(text: str) -> None:
    assert wants_service(text) is not None


@pytest.mark.parametrize(
    "text", ["已经退款了，谢谢", "退款很快", "不用退款", "发货很快", "今天天气不错", "已发货", "没有人比我更喜欢"]
)
def test_what_is_settled_or_praised_wants_no_service(text: str) -> None:
    assert wants_service(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("围炉茶太难喝了，再也不买", True),
        ("客服态度恶劣，垃圾", True),
        ("你好，我要退款，谢谢", True),
        ("今天好烦，想哭", False),
        ("围炉茶真好喝，好喜欢", False),
        ("请问围炉茶在哪里买", False),
    ],
)
def test_complaints(text: str, expected: bool) -> None:
    assert is_complaint(text, read(text), target(text, BRAND, NOBODY)) is expected
