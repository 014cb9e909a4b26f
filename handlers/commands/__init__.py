"""Commands: what members and administrators can ask for, in the chat or in private, by slash, keyword or reply."""

from handlers.commands.dispatcher import COMMAND, Commands
from handlers.commands.replies import STALE, ask_to_start, gone_stale, reply, spoken
from handlers.commands.target import target
from handlers.commands.vocabulary import Audience, Command, Misused, NotListed, Request

__all__ = [
    "COMMAND",
    "STALE",
    "Audience",
    "Command",
    "Commands",
    "Misused",
    "NotListed",
    "Request",
    "ask_to_start",
    "gone_stale",
    "reply",
    "spoken",
    "target",
]
