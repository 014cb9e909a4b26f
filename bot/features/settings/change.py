"""A setting that was changed, or who is an owner: what `/history` tells and an undo takes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.core.event import Person
from bot.core.ids import ChatId, CommunityId

OWNERS: Final = "owners"
"""Stands for a feature where a change is one of owners; its keys are the two below."""
ADDED: Final = "added"
DROPPED: Final = "dropped"


@dataclass(frozen=True, slots=True)
class Altered:
    """A value that a decision has changed. ``was`` and ``now``: ``[value]``, or empty where nothing was set.

    ``chat_id`` is None for what all groups of the community share. ``about``: whom a change of people is about.
    """

    community_id: CommunityId
    chat_id: ChatId | None
    feature: str
    key: str
    was: list[Any]
    now: list[Any]
    about: Person | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The same, kept: by whom and when. ``by_id`` None is the bot itself."""

    id: int
    at: datetime
    by_id: int | None
    by_name: str
    altered: Altered


def differences(
    community_id: CommunityId,
    chat_id: ChatId | None,
    feature: str,
    was: Mapping[str, Any],
    now: Mapping[str, Any],
) -> list[Altered]:
    """What differs between two overlays of a feature, by key."""
    return [
        Altered(community_id, chat_id, feature, key, [was[key]] if key in was else [], [now[key]] if key in now else [])
        for key in dict.fromkeys([*was, *now])
        if (key in was, was.get(key)) != (key in now, now.get(key))
    ]
