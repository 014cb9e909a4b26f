"""A message in a chat, a poll in a message, and what their JSON looks like."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.sandbox.entities import Entity
from bot.sandbox.keyboards import Button, Keyboard, buttons
from bot.sandbox.markup import to_html

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.people import User

Json = dict[str, Any]


@dataclass(slots=True)
class Poll:
    """A poll; `votes` maps a person to the indices chosen (from 0)."""

    id: str
    question: str
    options: list[str]
    anonymous: bool = True
    multiple: bool = False
    revoting: bool = True
    kind: str = "regular"
    correct: list[int] = field(default_factory=list)
    explanation: str | None = None
    closed: bool = False
    closes_at: datetime | None = None
    open_period: int | None = None
    by_bot: bool = True
    votes: dict[int, list[int]] = field(default_factory=dict)

    def shape(self) -> Json:
        counts = [sum(index in chosen for chosen in self.votes.values()) for index in range(len(self.options))]
        shape: Json = {
            "id": self.id,
            "question": self.question,
            "options": [
                {"persistent_id": str(index), "text": text, "voter_count": counts[index]}
                for index, text in enumerate(self.options)
            ],
            "total_voter_count": len(self.votes),
            "is_closed": self.closed,
            "is_anonymous": self.anonymous,
            "type": self.kind,
            "allows_multiple_answers": self.multiple,
            "allows_revoting": self.revoting,
            "members_only": False,
        }
        if self.kind == "quiz" and (self.by_bot or self.closed):
            shape["correct_option_ids"] = self.correct
            if len(self.correct) == 1:
                shape["correct_option_id"] = self.correct[0]
        if self.explanation:
            shape["explanation"] = self.explanation
        if self.open_period:
            shape["open_period"] = self.open_period
        if self.closes_at:
            shape["close_date"] = int(self.closes_at.timestamp())
        return shape


@dataclass(slots=True, eq=False)
class Message:
    """One message; it stays an object after its deletion, with `deleted` set.

    `kind` is "text", "photo", "document", "sticker", "poll"… or "service". `entities` and `edits` (earlier texts or
    captions, oldest first) use UTF-16 offsets. `date` is aware UTC.
    """

    message_id: int
    chat: Chat
    date: datetime
    kind: str = "text"
    sender: User | None = None
    sender_chat: Chat | None = None
    text: str | None = None
    caption: str | None = None
    entities: list[Entity] = field(default_factory=list)
    media: Json | None = None
    file_id: str | None = None
    album: str | None = None
    poll: Poll | None = None
    service: Json | None = None
    keyboard: Keyboard | None = None
    reply_to: Message | None = None
    thread: int | None = None
    signature: str | None = None
    extra: Json | None = None
    edit_date: datetime | None = None
    edits: list[str | None] = field(default_factory=list)
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    protected: bool = False
    pinned: bool = False
    deleted: bool = False
    deleted_at: datetime | None = None
    discussion: Message | None = None
    """For a channel post: its automatic copy in the linked group."""
    receiver: User | None = None
    """For an ephemeral message: the one person who sees it."""

    @property
    def id(self) -> int:
        return self.message_id

    @property
    def content(self) -> str:
        """Text or caption, whichever there is, else an empty string."""
        return self.text or self.caption or ""

    @property
    def html(self) -> str:
        """Text or caption with its formatting as HTML."""
        return to_html(self.content, self.entities)

    @property
    def buttons(self) -> list[list[Button]]:
        """Rows of the inline keyboard; empty when there is none."""
        return buttons(self.keyboard)

    @property
    def photo(self) -> str | None:
        """The file id of the picture, or None; its bytes are `sandbox.file(message)`."""
        return self.file_id if self.kind == "photo" else None

    def shape(self, nested: bool = False) -> Json:
        """The Message object of the Bot API; `nested` leaves out what it replies to."""
        shape: Json = {"message_id": self.message_id}
        if self.receiver is not None:
            shape["message_id"] = 0
            shape["ephemeral_message_id"] = self.message_id
            shape["receiver_user"] = self.receiver.shape()
        if self.sender is not None:
            shape["from"] = self.sender.shape()
        if self.sender_chat is not None:
            shape["sender_chat"] = self.sender_chat.shape()
        if self.signature:
            shape["author_signature"] = self.signature
        shape["chat"] = self.chat.shape()
        shape["date"] = int(self.date.timestamp())
        if self.edit_date is not None:
            shape["edit_date"] = int(self.edit_date.timestamp())
        if self.thread is not None:
            shape["message_thread_id"] = self.thread
            if self.chat.forum:
                shape["is_topic_message"] = True
        if self.reply_to is not None and not nested:
            shape["reply_to_message"] = self.reply_to.shape(nested=True)
        if self.extra:
            shape.update(self.extra)
        if self.album:
            shape["media_group_id"] = self.album
        if self.service:
            shape.update(self.service)
        if self.media:
            shape.update(self.media)
        if self.poll:
            shape["poll"] = self.poll.shape()
        if self.text is not None:
            shape["text"] = self.text
            if self.entities:
                shape["entities"] = self.entities
        elif self.caption is not None:
            shape["caption"] = self.caption
            if self.entities:
                shape["caption_entities"] = self.entities
        if self.protected:
            shape["has_protected_content"] = True
        if self.keyboard:
            shape["reply_markup"] = self.keyboard
        return shape

    def inaccessible(self) -> Json:
        """What is left of a deleted message in a callback query."""
        return {"chat": self.chat.shape(), "message_id": self.message_id, "date": 0}

    def __repr__(self) -> str:
        who = self.sender.name if self.sender else self.chat.title
        return f"<Message {self.message_id} in {self.chat.title} by {who}: {self.content[:40] or self.kind!r}>"
