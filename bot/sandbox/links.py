"""Links into Telegram: to the bot, and invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from bot.sandbox import joining

if TYPE_CHECKING:
    from bot.sandbox.messages import Message
    from bot.sandbox.people import User


def follow(person: User, url: str) -> Message | bool | None:
    """Say /start PAYLOAD to the bot, or come in by an invite; None where the link leads anywhere else."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    if parts.scheme == "tg":
        if parts.netloc == "join":
            return _come_in(person, query["invite"][0])
        if parts.netloc == "resolve" and query.get("domain") == [person.world.bot.username]:
            return _start(person, query)
        return None
    if parts.netloc not in ("t.me", "telegram.me"):
        return None
    path = parts.path.strip("/")
    if path.startswith(("+", "joinchat/")):
        return _come_in(person, path.removeprefix("joinchat/"))
    if path.lower() == (person.world.bot.username or "").lower():
        return _start(person, query)
    return None


def _start(person: User, query: dict[str, list[str]]) -> Message | None:
    return person.says_privately(" ".join(["/start", *query.get("start", [])]))


def _come_in(person: User, secret: str) -> bool:
    found = joining.link_at(person.world, secret)
    return found is not None and joining.join(person, *found)
