"""The context of one update: python-telegram-bot's, with our work in it."""

from contextvars import ContextVar
from typing import Any

import telegram
from telegram.ext import CallbackContext, ExtBot

from bot.core.event import Message
from handlers.desk import Desk
from handlers.incoming import message as translate

CURRENT: ContextVar[Desk] = ContextVar("desk")
"""The desk of the update being handled: the client builds contexts itself, and takes it from here."""


class WeiluContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """What every handler is given."""

    def __init__(self, application: Any, chat_id: int | None = None, user_id: int | None = None) -> None:
        super().__init__(application, chat_id, user_id)
        self.desk = CURRENT.get()
        self._message: Message | None = None

    def message(self, update: telegram.Update) -> Message:
        """The update's message in our shape, translated once."""
        if self._message is None:
            source = update.message or update.edited_message
            assert source is not None, "routes for messages pass only messages"
            self._message = translate(source)
        return self._message
