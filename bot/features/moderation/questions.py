"""Telephone numbers and questions of ordinary people: what customers ask the shop whose group it is, often with the number
it knows them by, and numbers that members pass on."""

import re
from typing import Final

from bot.language.contacts import ContactKind
from bot.language.lures import Trade
from bot.language.reading import Reading

ASKS: Final = re.compile(
    r"请问|[想请]问|问一?下|麻烦|帮[我忙]|怎么|如何|吗|什么|多少|哪[里儿个]|几点|几天|多久|能不能|可不可以|没有?收到|没发货|一直没|"
    r"(?<![a-z])(?:how|what|where|when|why|can (?:i|you|we|someone)|could|please|is there|do you|does)(?![a-z])"
)
ABOUT: Final = re.compile(
    r"客服|订单|单号|下单|付款|支付|发货|收货|快递|物流|包邮|退款|退货|换货|售后|保修|优惠券?|满减|会员|积分|抽奖|中奖|领奖|奖品|活动|"
    r"名额|课程|直播|门店|营业|库存|尺码|小程序|公众号|充值|押金|账号|密码|预约|"
    r"(?<![a-z])(?:orders?|refund|return|shipping|delivery|coupon|discount|membership|invoice|payment|my account|points|prize)(?![a-z])"
)
OFFERS: Final = re.compile(
    r"需要|谁[要想有]|有人|有没有人|我有|要的吗|要不要|想不想|了解|感兴趣|有意|招|代[开办理]|出售|收购|回收|低价|日结|赚|佣金|返[利现佣]|包过|限时|快来|赶快|抢购|回复|"
    r"(?<![a-z])(?:anyone|who wants|earn|profit|invest|guaranteed)(?![a-z])"
)
"""Who asks so has something to sell."""
HEARD_FROM: Final = re.compile(
    r"(?:客服|老师|老板|群主|店[家长]|商家|你们|没人)[^0-9a-z]{0,6}?(?:私聊|加|联系|拉|回复?|找)我(?:的?微信|的?qq)?"
)
"""Somebody of the shop was to get in touch: the words of a lure, the other way round."""
OWN_NUMBER: Final = re.compile(
    r"(?:我|本人|我们)(?:的|这边)?(?:注册|预留|绑定|收货|会员)?(?:的)?(?:手机|电话|联系电话|号码|手机号)(?:号码?)?[是为: ]{0,2}\+?[0-9]"
    r"|(?<![a-z])my (?:phone |mobile |cell )?number(?: is)?[: ]"
)
LONGEST: Final = 32
"""Folded characters of a question; an advert that begins like one goes on."""
LONGEST_ASCII: Final = 100


def is_question(reading: Reading) -> bool:
    """Whether a customer asks something and offers nothing: no link, no account, at most the number they are known by."""
    folded = reading.folded
    if len(folded) > (LONGEST_ASCII if folded.isascii() else LONGEST):
        return False
    if reading.links or not ASKS.search(folded) or not ABOUT.search(folded) or OFFERS.search(folded):
        return False
    if reading.contacts and not _is_known_by(reading):
        return False
    asked = HEARD_FROM.sub(" ", folded)
    return not any(lure.trade is Trade.REACH and lure.word in asked for lure in reading.lures)


def _is_known_by(reading: Reading) -> bool:
    """Whether the only contact is the writer's own number, and called so."""
    kinds = [contact.kind for contact in reading.contacts]
    return kinds == [ContactKind.PHONE] and OWN_NUMBER.search(reading.folded) is not None


def only_gives_number(reading: Reading) -> bool:
    """Whether it leaves nothing but a telephone number, and not a word of any trade beside it."""
    is_by_phone = bool(reading.contacts) and all(contact.kind is ContactKind.PHONE for contact in reading.contacts)
    return is_by_phone and not reading.links and all(lure.trade is Trade.REACH for lure in reading.lures)
