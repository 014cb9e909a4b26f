"""Invite links and join requests."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.sandbox import membership
from bot.sandbox.chats import InviteLink, JoinRequest

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from bot.sandbox.people import User
    from bot.sandbox.world import World

QUERY_SECONDS = timedelta(seconds=10)
"""How long the guard bot of a chat has to answer a join query (Bot API 10.1)."""


def new_link(chat: Chat, creator: User, primary: bool = False, request: bool = False) -> InviteLink:
    """A link that lets anybody in, or, with `request`, lets anybody ask."""
    link = InviteLink(
        f"https://t.me/+{chat.world.new_hash()}", creator, creates_join_request=request, is_primary=primary
    )
    chat.links[link.url] = link
    return link


def link_at(world: World, url: str) -> tuple[Chat, InviteLink] | None:
    """Whose link `url` is."""
    secret = url.rpartition("+")[2] or url
    for chat in world.chats.values():
        for link in chat.links.values():
            if link.url.rpartition("+")[2] == secret:
                return chat, link
    return None


def join(person: User, chat: Chat, link: InviteLink | None = None) -> bool:
    """Come in by `link`, or through the open door; where approval is needed it becomes a request. True when inside."""
    if (link.creates_join_request if link is not None else chat.requires_approval) and not chat.member(person).inside:
        ask(person, chat, link)
        return False
    if link is not None and not link.open_at(chat.world.now()):
        return False
    return membership.admit(chat, person, person, link)


def ask(person: User, chat: Chat, link: InviteLink | None = None) -> JoinRequest:
    """Ask to join. Asking again while pending says nothing new; the banned are refused without the bot hearing of it."""
    world = chat.world
    member = chat.member(person)
    if member.inside:
        raise ValueError(f"{person.name} is already in {chat.title}")
    existing = chat.requests.get(person.id)
    if existing is not None and existing.status == "pending":
        return existing
    request = JoinRequest(person, chat, world.now(), link)
    if member.status == "kicked" or (link is not None and not link.open_at(world.now())):
        request.status = "declined"
        return request
    chat.requests[person.id] = request
    if link is not None:
        link.pending += 1
    bot = world.bot_member(chat)
    if chat.guarded and bot.is_admin:
        request.query_id = world.new_number()
    if bot.may("can_invite_users"):
        world.tell("chat_join_request", _shape(request), f"member {person.id}")
    world.happened("asked", chat, person, request=request)
    return request


def _shape(request: JoinRequest) -> dict[str, object]:
    shape: dict[str, object] = {
        "chat": request.chat.shape(),
        "from": request.user.shape(),
        "user_chat_id": request.user.id,
        "date": int(request.date.timestamp()),
    }
    if request.user.bio:
        shape["bio"] = request.user.bio
    if request.link is not None:
        shape["invite_link"] = request.link.shape()
    if request.query_id is not None:
        shape["query_id"] = request.query_id
    return shape


def _settle(request: JoinRequest, by: User) -> None:
    request.decided_by = by
    request.decided_at = request.chat.world.now()
    if request.link is not None:
        request.link.pending -= 1


def approve(request: JoinRequest, by: User) -> None:
    """Let the applicant in; the request must be pending."""
    request.status = "approved"
    _settle(request, by)
    chat = request.chat
    chat.world.happened("approved", chat, by, request=request)
    membership.admit(chat, request.user, by, request.link, via_request=request.link is None)


def decline(request: JoinRequest, by: User) -> None:
    """Refuse the applicant; the request must be pending."""
    request.status = "declined"
    _settle(request, by)
    request.chat.world.happened("declined", request.chat, by, request=request)


def cancel(request: JoinRequest) -> None:
    """The applicant takes the request back; nobody is told."""
    request.status = "cancelled"
    _settle(request, request.user)
    request.chat.world.changed()
