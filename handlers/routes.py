"""What a feature's handlers offer to the rest of the house."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from telegram.ext import BaseHandler

from bot.core.event import Message, Person, Place
from bot.features.settings.model import Group
from handlers.commands import Command
from handlers.context import WeiluContext
from handlers.desk import Desk
from handlers.keyboards import Press


class Phase(IntEnum):
    """The order in which routes see an update. A route that raises ApplicationHandlerStop ends it there."""

    ARRIVAL = 0
    """groups become known, people are met"""
    MODERATION = 1
    """before anything else is done with a message"""
    COUNTING = 2
    WATCHING = 3
    """mood and watch words"""
    TALKING = 4
    """commands, keywords, answers"""


OnPlace = Callable[[Desk, Place], Awaitable[None]]
OnSaid = Callable[[Desk, Group, Message], Awaitable[None]]
OnPress = Callable[[Desk, Press], Awaitable[None]]
OnEvent = Callable[[Desk, bytes], Awaitable[None]]
OnLink = Callable[[Desk, Person, str], Awaitable[None]]
"""Who followed a link to the private chat, and what came after the noun and ``_``; in the person's own mailbox."""


@dataclass(frozen=True, slots=True)
class Hears:
    """Hears every new message in a group, and with ``edits`` each new version of one; no notes of the service."""

    phase: Phase
    run: OnSaid
    edits: bool = False


@dataclass(frozen=True, slots=True)
class Routes:
    """One feature's part. ``updates``: the client's handlers by phase; ``buttons``: by noun; ``events``: by kind;
    ``presses``: by kind, presses that another mailbox has sent on.

    ``places``: what is told of the group of every update before anything else sees it.
    ``spoken``: what hears the talk of groups; in each phase after its ``updates``. An ordinary message goes to these alone,
    and the client never sees it: no handler among the ``updates`` may want one.
    ``links``: by noun, what happens when somebody follows ``?start=noun_rest`` into the private chat.
    """

    updates: Sequence[tuple[Phase, BaseHandler[Any, WeiluContext, Any]]] = ()
    places: Sequence[OnPlace] = ()
    spoken: Sequence[Hears] = ()
    commands: Sequence[Command] = ()
    buttons: Mapping[str, OnPress] = field(default_factory=dict)
    presses: Mapping[str, OnPress] = field(default_factory=dict)
    events: Mapping[str, OnEvent] = field(default_factory=dict)
    links: Mapping[str, OnLink] = field(default_factory=dict)
