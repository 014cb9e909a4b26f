"""What the staff want done with a case, and the answer to it where they asked."""

from dataclasses import dataclass

from bot.core.event import Person
from bot.core.text import Markup
from bot.features.settings.model import Group
from handlers.desk import Desk, Rows
from handlers.keyboards import Press
from handlers.moderation.places import Place

WISH = "case_wish"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants done with a case, handed to the mailbox of the case's group."""

    case_id: int
    verb: str
    by: Person
    press: Press | None = None
    place: Place | None = None


def answer(desk: Desk, wish: Wish, text: Markup, *, alert: bool = False) -> None:
    """Answer where the wish came from: a toast, or a message."""
    if wish.press is not None:
        desk.answer(wish.press, text, alert=alert)
    elif wish.place is not None:
        desk.send(wish.place.chat_id, text, reply_to=wish.place.reply_to, thread_id=wish.place.thread_id)


async def language_for(desk: Desk, group: Group, wish: Wish) -> str:
    """The language of the answer."""
    return wish.place.language if wish.place else await desk.language_of(wish.by.id, group.language)


def tell(desk: Desk, wish: Wish, text: Markup, buttons: Rows = ()) -> None:
    """A longer answer: a message in the chat of the card."""
    if wish.press is not None:
        desk.answer(wish.press)
        desk.send(wish.press.chat_id, text, buttons, reply_to=wish.press.message_id, thread_id=wish.press.thread_id)
