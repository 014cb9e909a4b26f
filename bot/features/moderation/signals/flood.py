"""Floods: too many messages of one person in a short time. Albums count once, edits not at all."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.core.event import Message
from bot.features.moderation.facts import Facts
from bot.features.moderation.model import Finding, FindingKind
from bot.features.moderation.settings import ModerationSettings
from bot.features.moderation.window import Heard

NAME = "flood"
KEYS = ("finding-flood-burst", "finding-flood-minute", "finding-flood-none")

WEIGHT = 1.0
MINUTE = timedelta(minutes=1)
INNOCENT = Finding(NAME, 0.0, FindingKind.EVIDENCE, "finding-flood-none")


def check(message: Message, facts: Facts, settings: ModerationSettings) -> list[Finding]:
    """Judged by the dates of the messages, so a backlog is judged as it was written."""
    if message.edited_at is not None or len(facts.own) < min(settings.flood_messages, settings.flood_per_minute):
        return [INNOCENT]
    burst = timedelta(seconds=settings.flood_seconds)
    count = _count(message, facts.own, message.date - burst)
    if count > settings.flood_messages:
        values: dict[str, str | int] = {"count": count, "seconds": settings.flood_seconds}
        return [Finding(NAME, WEIGHT, FindingKind.EVIDENCE, "finding-flood-burst", values)]
    count = _count(message, facts.own, message.date - MINUTE)
    if count > settings.flood_per_minute:
        return [Finding(NAME, WEIGHT, FindingKind.EVIDENCE, "finding-flood-minute", {"count": count})]
    return [INNOCENT]


def _count(message: Message, own: Collection[Heard], after: datetime) -> int:
    """Messages later than ``after`` with this one, an album as one."""
    recent = [heard.album_id for heard in own if heard.at > after]
    albums = {album for album in (*recent, message.album_id) if album is not None}
    return sum(album is None for album in recent) + (message.album_id is None) + len(albums)
