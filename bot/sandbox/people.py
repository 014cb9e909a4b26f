"""People and bots, and everything a person can do, each a plain verb that takes effect at once."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.sandbox import administration, joining, links, membership, presses, speech
from bot.sandbox.chats import Chat, InviteLink, JoinRequest
from bot.sandbox.entities import Entity
from bot.sandbox.files import document_shape, photo_shape, sticker_shape
from bot.sandbox.keyboards import Button
from bot.sandbox.messages import Message, Poll
from bot.sandbox.presses import Press
from bot.sandbox.rights import ALL_RIGHTS, NO_PERMISSIONS

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class User:
    """An account. Verbs that need a right the person lacks raise PermissionError: that is a mistake of the test."""

    world: World
    id: int
    name: str
    username: str | None = None
    language: str | None = None
    bio: str | None = None
    last_name: str | None = None
    is_bot: bool = False
    is_premium: bool = False
    hides_forwards: bool = False
    deactivated: bool = False
    is_ordinary_bot: bool = False
    """Another community's bot, whose messages bots do not get."""
    _shape: Json | None = None

    @property
    def first_name(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        return f"{self.name} {self.last_name}" if self.last_name else self.name

    @property
    def private(self) -> Chat:
        """The private chat with the bot; it exists before it is started."""
        chat = self.world.chats.get(self.id)
        if chat is None:
            chat = Chat(self.world, self.id, "private", self.full_name, peer=self)
            self.world.chats[self.id] = chat
        return chat

    @property
    def inbox(self) -> list[Message]:
        """What the bot sent in private and is still there, oldest first."""
        return [message for message in self.private.stored.values() if message.sender is self.world.bot]

    @property
    def last(self) -> Message:
        """The newest of the inbox; raises LookupError when it is empty."""
        inbox = self.inbox
        if not inbox:
            raise LookupError(f"the bot has sent {self.name} nothing")
        return inbox[-1]

    @property
    def whispers(self) -> list[Message]:
        """Ephemeral messages of groups that only this person sees, oldest first."""
        chats = self.world.chats.values()
        return [message for chat in chats for message in chat.ephemerals if message.receiver is self]

    # --- speaking -----------------------------------------------------------------------------------------------

    def says(
        self,
        chat: Chat,
        text: str,
        *,
        reply_to: Message | None = None,
        thread: int | Message | None = None,
        as_channel: Chat | None = None,
        anonymously: bool = False,
        entities: Sequence[Entity] | None = None,
        extra: Json | None = None,
    ) -> Message | None:
        """Write in a chat; None when not allowed. `extra` adds raw Message fields (quote, via_bot, contact…)."""
        return speech.speak(
            self,
            chat,
            text=text,
            reply_to=reply_to,
            thread=thread,
            as_channel=as_channel,
            anonymously=anonymously,
            entities=entities,
            extra=extra,
        )

    def says_privately(self, text: str, *, reply_to: Message | None = None) -> Message | None:
        """Write to the bot, which opens the chat; None while the bot is blocked."""
        return speech.speak(self, self.private, text=text, reply_to=reply_to)

    def sends(self, chat: Chat, kind: str, fields: Json, caption: str | None = None) -> Message | None:
        """Send any content: `fields` as in Message, e.g. sends(group, "contact", {"contact": {...}})."""
        return speech.speak(self, chat, kind, caption=caption, extra=dict(fields))

    def sends_photo(
        self,
        chat: Chat,
        picture: bytes,
        caption: str | None = None,
        album: str | None = None,
        *,
        reply_to: Message | None = None,
        thread: int | Message | None = None,
    ) -> Message | None:
        """A picture; pictures with the same `album` (any string) belong together."""
        file = self.world.files.store(picture, "photo.png", "image/png", prefix="AgAC")
        return speech.speak(
            self,
            chat,
            "photo",
            caption=caption,
            media=photo_shape(file),
            file_id=file.file_id,
            album=album,
            reply_to=reply_to,
            thread=thread,
        )

    def sends_document(
        self, chat: Chat, content: bytes, name: str = "file.txt", caption: str | None = None
    ) -> Message | None:
        """A file called `name`."""
        file = self.world.files.store(content, name, mimetypes.guess_type(name)[0] or "application/octet-stream")
        shape = document_shape(file)
        return speech.speak(self, chat, "document", caption=caption, media=shape, file_id=file.file_id)

    def sends_sticker(self, chat: Chat, emoji: str = "🔥") -> Message | None:
        file = self.world.files.store(emoji.encode(), "sticker.webp", "image/webp", prefix="CAAC")
        return speech.speak(self, chat, "sticker", media=sticker_shape(file, emoji), file_id=file.file_id)

    def sends_poll(self, chat: Chat, question: str, options: Sequence[str], anonymous: bool = True) -> Message | None:
        poll = Poll(self.world.new_number(), question, list(options), anonymous, by_bot=False)
        return speech.speak(self, chat, "poll", poll=poll)

    def forwards(self, message: Message, to: Chat) -> Message | None:
        """Forward into `to`, with its origin."""
        return speech.speak(
            self,
            to,
            message.kind,
            text=message.text,
            caption=message.caption,
            entities=message.entities,
            media=message.media,
            file_id=message.file_id,
            extra=speech.origin(message),
        )

    def edits(self, message: Message, text: str) -> Message:
        """Change one's own message; the same words again still send an update, as Telegram sometimes does."""
        if message.deleted:
            raise LookupError(f"{message!r} was deleted")
        speech.edit(message, self, text)
        return message

    def edits_photo(self, message: Message, picture: bytes) -> Message:
        """Put another picture into one's own message; the caption stays."""
        file = self.world.files.store(picture, "photo.png", "image/png", prefix="AgAC")
        message.edits.append(message.content)
        message.media, message.file_id = photo_shape(file), file.file_id
        speech.edited(message, self)
        return message

    def deletes(self, message: Message) -> None:
        """Delete one's own message, or another's as an administrator; the bot is not told."""
        if message.sender is not self and message.chat.type != "private":
            administration.needs(self, message.chat, "can_delete_messages")
        if not message.deleted:
            speech.delete(message, self)

    def reacts(self, message: Message, *emoji: str) -> bool:
        """Set reactions; none takes them away. False when not allowed."""
        return presses.react(self, message, *emoji)

    def votes(self, message: Message, *options: int | str) -> bool:
        """Vote by index or text; no options take the vote back."""
        return presses.vote(self, message, *options)

    def presses(self, message: Message, button: str | Button, *, stale: bool = False) -> Press:
        """Press the button with this text or callback data. `stale`: although the message was deleted meanwhile."""
        return presses.press(self, message, button, stale)

    def opens(self, url: str) -> Message | bool | None:
        """Follow a t.me link: to the bot with ?start= (says /start PAYLOAD), or an invite. None for anything else."""
        return links.follow(self, url)

    # --- coming and going ---------------------------------------------------------------------------------------

    def joins(self, chat: Chat, link: InviteLink | str | None = None) -> bool:
        """Come in; False when refused, or when it became a join request (`chat.request(person)`)."""
        return joining.join(self, chat, self._link(link))

    def leaves(self, chat: Chat) -> bool:
        return membership.depart(chat, self, self)

    def asks_to_join(self, chat: Chat, link: InviteLink | str | None = None) -> JoinRequest:
        """Ask to be let in."""
        return joining.ask(self, chat, self._link(link))

    def cancels(self, request: JoinRequest) -> None:
        """Take one's own request back."""
        joining.cancel(request)

    def _link(self, link: InviteLink | str | None) -> InviteLink | None:
        if not isinstance(link, str):
            return link
        found = joining.link_at(self.world, link)
        if found is None:
            raise LookupError(f"no chat has the link {link}")
        return found[1]

    def invites(self, other: User, chat: Chat) -> bool:
        """Add somebody; the service message is from this person. A banned person comes back, as Telegram has it."""
        if not chat.allows(self, "can_invite_users") and not chat.member(self).may("can_invite_users"):
            raise PermissionError(f"{self.name} cannot invite to {chat.title}")
        if chat.member(other).status == "kicked":
            membership.unban(chat, other, self)
        return membership.admit(chat, other, self)

    def blocks_bot(self) -> None:
        membership.block(self, True)

    def unblocks_bot(self) -> None:
        membership.block(self, False)

    def renames(self, name: str, last_name: str | None = None) -> None:
        """Take another display name; Telegram sends no update for that."""
        self.name, self.last_name, self._shape = name, last_name, None
        self.private.title = self.full_name
        self.private.changed()
        self.world.changed()

    def deletes_account(self) -> None:
        """Leave everywhere for good; sending to this person is then 403."""
        for chat in list(self.world.chats.values()):
            if chat.type != "private" and self.id in chat.members:
                membership.depart(chat, self, self)
        self.deactivated, self.name, self.last_name, self.username, self._shape = True, "Deleted", None, None, None

    # --- running a chat -----------------------------------------------------------------------------------------

    def adds_bot(self, chat: Chat, rights: Iterable[str] = ()) -> None:
        """Add the bot, as a plain member without `rights`. ALL_RIGHTS gives everything."""
        administration.add_bot(self, chat, tuple(rights))

    def promotes_bot(self, chat: Chat, rights: Iterable[str] = ALL_RIGHTS) -> None:
        """Give the bot exactly `rights`."""
        self.promotes(self.world.bot, chat, rights)

    def demotes_bot(self, chat: Chat) -> None:
        self.demotes(self.world.bot, chat)

    def removes_bot(self, chat: Chat) -> None:
        """Kick the bot out."""
        self.bans(self.world.bot, chat)

    def promotes(self, other: User, chat: Chat, rights: Iterable[str] = ALL_RIGHTS, title: str | None = None) -> None:
        """Make `other` an administrator with exactly `rights`."""
        administration.promote(self, other, chat, rights, title)

    def demotes(self, other: User, chat: Chat) -> None:
        administration.demote(self, other, chat)

    def restricts(
        self,
        other: User,
        chat: Chat,
        permissions: Mapping[str, bool] = NO_PERMISSIONS,
        until: datetime | None = None,
    ) -> None:
        """Limit `other`; permissions not named are taken away."""
        administration.restrict(self, other, chat, permissions, until)

    def bans(self, other: User, chat: Chat, until: datetime | None = None) -> None:
        administration.ban(self, other, chat, until)

    def unbans(self, other: User, chat: Chat) -> None:
        administration.unban(self, other, chat)

    def approves(self, other: User, chat: Chat) -> None:
        """Let an applicant in; raises LookupError without a pending request."""
        administration.approve(self, other, chat)

    def declines(self, other: User, chat: Chat) -> None:
        """Refuse an applicant; raises LookupError without a pending request."""
        administration.decline(self, other, chat)

    def makes_link(self, chat: Chat, name: str | None = None, request: bool = False) -> InviteLink:
        return administration.make_link(self, chat, name, request)

    def pins(self, message: Message) -> None:
        """Pin, with the service message."""
        administration.pin(self, message)

    def creates_topic(self, chat: Chat, name: str) -> int:
        """A new topic of a forum; returns its thread id."""
        return administration.create_topic(self, chat, name)

    def shape(self) -> Json:
        """The User object as updates carry it."""
        if self._shape is None:
            shape: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.name}
            if self.last_name:
                shape["last_name"] = self.last_name
            if self.username:
                shape["username"] = self.username
            if self.language:
                shape["language_code"] = self.language
            if self.is_premium:
                shape["is_premium"] = True
            self._shape = shape
        return self._shape

    def __repr__(self) -> str:
        return f"<User {self.id} {self.full_name}>"
