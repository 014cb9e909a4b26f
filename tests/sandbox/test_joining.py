"""Links, join requests, and the five minutes in which an applicant can be written to."""

from __future__ import annotations

import pytest

from bot.sandbox import Chat, Sandbox, User, VirtualClock
from tests.sandbox.conftest import Api


@pytest.fixture
def zoe(sandbox: Sandbox) -> User:
    return sandbox.person("Zoe", bio="I sell tea")


async def test_approval(api: Api, zoe: User, group: Chat) -> None:
    request = zoe.asks_to_join(group)
    (update,) = api.pending()
    asked = update["chat_join_request"]
    assert (asked["from"]["id"], asked["user_chat_id"], asked["bio"]) == (zoe.id, zoe.id, "I sell tea")
    assert zoe.asks_to_join(group) is request
    assert api.pending() == [], "a repeated click is silent"
    await api("approveChatJoinRequest", chat_id=group.id, user_id=zoe.id)
    assert request.status == "approved"
    update, service = api.pending()
    assert update["chat_member"]["via_join_request"] is True
    assert service["message"]["new_chat_members"][0]["id"] == zoe.id
    assert await api.refusal("approveChatJoinRequest", chat_id=group.id, user_id=zoe.id) == (
        "Bad Request: HIDE_REQUESTER_MISSING"
    )


async def test_refusals(api: Api, sandbox: Sandbox, mei: User, bob: User, zoe: User, group: Chat) -> None:
    async def refusal(user: User, method: str = "declineChatJoinRequest") -> str:
        return await api.refusal(method, chat_id=group.id, user_id=user.id)

    assert await refusal(zoe) == "Bad Request: USER_ID_INVALID"
    assert await refusal(bob) == "Bad Request: USER_ALREADY_PARTICIPANT"
    zoe.asks_to_join(group)
    mei.promotes_bot(group, ("can_delete_messages",))
    assert await refusal(zoe) == "Bad Request: not enough rights to manage chat join requests"
    mei.promotes_bot(group, ("can_invite_users",))
    await api("declineChatJoinRequest", chat_id=group.id, user_id=zoe.id)
    assert await refusal(zoe) == "Bad Request: HIDE_REQUESTER_MISSING"
    again = zoe.asks_to_join(group)
    zoe.cancels(again)
    assert await refusal(zoe) == "Bad Request: HIDE_REQUESTER_MISSING"
    mei.bans(zoe, group)
    api.pending()
    assert zoe.asks_to_join(group).status == "declined"
    assert api.pending() == []


async def test_an_applicant_can_be_written_to_for_five_minutes(
    api: Api, zoe: User, group: Chat, clock: VirtualClock
) -> None:
    closed = "Forbidden: bot can't initiate conversation with a user"
    assert await api.refusal("sendMessage", chat_id=zoe.id, text="hi") == closed
    zoe.asks_to_join(group)
    await api("sendMessage", chat_id=zoe.id, text="暗号？")
    assert zoe.last.text == "暗号？"
    clock.advance(minutes=5, seconds=1)
    assert await api.refusal("sendMessage", chat_id=zoe.id, text="hi") == closed


async def test_the_window_closes_with_the_decision(api: Api, zoe: User, group: Chat) -> None:
    zoe.asks_to_join(group)
    await api("declineChatJoinRequest", chat_id=group.id, user_id=zoe.id)
    assert (await api.refusal("sendMessage", chat_id=zoe.id, text="sorry")).startswith("Forbidden")


async def test_pressing_a_button_opens_the_chat(api: Api, zoe: User, group: Chat, clock: VirtualClock) -> None:
    zoe.asks_to_join(group)
    markup = {"inline_keyboard": [[{"text": "开始", "callback_data": "go"}]]}
    await api("sendMessage", chat_id=zoe.id, text="?", reply_markup=markup)
    zoe.presses(zoe.last, "开始")
    clock.advance(minutes=6)
    await api("sendMessage", chat_id=zoe.id, text="still here")


async def test_links(api: Api, sandbox: Sandbox, group: Chat, clock: VirtualClock) -> None:
    link = await api("createChatInviteLink", chat_id=group.id, name="网站", member_limit=1)
    first, second = sandbox.person("1"), sandbox.person("2")
    assert first.opens(link["invite_link"]) is True
    update = next(update for update in api.pending() if "chat_member" in update)
    assert update["chat_member"]["invite_link"]["name"] == "网站"
    assert second.opens(link["invite_link"]) is False
    await api("editChatInviteLink", chat_id=group.id, invite_link=link["invite_link"], member_limit=5)
    assert second.joins(group, link["invite_link"]) is True
    assert (await api("revokeChatInviteLink", chat_id=group.id, invite_link=link["invite_link"]))["is_revoked"]
    assert sandbox.person("3").opens(link["invite_link"]) is False
    soon = int(clock.now().timestamp()) + 60
    timed = await api("createChatInviteLink", chat_id=group.id, expire_date=soon)
    clock.advance(minutes=1)
    assert sandbox.person("4").opens(timed["invite_link"]) is False


async def test_a_link_that_asks(api: Api, zoe: User, group: Chat) -> None:
    link = await api("createChatInviteLink", chat_id=group.id, creates_join_request=True)
    assert zoe.opens(link["invite_link"]) is False
    (update,) = api.pending()
    assert update["chat_join_request"]["invite_link"]["pending_join_request_count"] == 1
    await api("approveChatJoinRequest", chat_id=group.id, user_id=zoe.id)
    member = api.pending()[0]["chat_member"]
    assert member["invite_link"]["creates_join_request"] is True
    assert "via_join_request" not in member


async def test_link_refusals(api: Api, mei: User, group: Chat) -> None:
    limited = {"chat_id": group.id, "member_limit": 3, "creates_join_request": True}
    assert await api.refusal("createChatInviteLink", **limited) == (
        "Bad Request: member limit can't be specified for links requiring administrator approval"
    )
    theirs = mei.makes_link(group)
    assert "INVITE_HASH_EXPIRED" in await api.refusal("revokeChatInviteLink", chat_id=group.id, invite_link=theirs.url)
    mei.promotes_bot(group, ("can_delete_messages",))
    assert await api.refusal("createChatInviteLink", chat_id=group.id) == (
        "Bad Request: not enough rights to manage chat invite link"
    )


async def test_the_primary_link_is_replaced(api: Api, group: Chat) -> None:
    first = await api("exportChatInviteLink", chat_id=group.id)
    second = await api("exportChatInviteLink", chat_id=group.id)
    assert group.links[first].is_revoked
    assert (await api("getChat", chat_id=group.id))["invite_link"] == second


async def test_a_group_that_needs_approval(zoe: User, group: Chat, mei: User) -> None:
    group.requires_approval = True
    assert zoe.joins(group) is False
    request = group.request(zoe)
    assert request is not None
    mei.approves(zoe, group)
    assert (request.status, request.decided_by) == ("approved", mei)


@pytest.mark.parametrize(("result", "status"), [("approve", "approved"), ("decline", "declined"), ("queue", "pending")])
async def test_the_guard_answers(api: Api, zoe: User, group: Chat, result: str, status: str) -> None:
    group.guarded = True
    request = zoe.asks_to_join(group)
    query = api.pending()[0]["chat_join_request"]["query_id"]
    await api("answerChatJoinRequestQuery", chat_join_request_query_id=query, result=result)
    assert request.status == status


async def test_the_guard_has_ten_seconds(api: Api, zoe: User, group: Chat, clock: VirtualClock) -> None:
    group.guarded = True
    request = zoe.asks_to_join(group)
    clock.advance(seconds=11)
    assert "query is too old" in await api.refusal(
        "answerChatJoinRequestQuery", chat_join_request_query_id=request.query_id, result="approve"
    )


def test_invited_by_a_member(sandbox: Sandbox, bob: User, group: Chat) -> None:
    friend = sandbox.person("Friend")
    assert bob.invites(friend, group)
    assert group.messages[-1].sender is bob
