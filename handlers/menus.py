"""The command menus people see when they type a slash: by role and language."""

import asyncio
from collections.abc import Iterable

import structlog
import telegram
from telegram.error import TelegramError

from bot.texts import Texts
from handlers.commands import Audience, Command

log = structlog.get_logger(__name__)

SCOPES: tuple[tuple[telegram.BotCommandScope, tuple[Audience, ...]], ...] = (
    (telegram.BotCommandScopeAllGroupChats(), (Audience.MEMBER,)),
    (telegram.BotCommandScopeAllChatAdministrators(), (Audience.MEMBER, Audience.ADMIN)),
    (telegram.BotCommandScopeAllPrivateChats(), (Audience.PRIVATE, Audience.MEMBER, Audience.ADMIN)),
)
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100


async def publish(bot: telegram.Bot, commands: Iterable[Command], texts: Texts) -> None:
    """Set the menus of every scope. A refusal is logged: the bot works without menus."""
    # The languages that nobody has needed since the start are read beside the loop, before anybody waits for one.
    await asyncio.to_thread(texts.complete)
    known = list(commands)
    for scope, audiences in SCOPES:
        shown = [command for command in known if command.audience in audiences][:MOST_COMMANDS]
        for language in (None, *(code for code in texts.languages if code != texts.default)):
            menu = [
                telegram.BotCommand(
                    command.name,
                    texts.say(language or texts.default, f"command-{command.name}").plain()[:LONGEST_DESCRIPTION],
                )
                for command in shown
            ]
            try:
                await bot.set_my_commands(menu, scope=scope, language_code=language)
            except TelegramError as error:
                log.warning("menu_not_set", scope=scope.type, error=error.message)
                return
