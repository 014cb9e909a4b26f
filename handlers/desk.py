"""The desk: what a handler works at. It reads and writes through the work, and says things in the right language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.effect import AnswerPress, Button, Buttons, Lane, Repeat, SendMessage
from bot.core.event import Person
from bot.core.ids import EffectId
from bot.core.text import Markup, split
from bot.features.digest.service import TopicFinder
from bot.features.moderation.model import Told
from bot.features.moderation.settings import ModerationSettings
from bot.features.settings.model import Admin, BotStatus, Group
from bot.runtime.work import Work
from bot.texts import Texts, Value
from handlers.keyboards import Press
from storage import View

LONGEST_TOAST = 200
PRESS_PATIENCE = timedelta(seconds=15)
ONE_PATIENCE = timedelta(minutes=2)

Rows = Sequence[Sequence[Button]]


class Directory(Protocol):
    """Who runs a group, asked of Telegram while a decision is gathered; with a timeout, never inside a transaction."""

    async def admins(self, chat_id: int) -> list[Admin] | None:
        """The administrators now, or None when Telegram does not say in time."""
        ...

    async def member_count(self, chat_id: int) -> int | None:
        """How many people a group has now, or None when Telegram does not say in time."""
        ...

    async def name_of(self, chat_id: int, user_id: int) -> str | None:
        """The name somebody in a group has now, or None when Telegram does not say in time."""
        ...


@dataclass(frozen=True, slots=True)
class BotIdentity:
    """The bot's own account."""

    id: int
    username: str
    name: str

    def start_link(self, payload: str = "start") -> str:
        """A link that opens the private chat and presses Start with a payload (``A-Za-z0-9_-``, at most 64)."""
        return f"https://t.me/{self.username}?start={payload}"


@dataclass(frozen=True, slots=True)
class House:
    """What stays the same from update to update."""

    texts: Texts
    directory: Directory
    identity: Callable[[], BotIdentity]
    serves: Callable[[int], bool]
    """Whether the operator lets the bot serve this group."""
    version: str
    started_at: datetime
    """Since when the bot has been running; what was due before was missed."""
    seed: Callable[[], int]
    """A number that nobody can guess, from which an applicant's questions are made."""
    pseudonym: Callable[[int], int]
    """A number that stands for somebody who asked to be forgotten, always the same one."""
    topics: TopicFinder = field(default_factory=TopicFinder)
    shows_to_one: Callable[[], bool] = lambda: False
    """Whether the server knows messages that one member of a group alone sees."""
    has_outside_list: bool = False
    """Whether the operator has named an outside anti-spam list to ask about who comes in."""


async def language_of(store: View, texts: Texts, chat_id: int, fallback: str | None = None) -> str:
    """The language to use in a chat: of a person in private the one they chose, else their app's, else ``fallback``;
    of a group its own."""
    if chat_id < 0:
        group = await store.groups.find(chat_id)
        return group.language if group is not None else fallback or texts.default
    known = await store.people.find(chat_id)
    if known is not None and known.speaks is not None:
        return texts.match(known.speaks)
    return fallback or texts.default


class Desk:
    """One update's desk."""

    __slots__ = ("actor", "house", "work")

    def __init__(self, house: House, work: Work) -> None:
        self.house = house
        self.work = work
        self.actor: Person | None = None
        """Who has asked for what is being decided; None when nobody did."""

    @property
    def store(self) -> View:
        return self.work.store

    @property
    def now(self) -> datetime:
        return self.work.now

    @property
    def bot(self) -> BotIdentity:
        return self.house.identity()

    async def group(self, chat_id: int) -> Group | None:
        """The group as the bot knows it; None for private chats and groups it has never seen."""
        return await self.store.groups.find(chat_id) if chat_id < 0 else None

    def say(self, language: str, key: str, **values: Value) -> Markup:
        """A sentence. Plain strings are escaped; ids go in as strings."""
        return self.house.texts.say(language, key, **values)

    async def language_of(self, chat_id: int, fallback: str | None = None) -> str:
        """See `language_of`."""
        return await language_of(self.store, self.house.texts, chat_id, fallback)

    def send(
        self,
        chat_id: int,
        text: Markup,
        buttons: Rows = (),
        *,
        reply_to: int | None = None,
        thread_id: int | None = None,
        silent: bool = False,
        repeat: Repeat | None = None,
        lane: Lane | None = None,
        handle: str | None = None,
        after: EffectId | None = None,
        expires_at: datetime | None = None,
        report: str | None = None,
        memo: str = "",
        only_for: int | None = None,
    ) -> EffectId:
        """Say something in a chat; a long text becomes several messages, the buttons under the last.

        ``only_for``: the member of a group who alone sees it; see `tell_one`. Returns the last message's effect.
        """
        parts = split(text)
        for part in parts[:-1]:
            after = self.work.emit(
                SendMessage(chat_id, part, (), reply_to, thread_id, silent, only_for=only_for),
                repeat=repeat,
                lane=lane,
                after=after,
                expires_at=expires_at,
            )
        return self.work.emit(
            SendMessage(chat_id, parts[-1], _frozen(buttons), reply_to, thread_id, silent, only_for=only_for),
            repeat=repeat,
            lane=lane,
            after=after,
            expires_at=expires_at,
            handle=handle,
            report=report,
            memo=memo,
        )

    async def tell_one(self, group: Group, user_id: int, text: Markup, *, thread_id: int | None = None) -> bool:
        """Tell one member of a group something that nobody else sees: there if the server can, else in private.

        Without a sound, and not worth saying later than soon. Says whether there is a way to tell them.
        """
        soon = self.now + ONE_PATIENCE
        if self.house.shows_to_one():
            self.send(group.chat_id, text, thread_id=thread_id, silent=True, only_for=user_id, expires_at=soon)
        elif await self.store.people.reachable([user_id]):
            self.send(user_id, text, silent=True, expires_at=soon)
        else:
            return False
        return True

    def answer(self, press: Press, text: Markup | None = None, *, alert: bool = False) -> None:
        """Answer a press with a toast of at most 200 characters; dropped when it would come too late."""
        shown = text.plain()[:LONGEST_TOAST] if text is not None else ""
        self.work.emit(AnswerPress(press.chat_id, press.query_id, shown, alert), expires_at=self.now + PRESS_PATIENCE)

    async def admin_chat(self, group: Group) -> Group | None:
        """The admins' own group that gets this group's cards, as long as the bot is in it."""
        chat_id = group.settings(ModerationSettings).admin_chat
        place = await self.group(chat_id) if chat_id is not None else None
        return None if place is None or place.bot_status is BotStatus.GONE else place

    async def audience(self, group: Group) -> tuple[Told, ...]:
        """Where a card is shown, each with its language: the admins' own group where there is one, else every
        administrator and owner who pressed Start. Nobody: it is noted, and `/status` says so.
        """
        place = await self.admin_chat(group)
        if place is not None:
            return (Told(place.chat_id, place.language),)
        reachable = await self.store.people.reachable(group.staff)
        if not reachable:
            self.store.troubles(group.chat_id).note("nobody_reachable", self.now)
        match = self.house.texts.match
        return tuple(Told(p.user_id, match(p.speaks) if p.speaks else group.language) for p in reachable)

    async def tell_staff(
        self,
        group: Group,
        compose: Callable[[str], tuple[Markup, Rows]],
        *,
        handle: str | None = None,
        lane: Lane | None = None,
        silent: bool = False,
    ) -> tuple[Told, ...]:
        """Show a card to the ``audience``, each in their language; returns who got it.

        ``compose(language)`` gives text and buttons. ``handle`` becomes ``handle:<chat id>``.
        """
        told = await self.audience(group)
        for one in told:
            text, buttons = compose(one.language)
            self.send(
                one.user_id,
                text,
                buttons,
                repeat=Repeat.WANTED,
                lane=lane,
                silent=silent,
                handle=f"{handle}:{one.user_id}" if handle else None,
            )
        return told


def _frozen(buttons: Rows) -> Buttons:
    return tuple(tuple(row) for row in buttons)
