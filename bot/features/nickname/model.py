"""How far the bot has gone with somebody whose name does not fit."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import UserId


class Stage(StrEnum):
    ASKED = "asked"
    REMINDED = "reminded"
    LIMITED = "limited"


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A member who has been asked to change their name, and since when the stage lasts."""

    user_id: UserId
    stage: Stage
    since: datetime


@dataclass(frozen=True, slots=True)
class Named:
    """A member by the name last seen. ``is_exempt``: trusted or an administrator, never asked."""

    user_id: UserId
    name: str
    is_exempt: bool
