"""Every Bot API method the sandbox answers, by lower-case name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.methods import (
    callbacks,
    chat_facts,
    chat_settings,
    copying,
    deleting,
    editing,
    ephemeral,
    invitations,
    members,
    own_account,
    polls,
    reactions,
    sending,
    topics,
)
from bot.sandbox.params import Params
from bot.sandbox.world import World

Method = Callable[[World, Params], Any]

_MODULES = (
    callbacks,
    chat_facts,
    chat_settings,
    copying,
    deleting,
    editing,
    ephemeral,
    invitations,
    members,
    own_account,
    polls,
    reactions,
    sending,
    topics,
)
METHODS: dict[str, tuple[str, Method]] = {
    name.lower(): (name, method) for module in _MODULES for name, method in module.METHODS.items()
}
"""Lower-case name → proper name and function. A method returns its result or raises ApiError; it never waits."""
