import time

import pytest
from hypothesis import given

from bot.language.contacts import ContactKind, find_contacts
from bot.language.fold import fold
from tests.language.strategies import texts


def found(text: str) -> list[tuple[str, str]]:
    return [(contact.kind.value, contact.value) for contact in find_contacts(text, fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话13800138000", ("phone", "13800138000")),
        ("call 138-0013-8000", ("phone", "13800138000")),
        ("①③⑧⓪⓪①③⑧⓪⓪⓪", ("phone", "13800138000")),
        ("１３８００１３８０００", ("phone", "13800138000")),
        ("一三八零零一三八零零零", ("phone", "13800138000")),
        ("幺三八00幺三八洞洞洞", ("phone", "13800138000")),
        ("1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", ("phone", "13800138000")),
        ("+86 138 0013 8000", ("phone", "+8613800138000")),
        ("热线400-820-8820", ("phone", "4008208820")),
        ("call +44 20 7946 0958", ("phone", "+442079460958")),
        ("（138）0013-8000", ("phone", "13800138000")),
        ("+7 (912) 345-67-89", ("phone", "+79123456789")),
        ("8 912 345 67 89", ("phone", "89123456789")),
        ("(415) 555-2671", ("phone", "4155552671")),
        ("加QQ：一二三四五六七八", ("qq", "12345678")),
        ("加扣扣 壹贰叁肆伍陆柒捌", ("qq", "12345678")),
        ("QQ:1.2.3.4.5.6.7.8", ("qq", "12345678")),
        ("0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe", ("wallet", "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe")),
        ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", ("wallet", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4")),
        ("378282246310005", ("card", "378282246310005")),
        ("加wei xin teahouse88", ("wechat", "teahouse88")),
        ("➕薇teahouse88", ("wechat", "teahouse88")),
        ("加微信 abc12345", ("wechat", "abc12345")),
        ("嘉 ❤ 薇 abc12345", ("wechat", "abc12345")),
        ("VX：tea_house88", ("wechat", "tea_house88")),
        ("加v 123456789", ("wechat", "123456789")),
        ("薇♥信：teahouse", ("wechat", "teahouse")),
        ("扣扣：12345678", ("qq", "12345678")),
        ("q群 ⑧⑧⑥⑥1234", ("qq", "88661234")),
        ("企鹅号12345678", ("qq", "12345678")),
        ("飞机号 @tea_seller", ("telegram", "tea_seller")),
        ("咨询✈️：teabet88", ("telegram", "teabet88")),
        ("🐧号：12345678", ("qq", "12345678")),
        ("🛰️：tea_shop_9", ("wechat", "tea_shop_9")),
        ("蔚信 fp20200", ("wechat", "fp20200")),
        ("TG: tea_seller", ("telegram", "tea_seller")),
        ("有需要联系 abc123", ("handle", "abc123")),
        ("问问 @tea_seller", ("mention", "tea_seller")),
        ("mail me: tea@example.com", ("email", "tea@example.com")),
        ("打到 6222 0200 0000 0000 000 这张卡", ("card", "6222020000000000000")),
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", ("wallet", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa")),
        (
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            ("wallet", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"),
        ),
        (
            "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe",
            ("wallet", "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe"),
        ),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", ("wallet", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")),
    ],
)
def test_finds(text: str, expected: tuple[str, str]) -> None:
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    """今天天气不错|2026年11月22日|价格是12345元|100000元|3.1415926535|10:30-11:30|第123456名|1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb
    bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdz|v1.2.3|6222020000000000001|USB设备|five people|高达|微信好友太多了|加微信好友吗
    five women went|5万6千|一二三四五六七|qq音乐真好听|飞机晚点了|✈️CA1234 航班|✈️ 2026-11-25 上海|✈️ Beijing|✈️ Встречаем|🐧 2026 只企鹅|🛰️ starlink|作为新 customer1|I love you very much|commit 0123456789abcdef
    0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAf|QQ群里一二三四五个人|第(1234) 5678号|订单 (2026) 1123-4567|378282246310006""".replace(
        "\n    ", "|"
    ).split("|"),
)
def test_leaves_alone(text: str) -> None:
    assert found(text) == []


@given(texts)
def test_any_text_can_be_searched(text: str) -> None:
    for contact in find_contacts(text, fold(text)):
        assert contact.value
        assert contact.kind in ContactKind


@pytest.mark.parametrize("text", ["1" * 4096, "1-" * 2048, "加v" * 2048, "a@" * 2048, "q " * 2048, "加我" * 2000])
def test_long_nonsense_takes_no_time(text: str) -> None:
    start = time.process_time()
    find_contacts(text, fold(text))
    assert time.process_time() - start < 0.5
