"""One attempt to check in, however it was made: by command, keyword, a programme's own word, or button."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.event import MediaKind, Message, Person
from bot.features.checkin.model import Content
from handlers.commands.vocabulary import STALE_AFTER

SHOWING = frozenset((MediaKind.PHOTO, MediaKind.VIDEO))


@dataclass(frozen=True, slots=True)
class Attempt:
    """``chat_id`` is where it was made and is answered; ``message_id`` None after a press of a button."""

    person: Person
    at: datetime
    chat_id: int
    content: Content
    message_id: int | None = None
    thread_id: int | None = None

    @property
    def in_private(self) -> bool:
        return self.chat_id > 0

    def is_late(self, now: datetime) -> bool:
        """Whether it comes from a backlog: it counts, and nothing is answered."""
        return now - self.at > STALE_AFTER


def attempt_in(message: Message, person: Person, note: str) -> Attempt:
    """The attempt that a message makes; ``note`` is what follows the keyword."""
    shows = message.media is not None and message.media.kind in SHOWING
    content = Content(note, message.text, shows, bool(message.links))
    return Attempt(person, message.date, message.chat_id, content, message.message_id, message.thread_id)


def lately(attempt: Attempt, now: datetime) -> bool:
    """Whether it is fresh enough to be taken up again by a button."""
    return now - attempt.at <= timedelta(minutes=10)
