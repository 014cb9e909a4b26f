"""Values that are typed or sent as a file: the private chat waits for them, and hands them to the group's mailbox."""

from datetime import timedelta
from typing import Any

import msgspec
import telegram
from telegram.ext import ApplicationHandlerStop

from bot.core.effect import Outcome, ReadFile
from bot.core.event import MediaKind, Person
from bot.core.ids import ChatId, chat_mailbox
from bot.features.settings.document import LARGEST_BYTES
from handlers.commands import COMMAND
from handlers.context import WeiluContext
from handlers.desk import Desk
from storage.schedules import Schedule

EXPECT = "panel_expect"
OVER = "panel_over"
TYPED = "panel_typed"
FILE = "panel_file"
PATIENCE = timedelta(minutes=10)
IMPORT = "import"
"""Stands in the place of a setting's code when a whole document is expected."""


class Expected(msgspec.Struct, frozen=True):
    """What somebody is about to type: for which group, and the code of a setting or `IMPORT`."""

    chat_id: ChatId
    user_id: int
    code: str


class Typed(msgspec.Struct, frozen=True):
    """What was typed: as plain text, and as markup. ``text`` None: a file that could not be read."""

    expected: Expected
    person: Person
    text: str | None
    markup: str = ""


async def expect(desk: Desk, body: bytes) -> None:
    """From now on, for a while, what this person writes is what was asked for."""
    expected = msgspec.json.decode(body, type=Expected)
    schedules = desk.store.schedules(desk.work.mailbox)
    schedules.set(_key(expected.user_id), OVER, desk.now + PATIENCE, payload=body.decode())
    desk.work.buffer.forget(_memory(expected.user_id))


async def over(desk: Desk, body: bytes) -> None:
    """Nothing came in time."""


async def written(update: telegram.Update, context: WeiluContext) -> None:
    """A private message that may be what is expected."""
    message, desk = context.message(update), context.desk
    person = message.sender.person
    if person is None or COMMAND.match(message.text):
        return
    planned = await _planned(desk, person.id)
    if planned is None or (planned.next_run_at is not None and planned.next_run_at <= message.date):
        return
    expected = msgspec.json.decode(planned.payload, type=Expected)
    media = message.media
    if media is not None and media.kind is MediaKind.DOCUMENT and expected.code != IMPORT:
        return
    desk.store.schedules(desk.work.mailbox).cancel(planned.key)
    desk.work.buffer.forget(_memory(person.id))
    if media is not None and media.file_id is not None:
        memo = msgspec.json.encode(Typed(expected, person, None)).decode()
        desk.work.emit(ReadFile(person.id, media.file_id, LARGEST_BYTES), report=FILE, memo=memo)
    else:
        typed = Typed(expected, person, message.text, str(message.formatted_end(message.text)))
        desk.work.forward(chat_mailbox(expected.chat_id), TYPED, typed)
    raise ApplicationHandlerStop


async def file_read(desk: Desk, body: bytes) -> None:
    """The file has come: what is in it goes to the group's mailbox."""
    outcome = msgspec.json.decode(body, type=Outcome)
    typed = msgspec.json.decode(outcome.memo, type=Typed)
    found: Any = outcome.data.get("text") if outcome.accepted else None
    told = Typed(typed.expected, typed.person, found if isinstance(found, str) else None)
    desk.work.forward(chat_mailbox(typed.expected.chat_id), TYPED, told)


async def _planned(desk: Desk, user_id: int) -> Schedule | None:
    """What is expected of somebody; remembered, because every private message asks."""
    schedules = desk.store.schedules(desk.work.mailbox)
    found: Schedule | None = await desk.work.buffer.remember(
        _memory(user_id), lambda: schedules.find(_key(user_id), beside_writes=True)
    )
    return found


def _key(user_id: int) -> str:
    return f"panel:{user_id}"


def _memory(user_id: int) -> tuple[str, int]:
    return "panel", user_id
