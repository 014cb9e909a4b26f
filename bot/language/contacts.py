"""Ways to reach somebody outside the group, as adverts write them: numbers in costume, handles after a cue, accounts."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from Crypto.Hash import keccak

from bot.language.fold import fold_characters


class ContactKind(StrEnum):
    PHONE = "phone"
    WECHAT = "wechat"
    QQ = "qq"
    TELEGRAM = "telegram"
    """announced as a Telegram handle; a plain @name is a ``MENTION``"""
    HANDLE = "handle"
    """a name or number one is asked to add or contact, of no stated service"""
    EMAIL = "email"
    MENTION = "mention"
    CARD = "card"
    """a bank card: 15 to 19 digits that pass Luhn's check"""
    WALLET = "wallet"
    """a Bitcoin, Ethereum or Tron address; its checksum is verified where it has one"""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact found. ``value`` is what one would type: digits without separators, handles without @."""

    kind: ContactKind
    value: str


_NUMERAL: Final = "零〇洞壹一幺贰二两叁三肆四伍五陆六柒七拐捌八玖九勾"
_NUMERALS: Final = str.maketrans(_NUMERAL, "0001112223344556677788999")
_MARKS: Final = r"[ \-._*/|~+,]"

_HINT: Final = re.compile(
    rf"[0-9{_NUMERAL}](?:{_MARKS}{{0,2}}[0-9{_NUMERAL}]){{4}}|[a-z0-9_-]{{5}}|[@]|[a-z][ ][a-z][ ][a-z][ ][a-z]"
)
_DIGITS: Final = re.compile(rf"(?<![0-9a-z.$¥#])\+?[0-9](?:{_MARKS}?[0-9]){{4,18}}(?![0-9a-z]|[.,][0-9])")
_BRACKETED: Final = re.compile(
    r"(?<![0-9a-z.$¥#])(?:\+?[0-9]{1,3}[ -]?)?\([0-9]{3,4}\)[ -]?[0-9]{3,4}[ -]?[0-9]{2,4}(?:[ -]?[0-9]{2})?(?![0-9a-z])"
)
_MIXED_DIGITS: Final = re.compile(rf"[0-9{_NUMERAL}](?:[ ]?[0-9{_NUMERAL}]){{6,12}}")

# What announces an account. The Han ones are written with any character of the sound, so only their frame is listed.
_WECHAT_CUE: Final = (
    r"(?:[加佳嘉家伽+]?(?:[微薇威蔚魏伟葳巍唯尾苇]信|维信|徽信|薇芯|微芯|微心|薇心|卫星|围信|v信|wei信|wei ?xin|微x|绿泡泡?)|wechat|"
    r"(?<![a-z])(?:wx|vx|v信|vxin|weix)|[加佳嘉家伽+联系扣](?:我)?(?:[薇威徽微溦葳v]|we?i)|(?<![a-z])(?:v|w|微|薇)(?=[: ])|[微薇](?=[a-z_-]{1,15}[0-9]|[0-9]{6}))"
)
_QQ_CUE: Final = r"(?:(?<![a-z])q{1,3}(?:群|号|裙)?|扣扣(?:群|裙)?|企鹅(?:群|号)?|球球|[加+]扣|抠抠|q{2}裙|群号?|裙号?)"
_TELEGRAM_CUE: Final = r"(?:(?<![a-z])(?:tg|telegram|飞机号?|tele)|(?:纸?飞机|电报|土豆)(?:号|群|频道)?)"
_ANY_CUE: Final = r"(?:联系|联系方式|咨询|加我|私聊?|找我|搜索?|[加+]|客服|详询|电联|滴滴|密|(?<![a-z0-9])(?:id|dm|line|whatsapp|skype|snap|ins))"
_BETWEEN: Final = r"(?:号码?|我|群|是|为|id|号|[ :;=\-—_.~@+,(\[|])*"
_ACCOUNT: Final = r"(?P<account>[a-z][a-z0-9_-]{4,19}|[0-9][0-9a-z_ -]{3,18}[0-9a-z])(?![a-z0-9])"

_WECHAT: Final = re.compile(rf"{_WECHAT_CUE}{_BETWEEN}{_ACCOUNT}")
_QQ_SPELT: Final = re.compile(
    rf"(?<![a-z])(?:q{{1,3}}|扣扣|企鹅|球球|抠抠){_BETWEEN}(?P<account>[0-9{_NUMERAL}](?:[ .\-]?[0-9{_NUMERAL}]){{4,10}})"
    rf"(?![0-9{_NUMERAL}])"
)
_QQ: Final = re.compile(rf"{_QQ_CUE}{_BETWEEN}(?P<account>[1-9](?:[ -]?[0-9]){{4,10}})(?![0-9])")
_TELEGRAM: Final = re.compile(rf"{_TELEGRAM_CUE}{_BETWEEN}(?P<account>[a-z][a-z0-9_]{{3,31}})(?![a-z0-9])")
_ANY: Final = re.compile(
    rf"{_ANY_CUE}{_BETWEEN}(?P<account>[a-z]{{1,12}}[_-]?[0-9][a-z0-9_]{{2,15}}|[0-9]{{5,11}})(?![a-z0-9])"
)

# Signs that stand for a messenger: a plane for Telegram, a penguin for QQ, a satellite, which sounds like it, for WeChat.
_SIGNS: Final[Mapping[ContactKind, re.Pattern[str]]] = {
    ContactKind.TELEGRAM: re.compile(  # not the number of a flight
        r"[✈🛩🛫🛬][ :@\ufe0f]{0,4}(?P<account>(?![a-z]{2}[0-9]{3,4}(?!\w))(?=[a-z_]+[0-9_])[a-z][a-z0-9_]{4,31})(?!\w)"
    ),
    ContactKind.QQ: re.compile(r"🐧[ :号群\ufe0f]{0,5}(?P<account>[1-9][0-9]{5,10})(?![0-9])"),
    ContactKind.WECHAT: re.compile(
        r"🛰[ :号\ufe0f]{0,4}(?P<account>(?=[a-z_-]+[0-9_])[a-z][a-z0-9_-]{5,19})(?![a-z0-9])"
    ),
}
_SIGN: Final = re.compile("[✈🛩🛫🛬🐧🛰]")

_MOBILE: Final = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")
_LANDLINE: Final = re.compile(r"400[0-9]{7}|0[1-9][0-9]{9,10}")
_ABROAD: Final = re.compile(r"\+[1-9][0-9]{7,14}|[78]9[0-9]{9}")
_AMERICAN: Final = re.compile(r"1?[2-9][0-9]{2}[2-9][0-9]{6}")
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{2,40}@[A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{1,20}){1,3}")
_MENTION: Final = re.compile(r"(?<![A-Za-z0-9._%+-])@([A-Za-z]\w{3,31})(?![\w.-]*@)", re.ASCII)
_WALLET: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:(?P<base58>[13T][1-9A-HJ-NP-Za-km-z]{25,34})|(?P<bech32>bc1[02-9ac-hj-np-z]{11,71}|BC1[02-9AC-HJ-NP-Z]{11,71})|"
    r"(?P<ether>0x[0-9A-Fa-f]{40}))(?![A-Za-z0-9])"
)
_ACCOUNT_FILLER: Final = re.compile(r"[ -]")


def find_contacts(text: str, folded: str) -> list[Contact]:
    """Returns the contacts of a text, each once, the most telling kind first; ``folded`` is what ``fold`` made of it.

    Numbers count however they are dressed (①③⑧, 一三八, 1-3-8, fullwidth), accounts after a cue (加薇, vx, 扣扣, 飞机),
    the cue in any of its usual misspellings or as a sign (✈️). Amounts, dates, times and years are not contacts. Addresses of the web are
    found by ``find_links``.
    """
    if _HINT.search(folded) is None and "@" not in text:
        return []
    found: dict[str, Contact] = {}
    for contact in _contacts(text, folded):
        found.setdefault(contact.value, contact)
    return list(found.values())


def _contacts(text: str, folded: str) -> Iterator[Contact]:
    yield from _wallets(text)
    yield from _accounts(folded)
    if not text.isascii():
        yield from _after_signs(text)
    yield from _numbers(folded)
    if "@" in text or "＠" in text:
        plain = text if text.isascii() else fold_characters(text)
        yield from (Contact(ContactKind.EMAIL, match[0].lower()) for match in _EMAIL.finditer(plain))
        yield from (Contact(ContactKind.MENTION, match[1].lower()) for match in _MENTION.finditer(plain))


def _accounts(folded: str) -> Iterator[Contact]:
    for pattern, kind in (
        (_WECHAT, ContactKind.WECHAT),
        (_TELEGRAM, ContactKind.TELEGRAM),
        (_QQ, ContactKind.QQ),
        (_ANY, ContactKind.HANDLE),
    ):
        for match in pattern.finditer(folded):
            account = _ACCOUNT_FILLER.sub("", match["account"]).strip("_")
            if len(account) >= 5 and not _MOBILE.fullmatch(account):
                yield Contact(kind, account)
    for match in _QQ_SPELT.finditer(folded):
        account = re.sub(r"[ .\-]", "", match["account"]).translate(_NUMERALS)
        if account[0] != "0" and not _MOBILE.fullmatch(account) and _QQ.match(folded, match.start()) is None:
            yield Contact(ContactKind.QQ, account)


def _after_signs(text: str) -> Iterator[Contact]:
    if _SIGN.search(text):
        plain = unicodedata.normalize("NFKC", text).lower()
        for kind, pattern in _SIGNS.items():
            yield from (Contact(kind, match["account"]) for match in pattern.finditer(plain))


def _numbers(folded: str) -> Iterator[Contact]:
    for match in _DIGITS.finditer(folded):
        number = match[0][0] + re.sub(r"[^0-9]", "", match[0][1:])
        kind = _kind_of_number(number)
        if kind is not None:
            yield Contact(kind, number)
    for match in _BRACKETED.finditer(folded):
        number = re.sub(r"[^+0-9]", "", match[0])
        if _kind_of_number(number) is ContactKind.PHONE or _AMERICAN.fullmatch(number):
            yield Contact(ContactKind.PHONE, number)
    for match in _MIXED_DIGITS.finditer(folded):
        number = match[0].replace(" ", "").translate(_NUMERALS)
        if number != match[0] and _MOBILE.fullmatch(number):
            yield Contact(ContactKind.PHONE, number)


def _kind_of_number(number: str) -> ContactKind | None:
    if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number) or _ABROAD.fullmatch(number):
        return ContactKind.PHONE
    is_long = 16 <= len(number) <= 19 and number[0] in "3456"
    if (is_long or (len(number) == 15 and number[:2] in ("34", "37"))) and _passes_luhn(number):
        return ContactKind.CARD
    return None


def _passes_luhn(number: str) -> bool:
    doubled = (int(digit) * 2 for digit in number[-2::-2])
    return (sum(map(int, number[-1::-2])) + sum(two // 10 + two % 10 for two in doubled)) % 10 == 0


def _wallets(text: str) -> Iterator[Contact]:
    for match in _WALLET.finditer(text):
        if (
            (match["ether"] and _passes_ether(match[0]))
            or (match["base58"] and _passes_base58(match[0]))
            or (match["bech32"] and _passes_bech32(match[0].lower()))
        ):
            yield Contact(ContactKind.WALLET, match[0])


_BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def _passes_ether(address: str) -> bool:
    """Whether the case of the letters is the checksum (EIP-55); an address in one case has none."""
    digits = address[2:]
    if digits in (digits.lower(), digits.upper()):
        return True
    check = keccak.new(digest_bits=256, data=digits.lower().encode()).hexdigest()
    return all(
        digit.isdecimal() or digit.isupper() == (int(nibble, 16) > 7)
        for digit, nibble in zip(digits, check, strict=False)
    )


def _passes_base58(address: str) -> bool:
    """Whether the last four bytes are the checksum of the rest (Base58Check, as Bitcoin and Tron use it)."""
    number = 0
    for character in address:
        number = number * 58 + _BASE58.index(character)
    if number >= 1 << 200:
        return False
    raw = number.to_bytes(25, "big")
    return hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()[:4] == raw[21:]


def _passes_bech32(address: str) -> bool:
    """Whether the checksum of BIP 173 (or of BIP 350) holds; ``bc`` is the only prefix."""
    residue = 1
    for value in [3, 3, 0, 2, 3, *(_BECH32.index(character) for character in address[3:])]:
        top = residue >> 25
        residue = (residue & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            residue ^= generator if top >> bit & 1 else 0
    return residue in (1, 0x2BC830A3)
