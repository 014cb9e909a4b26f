"""QR codes in the pictures of newcomers: an address that nobody reads before they are there."""

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings
from bot.language.links import find_links

NAME = "qr"
KEYS = ("finding-qr-code", "finding-qr-chat", "finding-qr-none")

CODE = 0.3
CHAT = 0.5
"""The code of a chat app: it adds a contact or joins a group."""
CHATS = (
    "weixin.qq.com",
    "u.wechat.com",
    "work.weixin.qq.com",
    "qm.qq.com",
    "qr.alipay.com",
    "t.me",
    "line.me",
    "wa.me",
)
SHOWN = 60
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-qr-none")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """Only where a picture has been looked into, see `Facts.codes`; a link inside is also judged as a link."""
    if not facts.codes:
        return [INNOCENT]
    found = []
    for code in facts.codes:
        hosts = [link.host for link in find_links(code)]
        is_chat = any(host == name or host.endswith("." + name) for host in hosts for name in CHATS)
        values: dict[str, str | int] = {"text": (hosts[0] if hosts else code)[:SHOWN]}
        key, weight = ("finding-qr-chat", CHAT) if is_chat else ("finding-qr-code", CODE)
        found.append(Finding(NAME, weight, FindingKind.EVIDENCE, key, values))
    return [max(found, key=lambda finding: finding.weight)]
