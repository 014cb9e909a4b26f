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
from handlers.keyboards import Press

log = structlog.get_logger(__name__)

STALE_AFTER = timedelta(minutes=5)
LOOKUP_TIMEOUT_S = 3.0
PRESS = "press"
"""The kind of the row that hands a press on to the mailbox of the group it is about."""


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

    async def member_count(self, chat_id: int) -> int | None:
        try:
            async with asyncio.timeout(LOOKUP_TIMEOUT_S):
                return await self._bot.get_chat_member_count(chat_id)
        except (TelegramError, TimeoutError) as error:
            log.info("members_unknown", chat=chat_id, error=type(error).__name__)
            return None

    async def name_of(self, chat_id: int, user_id: int) -> str | None:
        try:
            async with asyncio.timeout(LOOKUP_TIMEOUT_S):
                return (await self._bot.get_chat_member(chat_id, user_id)).user.full_name
        except (TelegramError, TimeoutError) as error:
            log.info("name_unknown", chat=chat_id, error=type(error).__name__)
            return None


async def fresh(desk: Desk, group: Group) -> Group:
    """The group with administrators at most five minutes old, as far as Telegram answers."""
    if group.inspected_at is not None and desk.now - group.inspected_at < STALE_AFTER:
        return group
    found = await desk.house.directory.admins(group.chat_id)
    if found is None:
        return group
    desk.store.groups.replace_admins(group.chat_id, found, desk.now)
    return desk.store.groups.with_admins(group, found, desk.now)


async def pressed(desk: Desk, press: Press, right: str | None) -> Group | None:
    """The group whose id is a button's first argument, when this is its mailbox and the presser may.

    From another mailbox, as after a press in private, the press is handed on to the group's, and None returned: the
    same handler sees it there.

    Raises:
        NotPermitted: with the right that is missing.
    """
    group = await desk.group(press.intent.number())
    if group is None:
        return None
    if desk.work.mailbox != group.mailbox:
        desk.work.forward(group.mailbox, PRESS, press)
        return None
    group = await fresh(desk, group)
    require(group, press.presser.id, right)
    return group


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
