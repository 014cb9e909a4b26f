"""What people do, and what the bot hears of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import Chat, Press, Sandbox, User, VirtualClock, WorldEvent
from tests.sandbox.conftest import Api
from tests.sandbox.test_messages import PNG, keyboard


async def asked(api: Api, group: Chat) -> None:
    await api("sendMessage", chat_id=group.id, text="真人？", reply_markup=keyboard("是", "否"))


async def test_a_press_is_answered_once_and_in_time(api: Api, bob: User, group: Chat, clock: VirtualClock) -> None:
    await asked(api, group)
    press = bob.presses(group.messages[-1], "是")
    query = api.pending()[-1]["callback_query"]
    assert (query["data"], query["from"]["id"]) == ("data:是", bob.id)
    assert (press.answered, press.answer) == (False, None)
    await api("answerCallbackQuery", callback_query_id=query["id"], text="好", show_alert=True)
    assert (press.answered, press.answer, press.alert) == (True, "好", True)
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await api.refusal("answerCallbackQuery", callback_query_id=query["id"]) == too_old
    late = bob.presses(group.messages[-1], "data:否")
    clock.advance(minutes=2)
    assert await api.refusal("answerCallbackQuery", callback_query_id=late.id) == too_old


async def test_buttons_that_are_not_there(api: Api, sandbox: Sandbox, bob: User, group: Chat) -> None:
    await asked(api, group)
    message = group.messages[-1]
    with pytest.raises(LookupError, match=r"'是' .*'否'"):
        bob.presses(message, "也许")
    with pytest.raises(PermissionError):
        sandbox.person("Stranger").presses(message, "是")
    await api("deleteMessage", chat_id=group.id, message_id=message.id)
    with pytest.raises(LookupError, match="deleted"):
        bob.presses(message, "是")
    api.pending()
    bob.presses(message, "是", stale=True)
    assert api.pending()[0]["callback_query"]["message"]["date"] == 0


async def test_a_url_button_leads_to_the_bot(api: Api, bob: User, group: Chat) -> None:
    markup = {"inline_keyboard": [[{"text": "私聊", "url": "https://t.me/weilu_bot?start=gate_7"}]]}
    await api("sendMessage", chat_id=group.id, text="x", reply_markup=markup)
    press = bob.presses(group.messages[-1], "私聊")
    assert isinstance(press, Press) and press.answered
    assert api.pending()[-1]["message"]["text"] == "/start gate_7"


async def test_privacy_mode(api: Api, sandbox: Sandbox, mei: User, bob: User, group: Chat) -> None:
    mei.demotes_bot(group)
    api.pending()
    own = await api("sendMessage", chat_id=group.id, text="x")
    bob.says(group, "chatter")
    bob.says(group, "/rules")
    bob.says(group, "/rules@weilu_bot")
    bob.says(group, "/rules@other_bot")
    bob.says(group, "answer", reply_to=group.stored[own["message_id"]])
    assert [update["message"]["text"] for update in api.pending()] == ["/rules", "/rules@weilu_bot", "answer"]
    sandbox.world.reads_everything = True
    bob.says(group, "chatter")
    assert len(api.pending()) == 1


async def test_other_bots_are_not_heard(api: Api, sandbox: Sandbox, mei: User, group: Chat) -> None:
    other = sandbox.person("Robot", bot=True)
    mei.invites(other, group)
    api.pending()
    assert other.says(group, "beep") is not None
    assert api.pending() == []


async def test_everything_a_person_sends(api: Api, sandbox: Sandbox, mei: User, bob: User, group: Chat) -> None:
    said = bob.says(group, "x", entities=[{"type": "bold", "offset": 0, "length": 1}])
    assert said is not None
    bob.sends_photo(group, PNG, "图", album="a")
    bob.sends_photo(group, PNG, album="a")
    bob.sends_sticker(group, "🔥")
    bob.sends_document(group, b"x", "a.pdf")
    bob.sends_poll(group, "?", ["a", "b"])
    bob.sends(group, "contact", {"contact": {"phone_number": "1", "first_name": "A"}})
    bob.hides_forwards = True
    mei.forwards(said, group)
    bob.edits(said, "y https://evil.example")
    mei.says(group, "anon", anonymously=True)
    updates = api.pending()
    messages = [update.get("message") or update["edited_message"] for update in updates]
    assert messages[1]["media_group_id"] == messages[2]["media_group_id"]
    assert messages[7]["forward_origin"]["type"] == "hidden_user"
    assert updates[8]["edited_message"]["entities"][0]["type"] == "url"
    assert said.edits == ["x"]
    assert (messages[9]["from"]["id"], messages[9]["sender_chat"]["id"]) == (1087968824, group.id)


async def test_a_channel_and_its_discussion(api: Api, sandbox: Sandbox, mei: User, bob: User, group: Chat) -> None:
    channel = sandbox.channel("新闻", owner=mei, username="tea_news")
    sandbox.link_channel(channel, group)
    mei.adds_bot(channel, ("can_post_messages",))
    api.pending()
    post = mei.says(channel, "上新")
    assert post is not None and post.discussion is not None
    comment = bob.says(group, "first!", reply_to=post.discussion)
    assert comment is not None
    posted, copied, commented = api.pending()
    assert posted["channel_post"]["chat"]["id"] == channel.id
    assert copied["message"]["is_automatic_forward"] is True
    assert copied["message"]["from"]["id"] == 777000
    assert commented["message"]["message_thread_id"] == post.discussion.id
    assert bob.says(channel, "no") is None
    post.discussion.chat.allows(bob, "can_send_messages")
    bob.reacts(post, "👍")
    assert api.pending()[-1]["message_reaction_count"]["reactions"][0]["total_count"] == 1


async def test_what_the_audience_sees(api: Api, sandbox: Sandbox, mei: User, bob: User, group: Chat) -> None:
    seen: list[WorldEvent] = []
    sandbox.on_event.append(seen.append)
    message = bob.says(group, "ad")
    assert message is not None
    await api("deleteMessage", chat_id=group.id, message_id=message.id)
    await api("restrictChatMember", chat_id=group.id, user_id=bob.id, permissions={})
    await api("banChatMember", chat_id=group.id, user_id=bob.id)
    zoe = sandbox.person("Zoe")
    zoe.asks_to_join(group)
    await api("approveChatJoinRequest", chat_id=group.id, user_id=zoe.id)
    kinds = [event.kind for event in seen]
    assert kinds == ["said", "deleted", "restricted", "banned", "asked", "approved", "joined"]
    assert [event.actor for event in seen[:3]] == [bob, sandbox.bot, sandbox.bot]
    assert all(event.at == sandbox.clock.now() for event in seen)


def test_the_same_seed_makes_the_same_world(clock: VirtualClock) -> None:
    def made(seed: int) -> Any:
        sandbox = Sandbox(clock=clock, seed=seed)
        owner = sandbox.person("A")
        group = sandbox.supergroup("G", owner=owner)
        return sandbox.token, owner.id, group.id, sandbox.link(group).url, sandbox.world.queue.head

    assert made(3) == made(3)
    assert made(3) != made(4)


def test_names(bob: User, group: Chat) -> None:
    bob.renames("城市-昵称")
    message = bob.says(group, "x")
    assert message is not None
    assert message.shape()["from"]["first_name"] == "城市-昵称"
    assert bob.full_name == "城市-昵称"
    with pytest.raises(LookupError, match="nothing"):
        _ = bob.last
