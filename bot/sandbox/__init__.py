"""A small Telegram of our own: a stateful Bot API over HTTP on this machine, and people to drive it.

It stands for Telegram in the demo, the stories, the crash tests and the benchmarks, and knows nothing of the bot.
"""

from bot.sandbox.chats import Chat, InviteLink, JoinRequest, Member
from bot.sandbox.clock import Clock, RealClock, VirtualClock
from bot.sandbox.faults import Fault
from bot.sandbox.journal import Call, WorldEvent
from bot.sandbox.keyboards import Button
from bot.sandbox.limits import Limits
from bot.sandbox.messages import Message
from bot.sandbox.people import User
from bot.sandbox.presses import Press
from bot.sandbox.rights import ALL_PERMISSIONS, ALL_RIGHTS, NO_PERMISSIONS, PERMISSIONS
from bot.sandbox.sandbox import Address, Sandbox

__all__ = [
    "ALL_PERMISSIONS",
    "ALL_RIGHTS",
    "NO_PERMISSIONS",
    "PERMISSIONS",
    "Address",
    "Button",
    "Call",
    "Chat",
    "Clock",
    "Fault",
    "InviteLink",
    "JoinRequest",
    "Limits",
    "Member",
    "Message",
    "Press",
    "RealClock",
    "Sandbox",
    "User",
    "VirtualClock",
    "WorldEvent",
]
