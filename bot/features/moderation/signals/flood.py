"""Floods: too many messages of one person in a short time. Albums count once, edits not at all."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile

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
    recent = _since(facts.own, message.date - MINUTE)
    after = message.date - timedelta(seconds=settings.flood_seconds)
    count = _count(message, [heard for heard in recent if heard.at > after])
    if count > settings.flood_messages:
        values: dict[str, str | int] = {"count": count, "seconds": settings.flood_seconds}
        return [Finding(NAME, WEIGHT, FindingKind.EVIDENCE, "finding-flood-burst", values)]
    count = _count(message, recent)
    if count > settings.flood_per_minute:
        return [Finding(NAME, WEIGHT, FindingKind.EVIDENCE, "finding-flood-minute", {"count": count})]
    return [INNOCENT]


def _since(own: Sequence[Heard], after: datetime) -> list[Heard]:
    """What was written later than ``after``, the newest first."""
    return list(takewhile(lambda heard: heard.at > after, reversed(own)))


def _count(message: Message, recent: Sequence[Heard]) -> int:
    """These messages and this one, an album as one."""
    albums = {heard.album_id for heard in recent if heard.album_id is not None}
    single = sum(heard.album_id is None for heard in recent)
    if message.album_id is None:
        return single + 1 + len(albums)
    return single + len(albums | {message.album_id})
