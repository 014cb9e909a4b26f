"""Pressing buttons, voting and reacting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.sandbox.keyboards import Button

if TYPE_CHECKING:
    from bot.sandbox.messages import Message
    from bot.sandbox.people import User

LIFETIME = timedelta(seconds=60)
"""How long a press can be answered. The real figure is unpublished; reports say 15 to 60 seconds."""


@dataclass(slots=True, eq=False)
class Press:
    """One press of a button. `answer` is the text the bot showed, None until then or when it showed none."""

    id: str
    person: User
    message: Message
    button: Button
    at: datetime
    answer: str | None = None
    alert: bool = False
    url: str | None = None
    answered: bool = False


def press(person: User, message: Message, button: str | Button, stale: bool = False) -> Press:
    """Press a button; a url button opens its address. `stale` presses on a screen that missed the deletion.

    Raises LookupError when there is no such button, naming those there are, or the message is gone; PermissionError
    when the person is not in the chat. A first press in private opens the chat with the bot.
    """
    if message.deleted and not stale:
        raise LookupError(f"{message!r} was deleted")
    if message.receiver is not None and message.receiver is not person:
        raise PermissionError(f"only {message.receiver.name} sees {message!r}")
    chosen = _find(message, button)
    chat = message.chat
    if chat.type != "private" and not chat.username and not chat.member(person).inside:
        raise PermissionError(f"{person.name} is not in {chat.title}")
    world = chat.world
    made = Press(world.new_number(), person, message, chosen, world.now())
    if chosen.url is not None:
        made.answered, made.url = True, chosen.url
        person.opens(chosen.url)
        return made
    if chat.type == "private":
        chat.started = True
    world.presses[made.id] = made
    update: dict[str, Any] = {
        "id": made.id,
        "from": person.shape(),
        "message": message.inaccessible() if message.deleted else message.shape(),
        "chat_instance": str(abs(chat.id) * 7919),
        "data": chosen.data or "",
    }
    world.tell("callback_query", update, f"press {person.id}")
    world.happened("pressed", chat, person, message, press=made, detail=chosen.text)
    return made


def _find(message: Message, button: str | Button) -> Button:
    there = [candidate for row in message.buttons for candidate in row]
    for candidate in there:
        if candidate == button or button in (candidate.data, candidate.text):
            return candidate
    names = ", ".join(f"{candidate.text!r} ({candidate.data or candidate.url})" for candidate in there)
    raise LookupError(f"no button {button!r} on {message!r}; there are: {names or 'none'}")


def vote(person: User, message: Message, *options: int | str) -> bool:
    """Vote by index (from 0) or text; no options take the vote back. False when the poll is closed or decided."""
    poll = message.poll
    if poll is None:
        raise LookupError(f"{message!r} is no poll")
    if poll.closed or (person.id in poll.votes and (not poll.revoting or poll.kind == "quiz")):
        return False
    chosen = [option if isinstance(option, int) else poll.options.index(option) for option in options]
    if len(chosen) > 1 and not poll.multiple:
        raise ValueError("this poll takes one answer")
    if chosen:
        poll.votes[person.id] = chosen
    else:
        poll.votes.pop(person.id, None)
    world = message.chat.world
    if not poll.anonymous and poll.by_bot:
        answer = {
            "poll_id": poll.id,
            "user": person.shape(),
            "option_ids": chosen,
            "option_persistent_ids": [str(index) for index in chosen],
        }
        world.tell("poll_answer", answer, f"poll {poll.id}")
    world.tell_poll(poll)
    world.happened("voted", message.chat, person, message)
    return True


def close_poll(message: Message) -> None:
    """Close a poll; the bot is told if it is its own."""
    poll = message.poll
    if poll is not None and not poll.closed:
        poll.closed = True
        message.chat.world.tell_poll(poll)


def react(person: User, message: Message, *emoji: str) -> bool:
    """Set the person's reactions (none takes them away). False when not allowed or nothing changes.

    message_reaction goes to an administrator bot that asked for it; in channels the count does.
    """
    chat = message.chat
    world = chat.world
    if message.deleted or (chat.type == "supergroup" and not chat.allows(person, "can_react_to_messages")):
        return False
    old = message.reactions.get(person.id, [])
    new: list[dict[str, Any]] = [{"type": "emoji", "emoji": one} for one in emoji]
    if old == new:
        return False
    if new:
        message.reactions[person.id] = new
    else:
        message.reactions.pop(person.id, None)
    if chat.type == "private" or world.bot_member(chat).is_admin:
        update: dict[str, Any] = {
            "chat": chat.shape(),
            "message_id": message.message_id,
            "date": int(world.now().timestamp()),
        }
        if chat.type == "channel":
            world.tell("message_reaction_count", {**update, "reactions": _counts(message)}, f"reactions {chat.id}")
        else:
            update.update(user=person.shape(), old_reaction=old, new_reaction=new)
            world.tell("message_reaction", update, f"reactions {chat.id}")
    world.happened("reacted", chat, person, message, detail="".join(emoji))
    return True


def _counts(message: Message) -> list[dict[str, Any]]:
    totals: dict[str, int] = {}
    for reactions in message.reactions.values():
        for reaction in reactions:
            totals[reaction["emoji"]] = totals.get(reaction["emoji"], 0) + 1
    return [{"type": {"type": "emoji", "emoji": one}, "total_count": total} for one, total in totals.items()]
