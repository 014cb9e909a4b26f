"""People and bots, and everything a person can do, each a plain verb that takes effect at once."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from bot.sandbox import joining, membership, presses, speech
from bot.sandbox.chats import Chat, InviteLink, JoinRequest
from bot.sandbox.entities import Entity
from bot.sandbox.files import document_shape, photo_shape, sticker_shape
from bot.sandbox.keyboards import Button
from bot.sandbox.messages import Message, Poll
from bot.sandbox.presses import Press
from bot.sandbox.rights import ALL_RIGHTS, NO_PERMISSIONS, PERMISSIONS, rights_from

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

    def deletes(self, message: Message) -> None:
        """Delete one's own message, or another's as an administrator; the bot is not told."""
        if message.sender is not self and message.chat.type != "private":
            self._needs(message.chat, "can_delete_messages")
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
        parts = urlsplit(url)
        if parts.scheme == "tg":
            query = parse_qs(parts.query)
            if parts.netloc == "join":
                return self._follows(query["invite"][0])
            if parts.netloc == "resolve" and query.get("domain") == [self.world.bot.username]:
                return self.says_privately(" ".join(["/start", *query.get("start", [])]))
            return None
        path = parts.path.strip("/")
        if parts.netloc not in ("t.me", "telegram.me"):
            return None
        if path.startswith(("+", "joinchat/")):
            return self._follows(path.removeprefix("joinchat/"))
        if path.lower() == (self.world.bot.username or "").lower():
            return self.says_privately(" ".join(["/start", *parse_qs(parts.query).get("start", [])]))
        return None

    def _follows(self, secret: str) -> bool:
        found = joining.link_at(self.world, secret)
        return found is not None and joining.join(self, *found)

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

    def makes_link(self, chat: Chat, name: str | None = None, request: bool = False) -> InviteLink:
        self._needs(chat, "can_invite_users")
        link = joining.new_link(chat, self, request=request)
        link.name = name
        return link

    def blocks_bot(self) -> None:
        self._private_standing(blocked=True)

    def unblocks_bot(self) -> None:
        self._private_standing(blocked=False)

    def _private_standing(self, blocked: bool) -> None:
        chat = self.private
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        bot = self.world.bot.shape()
        member: Json = {"user": bot, "status": "member"}
        kicked: Json = {"user": bot, "status": "kicked", "until_date": 0}
        update = {
            "chat": chat.shape(),
            "from": self.shape(),
            "date": int(self.world.now().timestamp()),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }
        self.world.tell("my_chat_member", update, f"my chat {chat.id}")
        self.world.happened("blocked" if blocked else "unblocked", chat, self)

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
        bot = self.world.bot
        if rights := tuple(rights):
            membership.promote(chat, bot, self, rights_from(rights))
        else:
            if chat.member(bot).status == "kicked":
                membership.unban(chat, bot, self)
            membership.admit(chat, bot, self)

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
        self._needs(chat, "can_promote_members")
        membership.promote(chat, other, self, rights_from(rights))
        chat.member(other).custom_title = title

    def demotes(self, other: User, chat: Chat) -> None:
        self._needs(chat, "can_promote_members")
        membership.promote(chat, other, self, frozenset())

    def restricts(
        self,
        other: User,
        chat: Chat,
        permissions: Mapping[str, bool] = NO_PERMISSIONS,
        until: datetime | None = None,
    ) -> None:
        """Limit `other`; permissions not named are taken away."""
        self._needs(chat, "can_restrict_members")
        full = {name: bool(permissions.get(name)) for name in PERMISSIONS}
        membership.restrict(chat, other, self, full, until)

    def bans(self, other: User, chat: Chat, until: datetime | None = None) -> None:
        self._needs(chat, "can_restrict_members")
        membership.ban(chat, other, self, until)

    def unbans(self, other: User, chat: Chat) -> None:
        self._needs(chat, "can_restrict_members")
        membership.unban(chat, other, self)

    def approves(self, other: User, chat: Chat) -> None:
        """Let an applicant in; raises LookupError without a pending request."""
        self._needs(chat, "can_invite_users")
        joining.approve(self._pending(other, chat), self)

    def declines(self, other: User, chat: Chat) -> None:
        """Refuse an applicant; raises LookupError without a pending request."""
        self._needs(chat, "can_invite_users")
        joining.decline(self._pending(other, chat), self)

    def _pending(self, other: User, chat: Chat) -> JoinRequest:
        request = chat.requests.get(other.id)
        if request is None or request.status != "pending":
            raise LookupError(f"{other.name} has no pending request in {chat.title}")
        return request

    def pins(self, message: Message) -> None:
        """Pin, with the service message."""
        self._needs(message.chat, "can_pin_messages")
        message.pinned = True
        message.chat.pins.append(message)
        membership.announce(message.chat, self, {"pinned_message": message.shape(nested=True)})
        self.world.happened("pinned", message.chat, self, message)

    def creates_topic(self, chat: Chat, name: str) -> int:
        """A new topic of a forum; returns its thread id."""
        topic = {"name": name, "icon_color": 7322096}
        thread = chat.last_message_id + 1
        membership.announce(chat, self, {"forum_topic_created": topic}, thread=thread)
        chat.topics[thread] = {**topic, "closed": False}
        return thread

    def _needs(self, chat: Chat, right: str) -> None:
        member = chat.member(self)
        if not member.may(right) and not (chat.type == "group" and member.status == "creator"):
            raise PermissionError(f"{self.name} is {member.status} in {chat.title} without {right}")

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
