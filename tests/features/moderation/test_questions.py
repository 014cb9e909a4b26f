import pytest

from bot.features.moderation.model import Action
from bot.features.moderation.questions import is_question
from bot.features.moderation.rules import judge
from bot.language.reading import reader
from tests.features.moderation.talk import NEWCOMER, SETTINGS, facts, message

QUESTIONS = [
    "请问怎么领取新人优惠券？",
    "客服加我微信了吗？我号码是 13900001234",
    "我手机号 13812345678，麻烦查一下会员积分",
    "订单一直没发货，怎么联系售后",
    "请问可以货到付款吗",
    "How do I get the welcome coupon? My phone number is +8613812345678",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_what_customers_ask_is_left_alone_even_as_first_words(text: str) -> None:
    assert is_question(reader().read(text))
    said = message(text)
    assert judge(said, facts(said, member=NEWCOMER), SETTINGS).action is Action.OBSERVE


@pytest.mark.parametrize(
    "text",
    [
        "今天的茶真好喝",
        "请问谁需要优惠券，加微信 tea88888",
        "领优惠券吗？联系电话 13812345678",
        "怎么领优惠券？看 https://coupon.example.top/a",
        "请问有人想要会员积分吗",
        "会员积分怎么换？私聊我",
        "优惠券怎么领？加我微信",
        "我手机号 13812345678，备用 13912345678，麻烦查一下积分",
        "还在等什么？会员日全场五折起，优惠券满一百减五十，限时三天，数量有限，先到先得，错过再等一年",
    ],
)
def test_what_offers_something_is_no_question(text: str) -> None:
    assert not is_question(reader().read(text))
