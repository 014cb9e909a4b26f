"""Slowing a group down while it burns: after each message a pause, or text alone where there are too many people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

PAUSE: Final = timedelta(seconds=35)
"""After each message. The Bot API knows no slow mode; a limit under 30 s would be for ever."""
LASTS: Final = timedelta(hours=2)
LARGE: Final = 200
"""Members from which on single pauses would be too many calls: Telegram takes some twenty a minute for one group."""


class Manner(StrEnum):
    """How a group is slowed down."""

    PAUSES = "pauses"
    """each member rests after a message"""
    TEXT = "text"
    """everybody may send text only"""


class Phase(StrEnum):
    """How far a group that may only send text is; with pauses it is always ``ON``."""

    LOOKING = "looking"
    """Telegram was asked what members may do now"""
    ON = "on"


@dataclass(frozen=True, slots=True)
class Slowed:
    """A group that is slowed down for an incident. ``permissions``: what members could do before."""

    incident_id: int
    manner: Manner
    phase: Phase
    began_at: datetime
    ends_at: datetime
    permissions: Mapping[str, bool]


def given_back(before: Mapping[str, bool], now: Mapping[str, bool]) -> Mapping[str, bool] | None:
    """What to set so that members may do again what they could before; None when somebody has changed it meanwhile."""
    names = taken(before)
    if any(now.get(name, False) for name in names):
        return None
    return {**now, **dict.fromkeys(names, True)}


def taken(before: Mapping[str, bool]) -> Sequence[str]:
    """What text only takes away from members who could do this."""
    left = text_only(before)
    return [name for name, value in before.items() if value and not left[name]]


def text_only(permissions: Mapping[str, bool]) -> Mapping[str, bool]:
    """What members may do in a slowed group: text as before, and nothing that is sent beside it."""
    return {name: value and (name == "can_send_messages" or "send" not in name) for name, value in permissions.items()}
