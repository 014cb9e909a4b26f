"""Chats, who is in them and how one gets in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from bot.sandbox.rights import (
    ALL_PERMISSIONS,
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    NO_PERMISSIONS,
    PERMISSIONS,
    USUAL_PERMISSIONS,
)

if TYPE_CHECKING:
    from bot.sandbox.messages import Message
    from bot.sandbox.people import User
    from bot.sandbox.world import World

Json = dict[str, Any]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
ChatType = Literal["private", "group", "supergroup", "channel"]
FIVE_MINUTES = timedelta(minutes=5)


@dataclass(slots=True, eq=False)
class Member:
    """One person's standing in one chat. `until_date` None means for ever."""

    user: User
    status: Status = "left"
    rights: frozenset[str] = frozenset()
    allowed: Mapping[str, bool] = field(default_factory=lambda: ALL_PERMISSIONS)
    until_date: datetime | None = None
    present: bool = False
    """Whether a restricted person is in the chat (is_member)."""
    custom_title: str | None = None
    tag: str | None = None
    promoted_by: User | None = None
    joined_at: datetime | None = None

    @property
    def inside(self) -> bool:
        return self.status in ("creator", "administrator", "member") or (self.status == "restricted" and self.present)

    @property
    def is_admin(self) -> bool:
        return self.status in ("creator", "administrator")

    @property
    def permissions(self) -> dict[str, bool]:
        """What this member may do by its own standing (the chat's defaults not counted)."""
        if self.status == "restricted":
            return dict(self.allowed)
        return dict(ALL_PERMISSIONS if self.inside else NO_PERMISSIONS)

    def may(self, right: str) -> bool:
        """Whether an administrator has `right`; the creator has all."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)

    def shape(self, channel: bool = False) -> Json:
        """The ChatMember object, with every field the clients insist on."""
        shape: Json = {"user": self.user.shape(), "status": self.status}
        match self.status:
            case "creator":
                shape["is_anonymous"] = "is_anonymous" in self.rights
            case "administrator":
                shape["can_be_edited"] = self.promoted_by is not None and self.promoted_by.is_bot
                for name in (*GROUP_RIGHTS, *(CHANNEL_RIGHTS if channel else ())):
                    shape[name] = name in self.rights
                shape["can_manage_voice_chats"] = shape["can_manage_video_chats"]
            case "restricted":
                for name in PERMISSIONS:
                    shape[name] = self.allowed[name]
                shape["can_send_media_messages"] = self.allowed["can_send_photos"]
                shape["is_member"] = self.present
                shape["until_date"] = _unix(self.until_date)
            case "kicked":
                shape["until_date"] = _unix(self.until_date)
        if self.custom_title and self.is_admin:
            shape["custom_title"] = self.custom_title
        if self.tag and self.status in ("member", "restricted"):
            shape["tag"] = self.tag
        return shape


def _unix(moment: datetime | None) -> int:
    return 0 if moment is None else int(moment.timestamp())


@dataclass(slots=True, eq=False)
class InviteLink:
    """A way in. `limit` None means no limit on how many may use it."""

    url: str
    creator: User
    name: str | None = None
    expires_at: datetime | None = None
    limit: int | None = None
    creates_join_request: bool = False
    is_primary: bool = False
    is_revoked: bool = False
    used: int = 0
    pending: int = 0

    def open_at(self, now: datetime) -> bool:
        """Whether it lets anybody in at `now`."""
        expired = self.expires_at is not None and now >= self.expires_at
        full = self.limit is not None and self.used >= self.limit
        return not (self.is_revoked or expired or full)

    def shape(self) -> Json:
        shape: Json = {
            "invite_link": self.url,
            "creator": self.creator.shape(),
            "creates_join_request": self.creates_join_request,
            "is_primary": self.is_primary,
            "is_revoked": self.is_revoked,
        }
        if self.name:
            shape["name"] = self.name
        if self.expires_at is not None:
            shape["expire_date"] = int(self.expires_at.timestamp())
        if self.limit is not None:
            shape["member_limit"] = self.limit
        if self.creates_join_request and self.pending:
            shape["pending_join_request_count"] = self.pending
        return shape


@dataclass(slots=True, eq=False)
class JoinRequest:
    """Somebody's wish to join: pending, then approved, declined or cancelled. `decided_by` is who let them in or not."""

    user: User
    chat: Chat
    date: datetime
    link: InviteLink | None = None
    status: Literal["pending", "approved", "declined", "cancelled"] = "pending"
    query_id: str | None = None
    decided_by: User | None = None
    decided_at: datetime | None = None

    def opens_private_chat(self, now: datetime) -> bool:
        """Whether the bot may write to user_chat_id: for five minutes, until the request is processed."""
        return self.status == "pending" and now - self.date <= FIVE_MINUTES


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat, group, supergroup or channel.

    Switches a test may turn: `joins_are_shown` (service messages about people coming and going),
    `requires_approval` (joining without a link becomes a request).
    """

    world: World
    id: int
    type: ChatType
    title: str
    username: str | None = None
    forum: bool = False
    description: str = ""
    owner: User | None = None
    peer: User | None = None
    permissions: Mapping[str, bool] = field(default_factory=lambda: USUAL_PERMISSIONS)
    members: dict[int, Member] = field(default_factory=dict)
    stored: dict[int, Message] = field(default_factory=dict)
    links: dict[str, InviteLink] = field(default_factory=dict)
    requests: dict[int, JoinRequest] = field(default_factory=dict)
    topics: dict[int, Json] = field(default_factory=dict)
    pins: list[Message] = field(default_factory=list)
    banned_chats: set[int] = field(default_factory=set)
    linked: Chat | None = None
    joins_are_shown: bool = True
    requires_approval: bool = False
    guarded: bool = False
    """Whether the bot is the guard of this chat: requests then carry a query_id."""
    migrated_to: Chat | None = None
    gone: bool = False
    started: bool = False
    """Private chats: whether the person has opened the chat with the bot."""
    blocked: bool = False
    """Private chats: whether the person has blocked the bot."""
    last_message_id: int = 0
    last_ephemeral_id: int = 0
    ephemerals: list[Message] = field(default_factory=list)
    _shape: Json | None = None

    @property
    def messages(self) -> list[Message]:
        """What is visible now, service messages included, oldest first."""
        return list(self.stored.values())

    @property
    def texts(self) -> list[str]:
        """Texts and captions visible now, oldest first."""
        return [message.content for message in self.stored.values() if message.content]

    def member(self, person: User | int) -> Member:
        """The standing of `person` now; somebody never seen has status "left"."""
        user_id = person if isinstance(person, int) else person.id
        member = self.members.get(user_id)
        if member is None:
            member = Member(self.world.users[user_id])
            self.members[user_id] = member
        elif member.until_date is not None and member.until_date <= self.world.clock.now():
            member.status = "left" if member.status == "kicked" or not member.present else "member"
            member.until_date = None
            member.allowed = ALL_PERMISSIONS
        return member

    @property
    def admins(self) -> list[Member]:
        """Creator first, then administrators."""
        found = [member for member in self.members.values() if member.is_admin]
        return sorted(found, key=lambda member: member.status != "creator")

    @property
    def people(self) -> list[User]:
        """Everybody who is in, the bot included."""
        return [self.members[user_id].user for user_id in list(self.members) if self.member(user_id).inside]

    def request(self, person: User) -> JoinRequest | None:
        """The latest join request of `person`, whatever became of it."""
        return self.requests.get(person.id)

    def allows(self, person: User, permission: str) -> bool:
        """Whether `person` may do `permission` here: inside, not restricted, and the chat's defaults allow it."""
        member = self.member(person)
        if member.is_admin:
            return self.type != "channel" or member.may("can_post_messages")
        if not member.inside or self.type == "channel":
            return False
        return self.permissions[permission] and (member.status != "restricted" or member.allowed[permission])

    def changed(self) -> None:
        """Forget the cached JSON after a change of name or kind."""
        self._shape = None

    def shape(self) -> Json:
        """The Chat object."""
        if self._shape is not None:
            return self._shape
        shape: Json = {"id": self.id, "type": self.type}
        if self.peer is not None:
            shape["first_name"] = self.peer.name
            if self.peer.last_name:
                shape["last_name"] = self.peer.last_name
            if self.peer.username:
                shape["username"] = self.peer.username
        else:
            shape["title"] = self.title
            if self.username:
                shape["username"] = self.username
        if self.forum:
            shape["is_forum"] = True
        if self.type == "group":
            shape["all_members_are_administrators"] = False
        self._shape = shape
        return shape

    def __repr__(self) -> str:
        return f"<Chat {self.id} {self.title}>"
