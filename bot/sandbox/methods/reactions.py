"""Setting the bot's reaction and removing other people's."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.methods import gate
from bot.sandbox.params import Params
from bot.sandbox.world import World

DELETE = "not enough rights to delete reactions"
EMOJI = frozenset(
    re.findall(
        r"\S+",
        "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 "
        "🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 "
        "🤷\u200d♂ 🤷 🤷\u200d♀ 😡",
    )
)
"""What a bot may set [spec, ReactionTypeEmoji]."""


def set_reaction(world: World, params: Params) -> Any:
    """At most one reaction, of the standard emoji; the bot's own reactions are not reported to it."""
    chat = gate.chat_of(world, params)
    message = gate.message_of(chat, params.number("message_id"), "message to react")
    reactions = params.json("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if reaction.get("type") == "emoji" and reaction.get("emoji", "").replace("\ufe0f", "") not in EMOJI:
            raise bad_request("REACTION_INVALID")
    if reactions:
        message.reactions[world.bot.id] = reactions
    else:
        message.reactions.pop(world.bot.id, None)
    emoji = "".join(reaction.get("emoji", "") for reaction in reactions)
    world.happened("reacted", chat, world.bot, message, detail=emoji)
    return True


def _actor(world: World, params: Params) -> int:
    actor = params.number("user_id") or params.number("actor_chat_id")
    if actor not in world.users and actor not in world.chats:
        raise bad_request("reaction sender not found")
    return actor


def _chat(world: World, params: Params) -> Chat:
    chat = gate.chat_of(world, params)
    gate.needs(world, chat, "can_delete_messages", DELETE)
    return chat


def delete_reaction(world: World, params: Params) -> Any:
    chat = _chat(world, params)
    message = gate.message_of(chat, params.number("message_id"), "message to delete reactions")
    message.reactions.pop(_actor(world, params), None)
    world.changed()
    return True


def delete_all_reactions(world: World, params: Params) -> Any:
    chat = _chat(world, params)
    actor = _actor(world, params)
    for message in chat.stored.values():
        message.reactions.pop(actor, None)
    world.changed()
    return True


METHODS = {
    "setMessageReaction": set_reaction,
    "deleteMessageReaction": delete_reaction,
    "deleteAllMessageReactions": delete_all_reactions,
}
