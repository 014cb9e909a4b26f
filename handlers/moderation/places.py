"""Where the answer to somebody of the staff belongs."""

import msgspec

from bot.features.settings.model import Group
from handlers.commands import Request
from handlers.desk import Desk


class Place(msgspec.Struct, frozen=True):
    """Where somebody who asked for something waits for the answer."""

    chat_id: int
    language: str
    reply_to: int | None = None
    thread_id: int | None = None


async def place_of(desk: Desk, request: Request, group: Group) -> Place:
    """Where the answer to a command belongs."""
    if request.in_private:
        return Place(request.message.chat_id, await desk.language_of(request.asker.id, group.language))
    return Place(group.chat_id, group.language, request.message.message_id, request.message.thread_id)
