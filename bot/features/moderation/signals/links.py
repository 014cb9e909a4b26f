"""Links: where they lead, whether they hide, and whether the group has allowed them."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings
from bot.language.links import find_links
from bot.language.reading import Reading

NAME = "links"
KEYS = (
    "finding-links-plain",
    "finding-links-short",
    "finding-links-invite",
    "finding-links-hidden",
    "finding-links-none",
    "finding-links-allowed",
)

PLAIN = 0.3
"""A link like any other: only a newcomer's is suspicious."""
HIDDEN = 0.4
"""Words that lead elsewhere than they say."""
SHORT = 0.4
"""A shortened address does not say where it leads, either."""
INVITE = 0.6
"""An invitation into another chat."""
DECEPTIVE = 0.7
"""One address shown, another one opened."""

TELEGRAM = ("t.me", "telegram.me", "telegram.dog")
SHORTENERS = frozenset(
    (
        "bit.ly", "tinyurl.com", "is.gd", "v.gd", "goo.gl", "ow.ly", "cutt.ly", "rb.gy", "shorturl.at", "t.ly", "tiny.cc",
        "rebrand.ly", "s.id", "u.to", "clck.ru", "vk.cc", "buff.ly", "adf.ly", "url.cn", "dwz.cn", "suo.im", "suo.nz",
        "mrw.so", "sourl.cn", "985.so", "c1n.cn", "urlzs.com", "dwz.mk", "0x7.me",
    )
)  # fmt: skip
"""Those that anybody may use. The short addresses of an app (b23.tv, t.cn, v.douyin.com) say at least whose page it is."""
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-links-none")
SHOWN_HOST = 60
"""Characters of an address in a reason."""


@dataclass(frozen=True, slots=True)
class Address:
    """A link of a message: where it leads."""

    host: str
    path: str
    shown: str | None = None
    """the words it hides under"""


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """The heaviest finding among all links; innocent without links, or when all of them are allowed."""
    links = list(addresses(message, facts.reading))
    if not links:
        return [INNOCENT]
    found = [_judged(link) for link in links if not is_allowed(link, facts, settings)]
    if not found:
        return [Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-links-allowed", {"host": links[0].host[:SHOWN_HOST]})]
    return [max(found, key=lambda finding: finding.weight)]


def _judged(link: Address) -> Finding:
    values: dict[str, str | int] = {"host": link.host[:SHOWN_HOST]}
    if link.shown is not None:
        values["shown"] = link.shown[:SHOWN_HOST]
        says = find_links(link.shown)
        if any(other.host != link.host for other in says):
            return Finding(NAME, DECEPTIVE, FindingKind.EVIDENCE, "finding-links-hidden", values)
    if _is_invite(link):
        return Finding(NAME, INVITE, FindingKind.EVIDENCE, "finding-links-invite", {"host": link.host[:SHOWN_HOST]})
    if link.shown is not None and not find_links(link.shown):
        return Finding(NAME, HIDDEN, FindingKind.EVIDENCE, "finding-links-hidden", values)
    if link.host in SHORTENERS:
        return Finding(NAME, SHORT, FindingKind.EVIDENCE, "finding-links-short", {"host": link.host[:SHOWN_HOST]})
    return Finding(NAME, PLAIN, FindingKind.EVIDENCE, "finding-links-plain", {"host": link.host[:SHOWN_HOST]})


def addresses(message: Message, reading: Reading | None) -> Iterator[Address]:
    """Every link of a message: those Telegram has marked, and those it has not."""
    for link in message.links:
        yield from _addressed(link.url, link.shown)
    in_text = find_links(message.text) if reading is None else reading.links
    elsewhere = (found for text in (*message.button_texts, *message.extra_text) for found in find_links(text))
    for found in chain(in_text, elsewhere):
        yield Address(found.host.removeprefix("www."), urlsplit(found.url).path)


def _addressed(url: str, shown: str | None) -> Iterator[Address]:
    """The host and path of an address; nothing for what is none, such as an e-mail address."""
    scheme, marks, rest = url.partition("://")
    if marks and scheme.casefold() == "tg":
        yield Address("t.me", "/+" if rest.casefold().startswith("join") else "/" + rest, shown)
    elif marks or shown is not None or not url.isascii():
        # Telegram takes it as a link, so it is one, whatever its ending.
        if marks or "@" not in url:
            yield _opened(rest if marks else url, shown)
    else:
        for found in find_links(url)[:1]:
            yield Address(found.host.removeprefix("www."), urlsplit(found.url).path, shown)


def _opened(address: str, shown: str | None) -> Address:
    """What a browser would open: what stands before an @ is no host (good.com@evil.com), a backslash is a slash."""
    plain = unicodedata.normalize("NFKC", address).replace("。", ".").replace("\\", "/")
    try:
        parts = urlsplit(f"https://{plain}")
        host = parts.hostname or ""
    except ValueError:  # half an IPv6 address
        return Address(plain, "", shown)
    return Address(host.removeprefix("www."), parts.path, shown)


def _is_invite(link: Address) -> bool:
    return link.host in TELEGRAM and link.path.startswith(("/+", "/joinchat/"))


def is_allowed(link: Address, facts: Facts, settings: ModerationSettings) -> bool:
    """Whether it leads to a place of ours, or to one that the group has allowed."""
    steps = link.path.split("/")
    if link.host in TELEGRAM and steps[1:] and steps[1].lower() in facts.own_names and ".." not in steps:
        return True
    labels = link.host.split(".")
    names = {".".join(labels[start:]) for start in range(len(labels))}
    return not names.isdisjoint(facts.allowed_domains) or not names.isdisjoint(settings.allowed_domains)
