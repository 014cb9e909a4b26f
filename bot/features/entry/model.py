"""An application: one person's wish to come into one group, from the request to its end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.ids import ApplicationId, ChatId, UserId
from bot.features.entry.steps import Step


class State(StrEnum):
    """Whose turn it is."""

    ASKED = "asked"
    """the applicant's"""
    REVIEW = "review"
    """an administrator's"""
    APPROVING = "approving"
    """Telegram's, to let them in"""
    DECLINING = "declining"
    """Telegram's, to refuse them"""
    CLOSED = "closed"


class Ending(StrEnum):
    """How an application ended, or is about to; `UNREACHABLE` stays until a person decides."""

    PASSED = "passed"
    WRONG = "wrong"
    SILENT = "silent"
    DECLINED_BY_ADMIN = "declined_by_admin"
    APPROVED_BY_ADMIN = "approved_by_admin"
    WITHDRAWN = "withdrawn"
    """the request is gone without a decision that the bot has seen"""
    UNREACHABLE = "unreachable"


class Why(StrEnum):
    """Why a person has to decide."""

    GATE = "gate"
    """the gate says so"""
    UNREACHABLE = "unreachable"
    """the question did not arrive"""
    MISSED = "missed"
    """the bot was away when it should have decided"""
    REFUSED = "refused"
    """Telegram did not carry out the bot's decision"""


@dataclass(frozen=True, slots=True)
class Application:
    """``steps`` are those of the gate when it was made; ``step`` the index of the one to pass, ``attempts`` its wrong answers.

    ``asked_at`` is when the applicant was last asked. ``bio`` is kept until the end only. ``cards``: who was sent a
    card about it.
    """

    id: ApplicationId
    chat_id: ChatId
    user_id: UserId
    user_chat_id: ChatId
    name: str
    steps: tuple[Step, ...]
    asked_at: datetime
    deadline_at: datetime
    state: State
    step: int = 0
    attempts: int = 0
    source: str = ""
    bio: str = ""
    why: Why | None = None
    ending: Ending | None = None
    decided_at: datetime | None = None
    decided_by: UserId | None = None
    cards: tuple[UserId, ...] = ()

    @property
    def current(self) -> Step:
        """The step to pass now; only an application with steps has one."""
        return self.steps[self.step]

    @property
    def card(self) -> str:
        """The handle of its cards."""
        return f"application:{self.id}"

    def question(self, attempt: int) -> str:
        """The handle of the question put after ``attempt`` wrong answers to the current step."""
        return f"question:{self.id}:{self.step}:{attempt}"
