"""What the bot may send, change and delete, and what it is told when it may not."""

from __future__ import annotations

import struct
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Chat, Sandbox, User, VirtualClock
from tests.sandbox.conftest import Api

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 320, 200) + b"rest"


def keyboard(*texts: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": text, "callback_data": f"data:{text}"} for text in texts]]}


async def test_a_message_with_everything(api: Api, mei: User, group: Chat) -> None:
    question = mei.says(group, "茶？")
    assert question is not None
    sent = await api(
        "sendMessage",
        chat_id=group.id,
        text=f' <b>好</b> <a href="tg://user?id={mei.id}">小梅</a> https://a.com ',
        parse_mode="HTML",
        reply_parameters={"message_id": question.id, "quote": "茶"},
        reply_markup=keyboard("是", "否"),
    )
    assert sent["text"] == "好 小梅 https://a.com"
    assert [entity["type"] for entity in sent["entities"]] == ["bold", "text_mention", "url"]
    assert sent["entities"][1]["user"]["id"] == mei.id
    assert sent["reply_to_message"]["message_id"] == question.id
    assert sent["quote"]["text"] == "茶"
    message = group.messages[-1]
    assert [button.text for button in message.buttons[0]] == ["是", "否"]
    assert message.html.startswith("<b>好</b>")
    assert api.pending()[1:] == [], "the bot's own messages do not come back"


@pytest.mark.parametrize(
    ("params", "complaint"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": "  "}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message must be non-empty"),
        ({"text": "字" * 4097}, "message is too long"),
        ({"text": "👍" * 2049}, "message is too long"),
        ({"text": "字" * 11000}, "text is too long"),
        ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
        ({"text": "x", "message_thread_id": 1}, "message thread not found"),
        ({"text": "x", "reply_markup": [1]}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": keyboard("d" * 60)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": keyboard("字" * 20)}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "not a link"}]]}},
            "BUTTON_URL_INVALID",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "web_app": {"url": "https://a.b"}}]]}},
            "BUTTON_TYPE_INVALID",
        ),
    ],
)
async def test_send_refusals(api: Api, group: Chat, params: dict[str, Any], complaint: str) -> None:
    before = len(group.messages)
    assert await api.refusal("sendMessage", chat_id=group.id, **params) == f"Bad Request: {complaint}"
    assert len(group.messages) == before


async def test_the_longest_that_fits(api: Api, group: Chat) -> None:
    await api("sendMessage", chat_id=group.id, text="<b>" + "👍" * 2048 + "</b>", parse_mode="HTML")
    await api("sendMessage", chat_id=group.id, text="x", reply_markup=keyboard("d" * 59))
    await api("sendMessage", chat_id=group.id, text="x", reply_parameters={"message_id": 9, **SENT_ANYWAY})


SENT_ANYWAY = {"allow_sending_without_reply": True}


async def test_chat_refusals(api: Api, sandbox: Sandbox, mei: User) -> None:
    assert await api.refusal("sendMessage", text="x") == "Bad Request: chat_id is empty"
    assert await api.refusal("sendMessage", chat_id="@nobody", text="x") == "Bad Request: chat not found"
    public = sandbox.supergroup("公开", owner=mei, username="open_tea")
    mei.adds_bot(public)
    assert (await api("sendMessage", chat_id="@open_tea", text="x"))["chat"]["id"] == public.id
    mei.restricts(sandbox.bot, public)
    assert await api.refusal("sendMessage", chat_id=public.id, text="x") == (
        "Bad Request: not enough rights to send text messages to the chat"
    )
    channel = sandbox.channel("频道", owner=mei)
    mei.adds_bot(channel, ("can_invite_users",))
    assert await api.refusal("sendMessage", chat_id=channel.id, text="x") == (
        "Bad Request: need administrator rights in the channel chat"
    )
    mei.promotes_bot(channel, ("can_post_messages",))
    assert (await api("sendMessage", chat_id=channel.id, text="x"))["sender_chat"]["id"] == channel.id


async def test_private_chats(api: Api, sandbox: Sandbox, mei: User, bob: User, group: Chat) -> None:
    closed = "Forbidden: bot can't initiate conversation with a user"
    assert await api.refusal("sendMessage", chat_id=bob.id, text="x") == closed
    bob.says_privately("/start")
    (update,) = api.pending()
    assert update["message"]["entities"][0]["type"] == "bot_command"
    await api("sendMessage", chat_id=bob.id, text="welcome")
    assert bob.last.text == "welcome"
    bob.blocks_bot()
    (update,) = api.pending()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert await api.refusal("sendMessage", chat_id=bob.id, text="x") == "Forbidden: bot was blocked by the user"
    assert bob.says_privately("hi") is None
    bob.unblocks_bot()
    await api("sendMessage", chat_id=bob.id, text="x")
    assert [message.text for message in bob.inbox] == ["welcome", "x"]
    other = sandbox.person("Robot", bot=True)
    assert await api.refusal("sendMessage", chat_id=other.id, text="x") == (
        "Forbidden: the bot can't send messages to the bot"
    )
    bob.deletes_account()
    assert await api.refusal("sendMessage", chat_id=bob.id, text="x") == "Forbidden: user is deactivated"
    mei.opens("https://t.me/weilu_bot?start=verify_1")
    assert mei.private.messages[-1].text == "/start verify_1"


async def test_photos_and_files(api: Api, sandbox: Sandbox, mei: User, group: Chat) -> None:
    url = f"{api.address.base_url}{sandbox.token}/sendPhoto"
    form = aiohttp.FormData()
    form.add_field("chat_id", str(group.id))
    form.add_field("caption", "日报 <b>今天</b>")
    form.add_field("parse_mode", "HTML")
    form.add_field("photo", PNG, filename="digest.png", content_type="image/png")
    async with api.session.post(url, data=form) as answer:
        photo = (await answer.json())["result"]["photo"][0]
    assert (photo["width"], photo["height"], photo["file_size"]) == (320, 200, len(PNG))
    assert sandbox.file(group.messages[-1]) == PNG
    assert group.messages[-1].caption == "日报 今天"
    again = await api("sendPhoto", chat_id=group.id, photo=photo["file_id"])
    assert again["photo"][0]["file_unique_id"] == photo["file_unique_id"]
    assert (await api.refusal("sendPhoto", chat_id=group.id, photo="nonsense")).startswith("Bad Request: wrong file")

    theirs = mei.sends_document(group, b"a,b\n1,2", name="result.csv", caption="导出")
    assert theirs is not None
    file = await api("getFile", file_id=theirs.file_id)
    async with api.session.get(f"{api.address.base_file_url}{sandbox.token}/{file['file_path']}") as answer:
        assert await answer.read() == b"a,b\n1,2"
    assert await api.refusal("getFile", file_id="x") == (
        "Bad Request: wrong file_id or the file is temporarily unavailable"
    )
    assert await api.refusal("sendPhoto", chat_id=group.id, photo=photo["file_id"], caption="字" * 1025) == (
        "Bad Request: message caption is too long"
    )


async def test_albums(api: Api, sandbox: Sandbox, group: Chat) -> None:
    url = f"{api.address.base_url}{sandbox.token}/sendMediaGroup"
    form = aiohttp.FormData()
    form.add_field("chat_id", str(group.id))
    form.add_field("media", '[{"type":"photo","media":"attach://a"},{"type":"photo","media":"attach://b"}]')
    form.add_field("a", PNG, filename="a.png")
    form.add_field("b", PNG, filename="b.png")
    async with api.session.post(url, data=form) as answer:
        first, second = (await answer.json())["result"]
    assert first["media_group_id"] == second["media_group_id"]
    one = [{"type": "photo", "media": first["photo"][0]["file_id"]}]
    assert (await api.refusal("sendMediaGroup", chat_id=group.id, media=one)).startswith("Bad Request: wrong number")


async def test_editing(api: Api, mei: User, group: Chat) -> None:
    sent = await api("sendMessage", chat_id=group.id, text="one", reply_markup=keyboard("a"))
    where = {"chat_id": group.id, "message_id": sent["message_id"]}
    edited = await api("editMessageText", **where, text="two", reply_markup=keyboard("a"))
    assert (edited["text"], "edit_date" in edited) == ("two", True)
    not_modified = await api.refusal("editMessageText", **where, text="two", reply_markup=keyboard("a"))
    assert not_modified == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message"
    )
    await api("editMessageReplyMarkup", **where, reply_markup=keyboard("b"))
    assert group.messages[-1].buttons[0][0].text == "b"
    assert group.messages[-1].text == "two"
    await api("editMessageText", **where, text="three")
    assert group.messages[-1].buttons == []
    assert group.messages[-1].edits == ["one", "two"]
    missing = await api.refusal("editMessageText", chat_id=group.id, message_id=999, text="x")
    assert missing == "Bad Request: message to edit not found"
    theirs = mei.says(group, "mine")
    assert theirs is not None
    foreign = await api.refusal("editMessageText", chat_id=group.id, message_id=theirs.id, text="x")
    assert foreign == "Bad Request: message can't be edited"
    assert (await api.refusal("editMessageCaption", **where, caption="x")).startswith("Bad Request: there is no")


async def test_deleting(api: Api, mei: User, bob: User, group: Chat, clock: VirtualClock) -> None:
    old = bob.says(group, "old")
    clock.advance(hours=48)
    new, newer, newest = (bob.says(group, text) for text in ("new", "newer", "newest"))
    assert old and new and newer and newest

    async def delete(*messages: int) -> str:
        return await api.refusal("deleteMessages", chat_id=group.id, message_ids=list(messages))

    assert await delete(new.id, old.id) == "Bad Request: message can't be deleted"
    assert not new.deleted, "all or nothing"
    await api("deleteMessages", chat_id=group.id, message_ids=[new.id, 999, newer.id])
    assert new.deleted and newer.deleted
    assert await delete() == "Bad Request: message identifiers are not specified"
    assert await delete(*range(1, 102)) == "Bad Request: too many message identifiers specified"
    await api("deleteMessage", chat_id=group.id, message_id=newest.id)
    gone = await api.refusal("deleteMessage", chat_id=group.id, message_id=newest.id)
    assert gone == "Bad Request: message to delete not found"
    mei.promotes_bot(group, ("can_restrict_members",))
    last = bob.says(group, "last")
    assert last is not None
    refused = await api.refusal("deleteMessage", chat_id=group.id, message_id=last.id)
    assert refused == "Bad Request: message can't be deleted"
    own = await api("sendMessage", chat_id=group.id, text="own")
    await api("deleteMessage", chat_id=group.id, message_id=own["message_id"])
    assert (last.id in group.stored, old.id in group.stored) == (True, True)


async def test_copies_and_forwards(api: Api, mei: User, bob: User, group: Chat) -> None:
    mei.says_privately("/start")
    message = bob.says(group, "看 https://a.com")
    assert message is not None
    copy = await api("copyMessage", chat_id=mei.id, from_chat_id=group.id, message_id=message.id)
    assert mei.last.id == copy["message_id"]
    assert mei.last.text == message.text
    forward = await api("forwardMessage", chat_id=mei.id, from_chat_id=group.id, message_id=message.id)
    assert forward["forward_origin"]["sender_user"]["id"] == bob.id
    ids = [message.id, message.id + 50]
    assert len(await api("copyMessages", chat_id=mei.id, from_chat_id=group.id, message_ids=ids)) == 1
    missing = await api.refusal("copyMessage", chat_id=mei.id, from_chat_id=group.id, message_id=999)
    assert missing == "Bad Request: message to copy not found"
    assert await api.refusal("copyMessage", chat_id=mei.id, message_id=1) == (
        'Bad Request: parameter "from_chat_id" is required'
    )


async def test_topics(api: Api, sandbox: Sandbox, mei: User) -> None:
    forum = sandbox.supergroup("论坛", owner=mei, forum=True)
    mei.adds_bot(forum, ("can_manage_topics",))
    thread = mei.creates_topic(forum, "求助")
    question = mei.says(forum, "?", thread=thread)
    assert question is not None
    answer = await api("sendMessage", chat_id=forum.id, text="!", message_thread_id=thread)
    assert (answer["message_thread_id"], answer["is_topic_message"]) == (thread, True)
    reply = await api("sendMessage", chat_id=forum.id, text="!", reply_parameters={"message_id": question.id})
    assert reply["message_thread_id"] == thread
    for wrong in (1, 999):
        refused = await api.refusal("sendMessage", chat_id=forum.id, text="!", message_thread_id=wrong)
        assert refused == "Bad Request: message thread not found"
    made = await api("createForumTopic", chat_id=forum.id, name="公告")
    await api("closeForumTopic", chat_id=forum.id, message_thread_id=made["message_thread_id"])


async def test_pins_reactions_and_actions(api: Api, bob: User, mei: User, group: Chat) -> None:
    message = bob.says(group, "great")
    assert message is not None
    where = {"chat_id": group.id, "message_id": message.id}
    await api("pinChatMessage", **where)
    assert message.pinned
    assert api.pending()[-1]["message"]["pinned_message"]["message_id"] == message.id
    await api("unpinChatMessage", chat_id=group.id)
    assert await api.refusal("unpinChatMessage", chat_id=group.id) == "Bad Request: message to unpin not found"
    bob.reacts(message, "👍")
    (update,) = api.pending()
    assert update["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    await api("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "❤"}])
    assert "REACTION_INVALID" in await api.refusal(
        "setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "🧧"}]
    )
    await api("deleteMessageReaction", **where, user_id=bob.id)
    assert bob.id not in message.reactions
    bob.reacts(message, "👎")
    await api("deleteAllMessageReactions", chat_id=group.id, user_id=bob.id)
    assert bob.id not in message.reactions
    await api("sendChatAction", chat_id=group.id, action="typing")
    assert (await api.refusal("sendChatAction", chat_id=group.id, action="dancing")).endswith("in request")


async def test_polls(api: Api, bob: User, mei: User, group: Chat, clock: VirtualClock) -> None:
    sent = await api(
        "sendPoll", chat_id=group.id, question="哪天？", options=[{"text": "六"}, {"text": "日"}], is_anonymous=False
    )
    message = group.messages[-1]
    assert bob.votes(message, "日") and mei.votes(message, 1)
    updates = api.pending()
    assert [update["poll_answer"]["option_ids"] for update in updates if "poll_answer" in update] == [[1], [1]]
    assert updates[-1]["poll"]["options"][1]["voter_count"] == 2
    stopped = await api("stopPoll", chat_id=group.id, message_id=sent["message_id"])
    assert (stopped["is_closed"], stopped["total_voter_count"]) == (True, 2)
    assert bob.votes(message, 0) is False
    again = await api.refusal("stopPoll", chat_id=group.id, message_id=sent["message_id"])
    assert again == "Bad Request: poll has already been closed"
    await api("sendPoll", chat_id=group.id, question="?", options=["a", "b"], open_period=60)
    api.pending()
    clock.advance(seconds=60)
    (update,) = api.pending()
    assert update["poll"]["is_closed"] is True
    assert await api.refusal("sendPoll", chat_id=group.id, question="?", options=[]) == (
        "Bad Request: poll must have at least one answer option"
    )


async def test_commands_and_names(api: Api) -> None:
    scope = {"type": "all_group_chats"}
    commands = [{"command": "checkin", "description": "打卡"}]
    await api("setMyCommands", commands=commands, scope=scope, language_code="zh")
    assert await api("getMyCommands", scope=scope, language_code="zh") == commands
    assert await api("getMyCommands") == []
    await api("deleteMyCommands", scope=scope, language_code="zh")
    assert await api("getMyCommands", scope=scope, language_code="zh") == []
    wrong = [{"command": "打卡", "description": "x"}]
    assert await api.refusal("setMyCommands", commands=wrong) == "Bad Request: BOT_COMMAND_INVALID"
    await api("setMyName", name="围炉")
    assert await api("getMyName") == {"name": "围炉"}


async def test_whispers(api: Api, bob: User, mei: User, group: Chat) -> None:
    sent = await api(
        "sendMessage",
        chat_id=group.id,
        text="只有你看见",
        ephemeral_message_parameters={"receiver_user_id": bob.id},
    )
    assert (sent["message_id"], sent["receiver_user"]["id"]) == (0, bob.id)
    assert [message.text for message in bob.whispers] == ["只有你看见"]
    assert "只有你看见" not in group.texts
    where = {
        "chat_id": group.id,
        "receiver_user_id": bob.id,
        "ephemeral_message_id": sent["ephemeral_message_id"],
    }
    await api("editEphemeralMessageText", **where, text="改了")
    assert bob.whispers[0].text == "改了"
    await api("deleteEphemeralMessage", **where)
    assert bob.whispers == []
