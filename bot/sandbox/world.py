"""The world: accounts, chats, files, and the one door through which it tells the bot and the audience."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.sandbox.chats import Chat, Member
from bot.sandbox.clock import Clock
from bot.sandbox.files import Files
from bot.sandbox.journal import EventKind, WorldEvent
from bot.sandbox.messages import Message, Poll
from bot.sandbox.updates import UpdateQueue

if TYPE_CHECKING:
    from bot.sandbox.people import User
    from bot.sandbox.presses import Press

SUPERGROUP_BASE = -1_000_000_000_000
ANONYMOUS_ADMIN = 1087968824
CHANNEL_BOT = 136817688
TELEGRAM = 777000


class World:
    """State of everything. Nothing in it waits: each change is complete when the call returns."""

    def __init__(self, clock: Clock, seed: int) -> None:
        self.clock = clock
        self.random = random.Random(seed)
        self.users: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.queue = UpdateQueue(clock, first_id=self.random.randint(2_000_001, 900_000_000))
        self.polls: dict[str, Message] = {}
        self.presses: dict[str, Press] = {}
        self.commands: dict[tuple[str, str], list[dict[str, Any]]] = {}
        """By scope (JSON with sorted keys) and language."""
        self.profile: dict[tuple[str, str], str] = {}
        """The bot's name, description and short_description, by field and language."""
        self.on_change: list[Callable[[], None]] = []
        self.on_event: list[Callable[[WorldEvent], None]] = []
        self.bot: User
        self.reads_everything = False
        """BotFather's privacy mode, off when True (can_read_all_group_messages)."""
        self._last_user_id = self.random.randint(5_000_000_000, 5_900_000_000)
        self._last_supergroup = self.random.randint(1_500_000_000, 1_900_000_000)
        self._last_group = self.random.randint(4_000_000_000, 4_900_000_000)
        self._shared_message_id = 0
        self._last_number = self.random.randint(10**17, 9 * 10**17)

    def new_user_id(self) -> int:
        """Ids of people who come later are higher, with gaps."""
        self._last_user_id += self.random.randint(1, 90_000)
        return self._last_user_id

    def new_chat_id(self, supergroup: bool) -> int:
        if supergroup:
            self._last_supergroup += self.random.randint(1, 9_000)
            return SUPERGROUP_BASE - self._last_supergroup
        self._last_group += self.random.randint(1, 9_000)
        return -self._last_group

    def new_number(self) -> str:
        """An id for a callback query, poll, album or join query: 18 digits or so, ascending."""
        self._last_number += self.random.randint(1, 1_000_000)
        return str(self._last_number)

    def new_hash(self) -> str:
        """The secret part of an invite link."""
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
        return "".join(self.random.choices(letters, k=16))

    def new_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count for themselves; private chats and basic groups share one sequence."""
        if chat.type in ("supergroup", "channel"):
            chat.last_message_id += 1
            return chat.last_message_id
        self._shared_message_id += 1
        return self._shared_message_id

    def user_by_name(self, username: str) -> User | None:
        wanted = username.lstrip("@").lower()
        return next((user for user in self.users.values() if (user.username or "").lower() == wanted), None)

    def chat_by_name(self, username: str) -> Chat | None:
        """A supergroup or channel by its public name."""
        wanted = username.lstrip("@").lower()
        named = (chat for chat in self.chats.values() if chat.peer is None)
        return next((chat for chat in named if (chat.username or "").lower() == wanted), None)

    def bot_member(self, chat: Chat) -> Member:
        return chat.member(self.bot)

    def keep(self, message: Message) -> Message:
        """Put a new message into its chat."""
        message.chat.stored[message.message_id] = message
        if message.poll is not None:
            self.polls[message.poll.id] = message
        return message

    def tell(self, kind: str, payload: Any, key: str) -> None:
        """Queue an update for the bot and wake whoever waits for a change."""
        self.queue.push(kind, payload, key)
        self.changed()

    def tell_message(self, kind: str, message: Message) -> None:
        """Queue a new or edited message if the bot may see it: privacy mode hides ordinary talk from a plain member."""
        if self.sees(message):
            self.queue.push(kind, message.shape(), f"chat {message.chat.id}")
        self.changed()

    def sees(self, message: Message) -> bool:
        """Whether the bot receives this message."""
        chat = message.chat
        if chat.type == "private":
            return message.sender is not self.bot or message.service is not None
        member = self.bot_member(chat)
        if not member.inside:
            return bool(message.service and message.service.get("left_chat_member") == self.bot.shape())
        if message.sender is self.bot and not message.service:
            return False
        if message.sender is not None and message.sender.is_bot and message.sender.is_ordinary_bot:
            return bool(message.service)
        if member.is_admin or self.reads_everything or message.service or chat.type == "channel":
            return True
        if message.reply_to is not None and message.reply_to.sender is self.bot:
            return True
        return any(
            entity["type"] == "bot_command" and self._meant_for_bot(message.content, entity)
            for entity in message.entities
        )

    def _meant_for_bot(self, text: str, entity: dict[str, Any]) -> bool:
        command = text[entity["offset"] : entity["offset"] + entity["length"]]
        _, _, addressee = command.partition("@")
        return not addressee or addressee.lower() == (self.bot.username or "").lower()

    def tell_poll(self, poll: Poll) -> None:
        """Queue the state of a poll the bot sent."""
        if poll.by_bot:
            self.tell("poll", poll.shape(), f"poll {poll.id}")

    def happened(
        self,
        kind: EventKind,
        chat: Chat,
        actor: User | None,
        message: Message | None = None,
        **about: Any,
    ) -> None:
        """Tell the audience, then whoever waits for a change."""
        if self.on_event:
            event = WorldEvent(self.now(), kind, chat, actor, message, **about)
            for listener in list(self.on_event):
                listener(event)
        self.changed()

    def changed(self) -> None:
        for listener in self.on_change:
            listener()

    def now(self) -> datetime:
        return self.clock.now()
