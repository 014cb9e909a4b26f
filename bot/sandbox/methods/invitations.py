"""Invite links and join requests, as the bot handles them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.sandbox import joining
from bot.sandbox.chats import Chat, InviteLink, JoinRequest
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import gate
from bot.sandbox.params import Params
from bot.sandbox.world import World

NAME = 32
MOST = 99_999


def _managed_chat(world: World, params: Params) -> Chat:
    chat = gate.chat_of(world, params)
    if chat.type == "private":
        raise bad_request("can't manage invite links of private chats")
    gate.needs(world, chat, "can_invite_users", "not enough rights to manage chat invite link")
    return chat


def _configure(world: World, link: InviteLink, params: Params) -> None:
    request = params.flag("creates_join_request")
    limit = params.number("member_limit")
    if limit and request:
        raise bad_request("member limit can't be specified for links requiring administrator approval")
    if limit < 0:
        raise bad_request("USAGE_LIMIT_INVALID")
    expires = params.number("expire_date")
    moment = datetime.fromtimestamp(expires, UTC) if expires > 0 else None
    if moment is not None and moment <= world.now():
        raise bad_request("EXPIRE_DATE_INVALID")
    link.name = params.text("name")[:NAME] or None
    link.limit = min(limit, MOST) or None
    link.expires_at = moment
    link.creates_join_request = request


def create(world: World, params: Params) -> Any:
    chat = _managed_chat(world, params)
    trial = InviteLink("", world.bot)
    _configure(world, trial, params)
    link = joining.new_link(chat, world.bot)
    _configure(world, link, params)
    world.changed()
    return link.shape()


def _own(world: World, chat: Chat, params: Params) -> InviteLink:
    link = chat.links.get(params.text("invite_link"))
    if link is None or link.creator is not world.bot:
        raise bad_request("INVITE_HASH_EXPIRED")
    return link


def edit(world: World, params: Params) -> Any:
    chat = _managed_chat(world, params)
    link = _own(world, chat, params)
    if link.is_revoked or link.is_primary:
        raise bad_request("INVITE_HASH_EXPIRED")
    _configure(world, link, params)
    world.changed()
    return link.shape()


def revoke(world: World, params: Params) -> Any:
    """Revoking the primary link makes another."""
    chat = _managed_chat(world, params)
    link = _own(world, chat, params)
    link.is_revoked = True
    if link.is_primary:
        joining.new_link(chat, world.bot, primary=True)
    world.changed()
    return link.shape()


def export(world: World, params: Params) -> Any:
    chat = _managed_chat(world, params)
    for link in chat.links.values():
        if link.is_primary and link.creator is world.bot:
            link.is_revoked = True
    return joining.new_link(chat, world.bot, primary=True).url


def _pending(world: World, params: Params) -> JoinRequest:
    chat = gate.chat_of(world, params)
    person = gate.target_of(world, params, unknown="USER_ID_INVALID")
    if chat.type == "private":
        raise bad_request("can't manage join requests in private chats")
    gate.needs(world, chat, "can_invite_users", "not enough rights to manage chat join requests")
    request = chat.requests.get(person.id)
    if chat.member(person).inside and (request is None or request.status != "approved"):
        raise bad_request("USER_ALREADY_PARTICIPANT")
    if request is None:
        raise bad_request("USER_ID_INVALID")
    if request.status != "pending":
        raise bad_request("HIDE_REQUESTER_MISSING")
    return request


def approve(world: World, params: Params) -> Any:
    joining.approve(_pending(world, params), world.bot)
    return True


def decline(world: World, params: Params) -> Any:
    joining.decline(_pending(world, params), world.bot)
    return True


def answer_query(world: World, params: Params) -> Any:
    """Guard bots (10.1): approve, decline, or queue for the administrators, within ten seconds."""
    wanted = params.text("chat_join_request_query_id")
    for chat in world.chats.values():
        for request in chat.requests.values():
            if wanted and request.query_id == wanted:
                return _answer(world, request, params.text("result"))
    raise bad_request("QUERY_ID_INVALID")


def _answer(world: World, request: JoinRequest, result: str) -> Any:
    if request.status != "pending" or world.now() - request.date > joining.QUERY_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    match result:
        case "approve":
            joining.approve(request, world.bot)
        case "decline":
            joining.decline(request, world.bot)
        case "queue":
            request.query_id = None
        case _:
            raise bad_request("wrong parameter result in request")
    return True


METHODS = {
    "createChatInviteLink": create,
    "editChatInviteLink": edit,
    "revokeChatInviteLink": revoke,
    "exportChatInviteLink": export,
    "approveChatJoinRequest": approve,
    "declineChatJoinRequest": decline,
    "answerChatJoinRequestQuery": answer_query,
}
