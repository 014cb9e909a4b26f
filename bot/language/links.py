"""Links in a text as people write them, disguises included."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.language.fold import fold_characters


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# How much it takes to believe that a word after a dot is a domain. 190 endings that occur in chats and adverts.
# Endings that are file endings too (py md sh rs pl so zip mov) are left out: they are believed after www or a scheme.
_CLEAR: Final = _set(  # believed wherever they stand
    "com net org cn cc xyz vip icu wang ltd biz mobi edu gov asia tv hk tw mo sg jp kr th vn ph ru ua kz uk de fr eu ca "
    "au nz br mx es nl se fi dk cz hu gr tr ae sa za ng ke eg pk bd lk np mm kh mn uz kg lv lt ee sk bg hr ba pt "
    "xxx gdn kim cyou sbs cfd wtf ren lol ink tel info"
)
_WORDS: Final = _set(  # also English words: believed in Chinese text, or with a path, www, a digit in the name
    "top club shop site online store fun red men sex porn bet win bid loan click trade party review stream date "
    "download racing science work fit bond buzz cash casino poker tech website space press host uno gold monster quest "
    "rest beauty hair skin homes autos boats mom app dev page cloud chat group email social agency digital finance "
    "money market trading exchange link live life world today news games video plus run team zone blog art name pro one"
)
_SHORT: Final = _set(  # also English words, initials and typing errors: believed with a path, www or three parts
    "me io co ai to it us my be fm gg gl im la li nu pw st tk ga gq id pe by in is no do at"
)
_COSTUME: Final = _set(
    "com net org cn cc xyz vip top icu info hk tw io shop club site online store live"
)  # believed after a dot in costume
_HAN_DOMAINS: Final = "中国|中國|公司|网络|網絡|网址|网店|集团|商城|在线|我爱你|企业|娱乐"

_KNOWN_HOSTS: Final = _set(  # their ending alone would not be believed
    "t.me telegram.me telegram.dog wa.me line.me discord.gg is.gd v.gd goo.gl ow.ly bit.ly adf.ly rb.gy cutt.ly "
    "youtu.be linktr.ee vk.me fb.me m.me t.co t.cn x.com"
)
_NOT_HOSTS: Final = _set("asp.net vb.net ado.net ml.net")  # names of technologies
_TELEGRAM_HOSTS: Final = _set("t.me telegram.me telegram.dog")
_PACKAGE_ROOTS: Final = _set("com org net cn edu io")  # com.example.app is a package, not a host
_ARTICLES: Final = _set("the a an this that these of")  # "the dot com bubble"

_LABEL: Final = r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_DOT: Final = r"(?:\.[ ](?=(?:com|cn|cc|xyz)\b)|\.|。|[ ]?(?:[点點]|[\[(【{][点點.][\])】}]|[·•丶・]|[\[({]dot[\])}])[ ]?|[ ]dot[ ]|[ ]\.[ ]?)"
_PATH: Final = r"""[/?#][!#-&(-;=?-\[\]_a-z~]*"""  # printable ASCII but spaces, quotes, angles, braces
_LINK: Final = re.compile(
    rf"""
    (?P<scheme>h(?:tt|xx|\*\*)ps?|ftp|tg|weixin)(?::|\[:\])//[ ]?(?:[^\s/?#@]{{1,60}}@)?
        (?P<full>(?:{_LABEL}{_DOT}){{0,8}}{_LABEL}(?![^\W0-9_a-z])|[^\s/?#:@]{{1,60}}\.[a-z]{{2,12}}(?![^\W_]))
        (?P<full_port>:\d{{2,5}}(?!\d))?(?P<full_path>{_PATH})?
    | (?<![a-z0-9_@./\\%=+\u0370-\u058f-])(?P<bare>(?:{_LABEL}{_DOT}){{1,8}}(?:xn--[a-z0-9-]{{2,59}}|[a-z]{{2,12}}))(?![a-z0-9_@-])
        (?P<bare_port>:\d{{2,5}}(?!\d))?(?P<bare_path>{_PATH})?
    | (?<![a-z0-9.])(?P<address>(?:\d{{1,3}}\.){{3}}\d{{1,3}}:\d{{2,5}})(?!\d)(?P<address_path>{_PATH})?
    | (?<![a-z0-9\u4e00-\u9fff.-])(?P<han>(?:{_LABEL}\.){{0,8}}(?=[^.]{{0,14}}[a-z\u4e00-\u9fff])[a-z0-9\u4e00-\u9fff-]{{1,15}}
        \.(?:{_HAN_DOMAINS}))(?![a-z0-9\u4e00-\u9fff])(?P<han_path>{_PATH})?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_SPELT: Final = re.compile(  # letters apart, as no sentence has them
    r"""
    (?<![a-z0-9'’.])t[ ]?[.·•丶,、]?[ ]?me[ ]?/[ ]?(?P<name>\+?[a-z][a-z0-9_]{3,31})
    | (?<![a-z0-9.])(?P<host>(?:[a-z0-9][ ]){2,30}[.。点][ ](?:c[ ]o[ ]m|c[ ]n|n[ ]e[ ]t|o[ ]r[ ]g|t[ ]o[ ]p|v[ ]i[ ]p|x[ ]y[ ]z))(?![a-z0-9])
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_MIXED_ENDING: Final = re.compile(
    r"(?<=[a-z0-9][.。])(?![a-z]+(?![^\W_]))[a-z\u0370-\u04ff]{2,6}(?![^\W_])", re.IGNORECASE
)
_TELEGRAM_PATH: Final = re.compile(r"[ ]?/[ ]?(\+?[a-z0-9_-]{3,})", re.IGNORECASE | re.ASCII)
_SPELT_DOT: Final = re.compile("[。点]")
_SPLIT_DOT: Final = re.compile(_DOT, re.IGNORECASE)
_HINT: Final = re.compile(
    r"[.．。｡﹒․](?=[^\s.。]|[ ](?:com|cn|cc|xyz|me))|[ ][.．][ ]|[点點·•丶・][)\]】}]?[ ]?[a-zａ-ｚＡ-Ｚ]|[:：]\]?[/／]|dot[ \])}]|t[ ]?me[ ]?/|[^\S ]",
    re.IGNORECASE,
)
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_TRAILING: Final = ".,!?;:"


@dataclass(frozen=True, slots=True)
class Link:
    """A link found: ``text[start:end]`` (in characters, not UTF-16 units).

    ``host`` is in lower case without port, punycode kept. ``url`` is complete: scheme (https where none was written,
    http for hxxp), host, port and path, as a browser would take it.
    """

    host: str
    url: str
    start: int
    end: int


def find_links(text: str) -> list[Link]:
    """Returns the links of an unfolded text in reading order, not overlapping.

    Finds addresses with a scheme (also hxxp and h**p), bare domains with an ending that is believed, Telegram links,
    and hosts in fullwidth or costume letters, with dots written as 点, 。, [.], dot or between spaces. Numbers,
    versions, prices, times, e-mail addresses, package and file names (main.py, readme.md) are not links. A link
    hidden under other words is an entity and not seen here.
    """
    if _HINT.search(text) is None:
        return []
    plain, positions = _undress(text)
    is_chinese = _HAN.search(plain) is not None
    found = []
    for match in _LINK.finditer(plain):
        for link in _links_of(match, is_chinese):
            start, end = positions[link.start], positions[link.end - 1] + 1
            found.append(Link(link.host, link.url, start, end))
    if spelt := _SPELT.search(plain):
        start, end = positions[spelt.start()], positions[spelt.end() - 1] + 1
        if not any(link.start < end and start < link.end for link in found):
            host = "t.me" if spelt["name"] else _SPELT_DOT.sub(".", spelt["host"].replace(" ", "").lower())
            found.append(Link(host, f"https://{host}/{spelt['name'] or ''}", start, end))
            found.sort(key=lambda link: link.start)
    return found


class _Plain(dict[int, int | None]):
    """Code point → the ASCII character it stands for, itself, or None when it draws nothing. Planes 0 and 1 are kept."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        simple = unicodedata.normalize("NFKC", character)
        plain: int | None = code
        if unicodedata.category(character) in ("Cf", "Me") or 0xFE00 <= code <= 0xFE0F:
            plain = None
        elif len(simple) == 1 and simple.isascii():
            plain = ord(simple)
        elif character.isspace():
            plain = ord(" ")
        if code < 0x20000:
            self[code] = plain
        return plain


_PLAIN: Final = _Plain({ord("｡"): ord("。"), ord("\n"): ord("\n"), ord("․"): ord("."), ord("－"): ord("-")})


def _undress(text: str) -> tuple[str, range | list[int]]:
    """Returns the text in plain letters and, for each of its characters, the index of the original one."""
    if text.isascii():
        return text, range(len(text))
    plain = _MIXED_ENDING.sub(_plain_ending, text.translate(_PLAIN))
    if len(plain) == len(text):
        return plain, range(len(text))
    return plain, [index for index, character in enumerate(text) if _PLAIN[ord(character)] is not None]


def _plain_ending(match: re.Match[str]) -> str:
    """Returns an ending in Latin letters that has Greek or Cyrillic ones among them (cоm), any other as it is."""
    ending = fold_characters(match[0])
    is_known = ending in _COSTUME or ending == "me"
    return ending if is_known and len(ending) == len(match[0]) else match[0]


def _links_of(match: re.Match[str], is_chinese: bool) -> Iterator[Link]:
    match match.lastgroup:
        case "scheme" | "full" | "full_port" | "full_path":
            scheme = match["scheme"].lower().replace("xx", "tt").replace("**", "tt")
            host = _SPLIT_DOT.sub(".", match["full"]).lower()
            if "." in host or scheme in ("tg", "weixin"):
                yield _link(match, scheme, host, match["full_port"], "full_path")
        case "address" | "address_path":
            host, _, port = match["address"].partition(":")
            if all(int(octet) < 256 for octet in host.split(".")):
                yield _link(match, "http", host, f":{port}", "address_path")
        case "han" | "han_path":
            yield _link(match, "https", match["han"].lower(), None, "han_path")
        case _:
            yield from _bare_links(match, is_chinese)


def _link(match: re.Match[str], scheme: str, host: str, port: str | None, path_group: str) -> Link:
    path = match[path_group] or ""
    path_end = match.end()
    path = path.rstrip(_TRAILING)
    while path and path[-1] in ")]" and path.count("([“["[path[-1] == "]"]) < path.count(path[-1]):
        path = path[:-1].rstrip(_TRAILING)
    path_end -= len(match[path_group] or "") - len(path)
    return Link(host, f"{scheme}://{host}{port or ''}{path}", match.start(), path_end)


def _bare_links(match: re.Match[str], is_chinese: bool) -> Iterator[Link]:
    """Yields the whole host if it is believed, else those of its parts between spaced dots that are.

    The parts, because "see t.me . also" is written like one host of three labels.
    """
    written = match["bare"]
    path = match["bare_path"] or ""
    if _is_believed(written, has_path=len(path) > 1 or bool(match["bare_port"]), is_chinese=is_chinese):
        host = _SPLIT_DOT.sub(".", written).lower()
        link = _link(match, "https", host, match["bare_port"], "bare_path")
        spaced = _TELEGRAM_PATH.match(match.string, match.end("bare")) if host in _TELEGRAM_HOSTS else None
        if spaced and len(path) < 2:
            link = Link(host, f"https://{host}/{spaced[1]}", link.start, spaced.end())
        yield link
        return
    for part in re.finditer(r"[^ 。点點()\[\]{}]+", written):
        if part.end() < len(written) and _is_believed(part[0], has_path=False, is_chinese=is_chinese):
            start = match.start("bare") + part.start()
            yield Link(part[0].lower(), f"https://{part[0].lower()}", start, start + len(part[0]))


def _is_believed(written: str, *, has_path: bool, is_chinese: bool) -> bool:
    labels = _SPLIT_DOT.sub(".", written).lower().strip(".").split(".")
    host, name, ending = ".".join(labels), labels[-2] if len(labels) > 1 else "", labels[-1]
    if not name or host in _NOT_HOSTS:
        return False
    dots = {dot.strip().lower() if dot.strip() != "." else dot for dot in _SPLIT_DOT.findall(written)}
    if dots - {"."}:
        return _is_believed_in_costume(labels, dots - {"."}, has_path=has_path)
    if host in _KNOWN_HOSTS or (labels[0] == "www" and len(labels) > 2) or ending.startswith("xn--"):
        return True
    if len(labels) > 2 and labels[0] in _PACKAGE_ROOTS and not has_path:
        return False
    if name.isdecimal() and len(name) < (2 if ending in ("com", "cn", "net") else 3):
        return False
    if ending in _CLEAR:
        return True
    has_digit = any(character.isdecimal() for character in name)
    if ending in _WORDS:
        return is_chinese or has_path or has_digit
    return ending in _SHORT and (has_path or len(labels) > 2) and not all(len(label) < 2 for label in labels[:-1])


def _is_believed_in_costume(labels: list[str], dots: set[str], *, has_path: bool) -> bool:
    host, name, ending = ".".join(labels), labels[-2], labels[-1]
    if host in _TELEGRAM_HOSTS or (has_path and host in _KNOWN_HOSTS):
        return True
    if name.isdecimal() and len(name) < 3:  # 9点, 10点
        return False
    if dots == {". "}:
        return len(name) > 2 and not name.isdecimal()
    if dots & {" .", ". "}:  # "the .net framework"
        return ending in _COSTUME and (has_path or labels[0] == "www")
    return ending in _COSTUME and labels[0] not in _ARTICLES
