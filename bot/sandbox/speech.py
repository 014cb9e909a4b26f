"""Saying, forwarding, editing and deleting, for people and for the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.entities import Entity, detected, merged
from bot.sandbox.messages import Message
from bot.sandbox.rights import NEEDED_TO_SEND
from bot.sandbox.world import ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.chats import Chat
    from bot.sandbox.people import User

Json = dict[str, Any]


def speak(
    person: User,
    chat: Chat,
    kind: str = "text",
    *,
    text: str | None = None,
    caption: str | None = None,
    entities: Sequence[Entity] | None = None,
    reply_to: Message | None = None,
    thread: int | Message | None = None,
    as_channel: Chat | None = None,
    anonymously: bool = False,
    **content: Any,
) -> Message | None:
    """A message of `person`, or None when they may not write that there."""
    if not may_write(person, chat, kind) or (as_channel is not None and as_channel.id in chat.banned_chats):
        return None
    world = chat.world
    words = text if text is not None else caption
    if words is None:
        found: list[Entity] = []
    else:
        found = detected(words) if entities is None else merged(words, entities)
    message = Message(
        world.new_message_id(chat),
        chat,
        world.now(),
        kind=kind,
        sender=person,
        text=text,
        caption=caption,
        entities=found,
        reply_to=reply_to,
        thread=_thread(chat, thread, reply_to),
        **content,
    )
    if chat.type == "channel":
        message.sender, message.sender_chat, message.signature = None, chat, None
    elif as_channel is not None:
        message.sender, message.sender_chat = world.users[CHANNEL_BOT], as_channel
    elif anonymously:
        message.sender, message.sender_chat = world.users[ANONYMOUS_ADMIN], chat
        message.signature = chat.member(person).custom_title
    elif chat.type == "supergroup":
        tag = chat.members[person.id].tag
        if tag:
            message.extra = {**(message.extra or {}), "sender_tag": tag}
    if chat.type == "private":
        chat.started = True
    publish(message, person)
    return message


def publish(message: Message, actor: User | None) -> None:
    """Put `message` into its chat and tell everybody; a channel's post is copied to its linked group."""
    chat = message.chat
    world = chat.world
    world.keep(message)
    world.tell_message("channel_post" if chat.type == "channel" else "message", message)
    world.happened("said", chat, actor, message)
    if chat.type == "channel" and chat.linked is not None and message.kind != "service":
        message.discussion = _copy_to_discussion(message, chat.linked)


def _copy_to_discussion(post: Message, group: Chat) -> Message:
    world = group.world
    copy = Message(
        world.new_message_id(group),
        group,
        world.now(),
        kind=post.kind,
        sender=world.users[TELEGRAM],
        sender_chat=post.chat,
        text=post.text,
        caption=post.caption,
        entities=post.entities,
        media=post.media,
        file_id=post.file_id,
        extra={**origin(post), "is_automatic_forward": True},
    )
    world.keep(copy)
    world.tell_message("message", copy)
    world.happened("said", group, copy.sender, copy)
    return copy


def may_write(person: User, chat: Chat, kind: str) -> bool:
    """Whether `person` may send that kind of content there now."""
    if chat.migrated_to is not None or chat.gone or person.deactivated:
        return False
    if chat.type == "private":
        return chat.peer is person and not chat.blocked
    permission = NEEDED_TO_SEND.get(kind, ("can_send_other_messages", ""))[0]
    return chat.allows(person, permission)


def _thread(chat: Chat, thread: int | Message | None, reply_to: Message | None) -> int | None:
    if thread is not None:
        return thread.message_id if isinstance(thread, Message) else thread
    if reply_to is None:
        return None
    if reply_to.thread is not None:
        return reply_to.thread
    return reply_to.message_id if reply_to.extra and reply_to.extra.get("is_automatic_forward") else None


def origin(message: Message) -> Json:
    """forward_origin and its legacy twins for a forward of `message`."""
    if message.extra and "forward_origin" in message.extra:
        return {name: value for name, value in message.extra.items() if name.startswith("forward_")}
    date = int(message.date.timestamp())
    chat, sender = message.sender_chat, message.sender
    if chat is not None and chat.type == "channel":
        shape = chat.shape()
        return {
            "forward_origin": {"type": "channel", "chat": shape, "message_id": message.message_id, "date": date},
            "forward_from_chat": shape,
            "forward_from_message_id": message.message_id,
            "forward_date": date,
        }
    if chat is not None:
        shape = chat.shape()
        return {
            "forward_origin": {"type": "chat", "sender_chat": shape, "date": date},
            "forward_from_chat": shape,
            "forward_date": date,
        }
    assert sender is not None
    if sender.hides_forwards:
        return {
            "forward_origin": {"type": "hidden_user", "sender_user_name": sender.full_name, "date": date},
            "forward_sender_name": sender.full_name,
            "forward_date": date,
        }
    return {
        "forward_origin": {"type": "user", "sender_user": sender.shape(), "date": date},
        "forward_from": sender.shape(),
        "forward_date": date,
    }


def edit(message: Message, by: User | None, words: str, entities: list[Entity] | None = None) -> None:
    """Change text or caption; everybody but the bot's own edits reach the bot as edited_message."""
    message.edits.append(message.content)
    if message.text is not None:
        message.text = words
    else:
        message.caption = words
    message.entities = detected(words) if entities is None else entities
    edited(message, by)


def edited(message: Message, by: User | None) -> None:
    """Tell of a change already made to `message`."""
    world = message.chat.world
    message.edit_date = world.now()
    world.tell_message("edited_channel_post" if message.chat.type == "channel" else "edited_message", message)
    world.happened("edited", message.chat, by, message)


def delete(message: Message, by: User | None) -> None:
    """Remove `message` for everybody; the bot is never told of deletions."""
    chat = message.chat
    chat.stored.pop(message.message_id, None)
    message.deleted = True
    message.deleted_at = chat.world.now()
    if message.pinned:
        message.pinned = False
        chat.pins.remove(message)
    chat.world.happened("deleted", chat, by, message)
