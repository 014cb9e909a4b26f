"""Thanks: who answers helpfully, and is told so in a reply, earns points."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.core.effect import React
from bot.core.event import Message
from bot.core.ids import UserId
from bot.core.period import MIDNIGHT, instant_of
from bot.core.text import clip
from bot.features.points.model import Entry, Reason
from bot.features.points.rules import is_thanks, thanks_key, within_cap
from bot.features.points.settings import PointsSettings
from bot.features.settings.model import Group
from handlers.desk import Desk

HEART = "❤"
LONGEST = 32
"""Characters of a reply that says thank you and nothing else."""


async def heard(desk: Desk, group: Group, message: Message) -> None:
    """A reply that says thank you; the same two people's thanks count again after some days."""
    reply, giver = message.reply, message.sender.person
    if reply is None or giver is None or not message.text or len(message.text) > LONGEST or not is_thanks(message.text):
        return
    receiver = reply.sender.person if reply.sender is not None and reply.sender.is_user else None
    if receiver is None or receiver.is_bot or receiver.id == giver.id or not message.sender.is_user:
        return
    settings, store = group.settings(PointsSettings), desk.store.chat(group.chat_id)
    if not settings.thanks:
        return
    zone = ZoneInfo(group.timezone)
    today = instant_of(message.date.astimezone(zone).date(), MIDNIGHT, zone)
    since = min(today, message.date - timedelta(days=settings.thanks_cooldown_days))
    before = await store.ledger.thanked(giver.id, since)
    often = sum(at >= today for _, at in before) >= settings.thanks_per_day
    if often or any(user == receiver.id for user, _ in before):
        return
    key = thanks_key(message.message_id)
    entry = Entry(receiver.id, settings.thanks, Reason.THANKS, key, clip(giver.name, 24), UserId(giver.id))
    entries = [entry]
    if settings.daily_cap:
        entries = within_cap(entries, await store.ledger.earned(receiver.id, today), settings.daily_cap)
    if not entries:
        return
    store.ledger.book(entries, message.date)
    desk.work.emit(React(group.chat_id, message.message_id, HEART), expires_at=desk.now + timedelta(minutes=5))
