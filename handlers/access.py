"""Who may what: administrators are cached, refreshed by updates, and asked for again when five minutes old."""

import asyncio
from datetime import timedelta

import structlog
import telegram
from telegram.error import TelegramError

from bot.core.errors import NotPermitted
from bot.features.settings.model import Admin, Group
from handlers.desk import Desk
from handlers.incoming import admin_of

log = structlog.get_logger(__name__)

STALE_AFTER = timedelta(minutes=5)
LOOKUP_TIMEOUT_S = 3.0


class TelegramDirectory:
    """Asks Telegram who runs a group."""

    def __init__(self, bot: telegram.Bot) -> None:
        self._bot = bot

    async def admins(self, chat_id: int) -> list[Admin] | None:
        try:
            async with asyncio.timeout(LOOKUP_TIMEOUT_S):
                found = await self._bot.get_chat_administrators(chat_id, api_kwargs={"return_bots": True})
        except (TelegramError, TimeoutError) as error:
            log.info("admins_unknown", chat=chat_id, error=type(error).__name__)
            return None
        return [admin for member in found if (admin := admin_of(member)) is not None]


async def fresh(desk: Desk, group: Group) -> Group:
    """The group with administrators at most five minutes old, as far as Telegram answers."""
    if group.inspected_at is not None and desk.now - group.inspected_at < STALE_AFTER:
        return group
    found = await desk.house.directory.admins(group.chat_id)
    if found is None:
        return group
    desk.store.groups.replace_admins(group.chat_id, found, desk.now)
    return desk.store.groups.with_admins(group, found, desk.now)


def require(group: Group, user_id: int, right: str | None) -> None:
    """Let pass who may ask for what ``right`` stands for; None asks for an administrator only.

    Raises:
        NotPermitted: with the right that is missing.
    """
    if right is None:
        if not group.is_admin(user_id):
            raise NotPermitted("is_administrator")
    elif not group.may(user_id, right):
        raise NotPermitted(right)
