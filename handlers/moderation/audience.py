"""Whom the staff's cards reach: the admins' own group where there is one, else who pressed Start."""

from bot.features.moderation.model import Told
from bot.features.moderation.settings import ModerationSettings
from bot.features.settings.model import BotStatus, Group
from handlers.desk import Desk


async def admin_chat(desk: Desk, group: Group) -> Group | None:
    """The admins' own group that gets this group's cards, as long as the bot is in it."""
    chat_id = group.settings(ModerationSettings).admin_chat
    place = await desk.group(chat_id) if chat_id is not None else None
    return None if place is None or place.bot_status is BotStatus.GONE else place


async def audience(desk: Desk, group: Group) -> tuple[Told, ...]:
    """Where to show a card, each with its language. Nobody: it is noted, and `/status` says so."""
    place = await admin_chat(desk, group)
    if place is not None:
        return (Told(place.chat_id, place.language),)
    reachable = await desk.store.people.reachable(group.staff)
    if not reachable:
        desk.store.troubles(group.chat_id).note("nobody_reachable", desk.now)
    match = desk.house.texts.match
    return tuple(Told(p.user_id, match(p.speaks) if p.speaks else group.language) for p in reachable)
