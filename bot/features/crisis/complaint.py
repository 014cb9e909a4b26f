"""Whom a bad mood is about, and whether it is a complaint that wants an answer. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.language.fold import fold
from bot.language.keywords import Keywords
from bot.language.mood import Label, Mood


class Target(StrEnum):
    """Whom or what a message is about."""

    BRAND = "brand"
    """the brand, a product, or a word that is watched"""
    STAFF = "staff"
    MEMBER = "member"
    """another member"""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whom a message speaks to, by what Telegram shows: a reply or mention of staff, or of somebody else."""

    staff: bool = False
    member: bool = False


_STAFF: Final = re.compile(
    r"客服|店家|店主|老板|掌柜|商家|卖家|管理员|群主|官方|售后|工作人员|你们家?|贵司|贵店|骑手|快递员?"
    r"|\b(?:customer (?:service|support)|support team|staff|seller|admins?|you guys|your (?:team|company|service))\b",
    re.IGNORECASE,
)
_PRODUCT: Final = re.compile(
    r"产品|东西|质量|包装|发货|物流|这款|这个货|商品|宝贝|订单|货|味道|口感|效果|价格|服务|售后"
    r"|\b(?:product|quality|package|parcel|shipping|delivery|order|refund|price|service)\b",
    re.IGNORECASE,
)
_MEMBER: Final = re.compile(
    r"(?<!迷)你(?!们|好|懂得)(?:才|就是|这种|个|算什么|有病|闭嘴|真是|怎么这么)?|楼上|@|他这人|\byou(?:'re| are)\b",
    re.IGNORECASE,
)

_SERVICE: Final = re.compile(
    r"(?:不|没|没有|还没|还不|迟迟不|一直不|一直没|到现在都?没)(?:给)?(?:我)?(?:发货|退款|退钱|退货|到货|收到货|处理|解决|回复|回信|回应|理我|理人|搭理|送到|赔)"
    r"|(?:没有?人|没人|无人)(?:管|理|回|答|处理|接|负责)"
    r"|(?:要|申请|给我|赶紧|快|请|怎么|如何|能不能|可以)(?:退款|退货|退钱|赔偿|换货)"
    r"|退款(?!了|成功|到账|已到|很快|快)|退钱(?!了)|(?:少|漏|错)发|发错|发漏|破损|碎了|漏了|过期了|变质|发霉|假货|被骗|骗子|骗钱|投诉|维权|12315|差评"
    r"|(?:用|吃|喝|涂|擦)(?:了|完|过)?.{0,8}(?:过敏|拉肚子|肚子疼|起疹子|红肿|恶心|呕吐|不舒服|烂脸)"
    r"|(?:过敏|烂脸)了"
    r"|\b(?:refund|money back|never (?:arrived|shipped|delivered)|not (?:shipped|delivered|received)|no (?:reply|response|answer)"
    r"|still waiting|nobody (?:answers|replies|cares)|broken|damaged|expired|wrong (?:item|order)|rip[- ]?off|scam(?:med)?"
    r"|allergic|rash|sick after)\b",
    re.IGNORECASE,
)
_SERVED: Final = re.compile(
    r"(?:已经?|都)(?:退款|发货|处理|解决|收到|到账)|不用退|不想退|不退了|(?:退款|退货)(?:很快|成功|到账|方便)"
    r"|(?:refund|order|parcel)(?: has)?(?: already)? (?:arrived|received|came)",
    re.IGNORECASE,
)


class Brand:
    """The words of a community that stand for its brand and products, ready to be looked for."""

    def __init__(self, words: Collection[str]) -> None:
        self._keywords: Final[Keywords[str]] = Keywords(words)

    def is_in(self, text: str) -> bool:
        return bool(self._keywords.find(fold(text)))


def target(text: str, brand: Brand, addressed: Addressed) -> Target:
    """What a message is about: the community's own words before staff, staff before another member.

    Words for products and service in general (质量, 发货) count as the brand, since this is its community; a message
    that answers or names another member is about them unless it uses the brand's words.
    """
    if brand.is_in(text):
        return Target.BRAND
    if addressed.staff or _STAFF.search(text):
        return Target.STAFF
    if addressed.member or _MEMBER.search(text):
        return Target.MEMBER
    return Target.BRAND if _PRODUCT.search(text) else Target.NONE


def wants_service(text: str) -> str | None:
    """The service pattern in a text (不发货, 没人理, 过敏了), as it was written; None when there is none."""
    found = _SERVICE.search(text)
    if found is None or _SERVED.search(text):
        return None
    return found[0]


def is_complaint(text: str, mood: Mood, about: Target) -> bool:
    """Whether somebody complains: surely negative about brand, product or staff; or a service pattern.

    A service pattern counts in any mood but a surely good one: people ask for refunds politely.
    """
    if wants_service(text) is not None and mood.label is not Label.POSITIVE:
        return True
    return mood.label is Label.NEGATIVE and about in (Target.BRAND, Target.STAFF)
