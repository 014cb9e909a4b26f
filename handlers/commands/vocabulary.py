"""What a command is, what using one is, and what is wrong with a use of it."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum

from bot.core.errors import Refused
from bot.core.event import Message, Person
from bot.core.ids import ChatId
from bot.core.text import clip
from bot.features.settings.model import Group
from handlers.desk import Desk

ALIKE = 0.5
"""Share of two words that is the same in both (difflib's ratio): one of two characters."""
LONGEST_SHOWN = 60
STALE_AFTER = timedelta(minutes=10)
"""Commands older than this, from a backlog, are not answered."""


class Audience(StrEnum):
    """Whom a command is for."""

    MEMBER = "member"
    ADMIN = "admin"
    PRIVATE = "private"
    """anybody, in private only"""


@dataclass(frozen=True, slots=True)
class Request:
    """One use of a command. ``message`` is the message that asked; ``group_id`` the group it is about, if any."""

    command: str
    args: str
    message: Message
    group_id: ChatId | None
    asker: Person
    """Who asked; for an anonymous administrator the person who confirmed it."""
    anonymous: bool = False
    of_staff: bool = False
    """Whether it is an administrator's command: its answer in the group goes after a while."""

    @property
    def in_private(self) -> bool:
        return self.message.chat_id > 0

    @property
    def words(self) -> list[str]:
        return self.args.split()

    def is_late(self, now: datetime) -> bool:
        """Whether it comes from a backlog: too old for an answer."""
        return now - self.message.date > STALE_AFTER


Run = Callable[[Desk, Request, Group], Awaitable[None]]
OnEdit = Callable[[Desk, Group, Message, str | None], Awaitable[None]]
"""Somebody has edited a message of a group; and the arguments, if it now is this command."""
RunPrivate = Callable[[Desk, Request], Awaitable[None]]


class Misused(Refused):
    """The arguments do not fit; answered with the correct form and an example. Nothing has changed."""

    def __init__(self) -> None:
        super().__init__("usage-error")


class NotListed(Refused):
    """A word is not on its list, so it cannot be taken off; answered with the one that may have been meant."""

    def __init__(self, word: str, known: Iterable[str]) -> None:
        near = get_close_matches(word, list(known), 1, ALIKE)
        if near:
            super().__init__("not-listed-near", word=clip(word, LONGEST_SHOWN), nearest=clip(near[0], LONGEST_SHOWN))
        else:
            super().__init__("not-listed", word=clip(word, LONGEST_SHOWN))


@dataclass(frozen=True, slots=True)
class Command:
    """A command. Its one-line description is the text ``command-<name>``.

    ``right``: the Telegram right it stands for. ``secret``: deleted from the group at once and answered in private.
    ``keywords``: what members may type instead. ``reply_keywords``: the same, but only as a reply. ``of_community``:
    decided in the community's mailbox, because what it changes is shared by groups. ``counts_late``: done even from a
    backlog, but then nothing is answered (`Request.is_late`). ``edited``: told of every message a person has edited.
    ``helpers``: helpers of a group may use it there, too.
    """

    name: str
    audience: Audience
    form: str
    example: str
    run: Run | None = None
    run_private: RunPrivate | None = None
    right: str | None = None
    secret: bool = False
    of_community: bool = False
    counts_late: bool = False
    edited: OnEdit | None = None
    helpers: bool = False
    keywords: tuple[str, ...] = ()
    reply_keywords: tuple[str, ...] = ()
