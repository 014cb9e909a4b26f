"""Topics of forum supergroups."""

from __future__ import annotations

from typing import Any

from bot.sandbox import membership, speech
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import gate
from bot.sandbox.params import Params
from bot.sandbox.world import World

COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def _forum(world: World, params: Params, doing: str) -> Chat:
    chat = gate.chat_of(world, params)
    if chat.type != "supergroup":
        raise bad_request("the chat is not a supergroup forum")
    if not chat.forum:
        raise bad_request("the chat is not a forum")
    gate.needs(world, chat, "can_manage_topics", f"not enough rights to {doing}")
    return chat


def create(world: World, params: Params) -> Any:
    chat = _forum(world, params, "create a topic")
    name = params.text("name").strip()[:128]
    if not name:
        raise bad_request("name must be non-empty")
    color = params.number("icon_color", COLORS[0])
    if color not in COLORS:
        raise bad_request("invalid icon color specified")
    topic = {"name": name, "icon_color": color}
    thread = chat.last_message_id + 1
    membership.announce(chat, world.bot, {"forum_topic_created": topic}, thread=thread)
    chat.topics[thread] = {**topic, "closed": False}
    return {"message_thread_id": thread, **topic}


def _topic(chat: Chat, params: Params) -> tuple[int, dict[str, Any]]:
    thread = params.number("message_thread_id")
    topic = chat.topics.get(thread)
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return thread, topic


def edit(world: World, params: Params) -> Any:
    chat = _forum(world, params, "edit the topic")
    thread, topic = _topic(chat, params)
    topic["name"] = params.text("name").strip()[:128] or topic["name"]
    membership.announce(chat, world.bot, {"forum_topic_edited": {"name": topic["name"]}}, thread=thread)
    return True


def close(world: World, params: Params) -> Any:
    return _set_closed(world, params, True)


def reopen(world: World, params: Params) -> Any:
    return _set_closed(world, params, False)


def _set_closed(world: World, params: Params, closed: bool) -> Any:
    chat = _forum(world, params, "close or open the topic")
    thread, topic = _topic(chat, params)
    if topic["closed"] == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic["closed"] = closed
    service = "forum_topic_closed" if closed else "forum_topic_reopened"
    membership.announce(chat, world.bot, {service: {}}, thread=thread)
    return True


def delete(world: World, params: Params) -> Any:
    chat = _forum(world, params, "delete the topic")
    thread, _ = _topic(chat, params)
    del chat.topics[thread]
    for message in chat.messages:
        if message.thread == thread:
            speech.delete(message, world.bot)
    return True


METHODS = {
    "createForumTopic": create,
    "editForumTopic": edit,
    "closeForumTopic": close,
    "reopenForumTopic": reopen,
    "deleteForumTopic": delete,
}
