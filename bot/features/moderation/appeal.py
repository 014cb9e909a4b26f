"""Appeals: a member says that a case is wrong, and a human decides."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.ids import CaseId, ChatId
from bot.features.moderation.model import Told

TRIES = 2
"""Appeals about one case."""
LOOKS_BACK = timedelta(days=37)
"""How long a case can be appealed: as long as its texts are kept."""
ASKED_FOR = timedelta(minutes=30)
"""How long the bot waits for the words of an appeal."""


class AppealState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Appeal:
    """``told``: who got its card, whose handle is ``appeal:<id>:<chat id>``."""

    id: int
    case_id: CaseId
    chat_id: ChatId
    user_id: int
    name: str
    at: datetime
    text: str
    state: AppealState = AppealState.OPEN
    told: tuple[Told, ...] = ()
    decided_at: datetime | None = None
    decided_by: int | None = None
    decided_name: str | None = None


@dataclass(frozen=True, slots=True)
class AppealDraft:
    """Somebody who has been asked why a case is wrong."""

    case_id: CaseId
    asked_at: datetime


def may_appeal(earlier: list[Appeal]) -> bool:
    """Whether another try is left, and none is waiting for its answer."""
    return len(earlier) < TRIES and all(appeal.state is AppealState.REFUSED for appeal in earlier)
