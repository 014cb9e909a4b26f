"""What every call says of itself: whether it may be done again, and who goes first; and the buttons of messages."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Repeat(StrEnum):
    """What happens to a call whose outcome is unknown, because the process or the line died during it."""

    SAFE = "safe"
    """done again; "already done" counts as success"""
    WANTED = "wanted"
    """done again, marked as sent again"""
    NEVER = "never"
    """not done again; the loss is logged and counted"""


class Lane(IntEnum):
    """Who goes first. Urgent calls have places of their own and never wait for chatter."""

    URGENT = 0
    NORMAL = 1
    BULK = 2


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: ``data`` (packed, at most 64 bytes) or ``url``."""

    text: str
    data: str | None = None
    url: str | None = None


Buttons = tuple[tuple[Button, ...], ...]
