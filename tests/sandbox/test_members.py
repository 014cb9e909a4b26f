"""How people come, go, are restricted and banned, and in which order the bot is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox import ALL_PERMISSIONS, NO_PERMISSIONS, Chat, Sandbox, User, VirtualClock
from tests.sandbox.conftest import Api


def changes(api: Api, kind: str = "chat_member") -> list[tuple[str, str]]:
    return [
        (update[kind]["old_chat_member"]["status"], update[kind]["new_chat_member"]["status"])
        for update in api.pending()
        if kind in update
    ]


async def test_restricted_people_cannot_write(api: Api, bob: User, mei: User, group: Chat) -> None:
    await api("restrictChatMember", chat_id=group.id, user_id=bob.id, permissions={})
    assert changes(api) == [("member", "restricted")]
    assert bob.says(group, "x") is None
    assert group.member(bob).permissions == NO_PERMISSIONS
    assert await api("restrictChatMember", chat_id=group.id, user_id=bob.id, permissions={}) is True
    assert changes(api) == [], "no change, no update"
    await api("restrictChatMember", chat_id=group.id, user_id=bob.id, permissions=dict(ALL_PERMISSIONS))
    assert changes(api) == [("restricted", "member")]
    assert bob.says(group, "x") is not None


async def test_permissions_follow_each_other(api: Api, bob: User, group: Chat) -> None:
    await api("restrictChatMember", chat_id=group.id, user_id=bob.id, permissions={"can_send_polls": True})
    assert group.member(bob).permissions["can_send_messages"] is True
    await api(
        "restrictChatMember",
        chat_id=group.id,
        user_id=bob.id,
        permissions={"can_send_other_messages": True},
        use_independent_chat_permissions=True,
    )
    allowed = group.member(bob).permissions
    assert (allowed["can_send_other_messages"], allowed["can_send_messages"]) == (True, False)


async def test_a_restriction_survives_leaving(api: Api, bob: User, group: Chat) -> None:
    await api("restrictChatMember", chat_id=group.id, user_id=bob.id, permissions={})
    bob.leaves(group)
    assert (group.member(bob).status, group.member(bob).present) == ("restricted", False)
    bob.joins(group)
    assert (group.member(bob).status, group.member(bob).present) == ("restricted", True)
    assert bob.says(group, "x") is None


async def test_ban_and_return(api: Api, bob: User, group: Chat) -> None:
    await api("banChatMember", chat_id=group.id, user_id=bob.id)
    assert changes(api) == [("member", "kicked")]
    assert bob.joins(group) is False
    assert bob.says(group, "x") is None
    await api("unbanChatMember", chat_id=group.id, user_id=bob.id, only_if_banned=True)
    assert changes(api) == [("kicked", "left")]
    assert bob.joins(group) is True


async def test_unban_kicks_a_member(api: Api, bob: User, group: Chat) -> None:
    await api("unbanChatMember", chat_id=group.id, user_id=bob.id, only_if_banned=True)
    assert changes(api) == []
    await api("unbanChatMember", chat_id=group.id, user_id=bob.id)
    assert changes(api) == [("member", "kicked"), ("kicked", "left")]


async def test_somebody_outside_can_be_banned_and_restricted(api: Api, sandbox: Sandbox, group: Chat) -> None:
    stranger = sandbox.person("S")
    await api("restrictChatMember", chat_id=group.id, user_id=stranger.id, permissions={})
    assert group.member(stranger).inside is False
    await api("banChatMember", chat_id=group.id, user_id=stranger.id)
    assert group.member(stranger).status == "kicked"


@pytest.mark.parametrize(
    ("ahead", "forever"),
    [(29, True), (31, False), (3600, False), (366 * 86400 - 5, False), (367 * 86400, True)],
)
async def test_until_date(api: Api, clock: VirtualClock, bob: User, group: Chat, ahead: int, forever: bool) -> None:
    until = int(clock.now().timestamp()) + ahead
    await api("restrictChatMember", chat_id=group.id, user_id=bob.id, permissions={}, until_date=until)
    assert (group.member(bob).until_date is None) is forever
    clock.advance(seconds=ahead)
    assert group.member(bob).status == ("restricted" if forever else "member")
    assert [update for update in api.pending() if "chat_member" in update][1:] == [], "no update at the end"


async def test_a_timed_ban_ends(api: Api, clock: VirtualClock, bob: User, group: Chat) -> None:
    await api("banChatMember", chat_id=group.id, user_id=bob.id, until_date=int(clock.now().timestamp()) + 60)
    clock.advance(seconds=60)
    assert group.member(bob).status == "left"
    assert bob.joins(group)


async def test_the_order_of_refusals(api: Api, sandbox: Sandbox, mei: User, bob: User, group: Chat) -> None:
    other = sandbox.person("Admin")
    mei.promotes(other, group, ("can_delete_messages",))
    none: dict[str, Any] = {"permissions": {}}

    async def refusal(chat: int, user: int, method: str = "restrictChatMember", **more: Any) -> str:
        return await api.refusal(method, chat_id=chat, user_id=user, **more)

    assert await refusal(0, bob.id, **none) == "Bad Request: chat not found"
    assert await refusal(-100999, bob.id, **none) == "Bad Request: chat not found"
    assert await refusal(group.id, 12345, **none) == "Bad Request: PARTICIPANT_ID_INVALID"
    assert await refusal(group.id, -5, **none) == "Bad Request: invalid user_id specified"
    assert await refusal(group.id, sandbox.bot.id, **none) == "Bad Request: can't restrict self"
    assert await refusal(group.id, mei.id, **none) == "Bad Request: can't remove chat owner"
    assert await refusal(group.id, other.id, **none) == "Bad Request: user is an administrator of the chat"
    assert await refusal(group.id, other.id, "banChatMember") == "Bad Request: user is an administrator of the chat"
    mei.promotes_bot(group, ("can_delete_messages",))
    rights = "Bad Request: not enough rights to restrict/unrestrict chat member"
    assert await refusal(group.id, mei.id, **none) == "Bad Request: can't remove chat owner"
    assert await refusal(group.id, other.id, **none) == rights
    assert await refusal(group.id, bob.id, "banChatMember") == rights
    mei.removes_bot(group)
    assert await refusal(group.id, bob.id, **none) == "Forbidden: bot was kicked from the supergroup chat"
    mei.unbans(sandbox.bot, group)
    assert await refusal(group.id, bob.id, **none) == "Forbidden: bot is not a member of the supergroup chat"


async def test_a_basic_group_only_removes(api: Api, sandbox: Sandbox, mei: User, bob: User) -> None:
    group = sandbox.group("小群", owner=mei)
    mei.adds_bot(group)
    bob.joins(group)
    assert await api.refusal("restrictChatMember", chat_id=group.id, user_id=bob.id, permissions={}) == (
        "Bad Request: method is available only for supergroups"
    )
    assert await api.refusal("banChatMember", chat_id=group.id, user_id=bob.id) == "Bad Request: CHAT_ADMIN_REQUIRED"
    mei.promotes_bot(group)
    await api("banChatMember", chat_id=group.id, user_id=bob.id)
    assert group.member(bob).status == "left"
    assert await api.refusal("unbanChatMember", chat_id=group.id, user_id=bob.id) == (
        "Bad Request: method is available for supergroup and channel chats only"
    )


async def test_chat_member_needs_an_administrator_bot(api: Api, sandbox: Sandbox, mei: User, group: Chat) -> None:
    mei.demotes_bot(group)
    assert changes(api, "my_chat_member") == [("administrator", "member")]
    sandbox.person("New").joins(group)
    assert changes(api) == []
    mei.promotes_bot(group, ("can_delete_messages",))
    sandbox.person("Newer").joins(group)
    assert changes(api) == [("left", "member")]


async def test_the_bot_comes_and_goes(api: Api, sandbox: Sandbox, mei: User) -> None:
    group = sandbox.supergroup("新群", owner=mei)
    mei.adds_bot(group)
    kinds = [next(iter(set(update) - {"update_id"})) for update in api.pending()]
    assert kinds == ["my_chat_member", "message"]
    mei.removes_bot(group)
    updates = api.pending()
    assert updates[0]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert updates[1]["message"]["left_chat_member"]["id"] == sandbox.bot.id
    mei.says(group, "alone")
    sandbox.person("X").joins(group)
    assert api.pending() == []


async def test_migration(api: Api, sandbox: Sandbox, mei: User, bob: User) -> None:
    group = sandbox.group("小群", owner=mei)
    mei.adds_bot(group, ("can_delete_messages",))
    bob.joins(group)
    api.pending()
    new = sandbox.migrate(group)
    updates = api.pending()
    assert updates[0]["message"]["migrate_to_chat_id"] == new.id
    assert updates[1]["message"]["migrate_from_chat_id"] == group.id
    assert updates[1]["message"]["message_id"] == 1
    status, body = await api.raw("sendMessage", {"chat_id": group.id, "text": "x"})
    assert (status, body["parameters"]) == (400, {"migrate_to_chat_id": new.id})
    assert body["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    await api("sendMessage", chat_id=new.id, text="x")
    assert new.member(bob).status == "member"


async def test_promotion_tags_and_titles(api: Api, bob: User, group: Chat, sandbox: Sandbox) -> None:
    await api("setChatMemberTag", chat_id=group.id, user_id=bob.id, tag="连签30天")
    message = bob.says(group, "x")
    assert message is not None
    assert message.shape()["sender_tag"] == "连签30天"
    assert await api.refusal("setChatMemberTag", chat_id=group.id, user_id=bob.id, tag="🔥") == (
        "Bad Request: TAG_EMOJI_NOT_ALLOWED"
    )
    await api("promoteChatMember", chat_id=group.id, user_id=bob.id, can_delete_messages=True)
    await api("setChatAdministratorCustomTitle", chat_id=group.id, user_id=bob.id, custom_title="大使")
    shape = await api("getChatMember", chat_id=group.id, user_id=bob.id)
    assert (shape["status"], shape["custom_title"], shape["can_be_edited"]) == ("administrator", "大使", True)
    assert len(await api("getChatAdministrators", chat_id=group.id)) == 3
    await api("promoteChatMember", chat_id=group.id, user_id=bob.id)
    assert group.member(bob).status == "member"
    assert await api.refusal("promoteChatMember", chat_id=group.id, user_id=sandbox.bot.id) == (
        "Bad Request: can't promote self"
    )


async def test_chat_permissions_bind_everybody_but_admins(api: Api, mei: User, bob: User, group: Chat) -> None:
    await api("setChatPermissions", chat_id=group.id, permissions={"can_send_messages": False})
    assert bob.says(group, "x") is None
    assert mei.says(group, "x") is not None
    assert (await api("getChat", chat_id=group.id))["permissions"]["can_send_messages"] is False


async def test_questions_about_a_chat(api: Api, sandbox: Sandbox, bob: User, mei: User, group: Chat) -> None:
    assert await api("getChatMemberCount", chat_id=group.id) == 3
    assert (await api("getChatMember", chat_id=group.id, user_id=mei.id))["status"] == "creator"
    assert (await api("getChatMember", chat_id=group.id, user_id=sandbox.person("Z").id))["status"] == "left"
    assert await api.refusal("getChatMember", chat_id=group.id, user_id=99) == "Bad Request: member not found"
    assert (await api("getChat", chat_id=mei.id))["bio"] == "茶"
    other = sandbox.person("Robot", "robot_bot", bot=True)
    mei.promotes(other, group)
    assert len(await api("getChatAdministrators", chat_id=group.id)) == 2
    assert len(await api("getChatAdministrators", chat_id=group.id, return_bots=True)) == 3
    await api("leaveChat", chat_id=group.id)
    assert await api.refusal("getChat", chat_id=group.id) == "Forbidden: bot is not a member of the supergroup chat"


async def test_channels_that_speak_in_the_group(api: Api, sandbox: Sandbox, bob: User, group: Chat) -> None:
    channel = sandbox.channel("广告", owner=bob)
    message = bob.says(group, "ad", as_channel=channel)
    assert message is not None
    shape = message.shape()
    assert (shape["from"]["id"], shape["sender_chat"]["id"]) == (136817688, channel.id)
    await api("banChatSenderChat", chat_id=group.id, sender_chat_id=channel.id)
    assert bob.says(group, "ad", as_channel=channel) is None
    assert bob.says(group, "as myself") is not None
    await api("unbanChatSenderChat", chat_id=group.id, sender_chat_id=channel.id)
    assert bob.says(group, "ad", as_channel=channel) is not None


def test_people_need_rights_too(mei: User, bob: User, group: Chat, clock: VirtualClock) -> None:
    with pytest.raises(PermissionError, match="can_restrict_members"):
        bob.bans(mei, group)
    mei.restricts(bob, group, {"can_send_messages": True}, until=clock.now() + timedelta(hours=1))
    assert bob.says(group, "x") is not None
    assert bob.sends_photo(group, b"png") is None
