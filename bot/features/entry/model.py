"""An application: one person's wish to come into one group, from the request to its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.ids import ApplicationId, ChatId, UserId
from bot.features.entry.steps import Step
from bot.features.entry.steps.question import BankQuestion, Turn


class Door(StrEnum):
    """How somebody stands before the group."""

    REQUEST = "request"
    """outside, with a join request"""
    OPEN = "open"
    """inside, muted until they have passed"""


class State(StrEnum):
    """Whose turn it is."""

    ASKED = "asked"
    """the applicant's"""
    REVIEW = "review"
    """an administrator's"""
    CHECKING = "checking"
    """the outside list's: everything else is passed"""
    APPROVING = "approving"
    """Telegram's, to let them in"""
    DECLINING = "declining"
    """Telegram's, to refuse or remove them"""
    CLOSED = "closed"


class Ending(StrEnum):
    """How an application ended, or is about to; `UNREACHABLE` stays until a person decides."""

    PASSED = "passed"
    WRONG = "wrong"
    SILENT = "silent"
    """they began, and did not answer in time"""
    NEVER_TRIED = "never_tried"
    """they were asked and did nothing at all"""
    BLOCKED = "blocked"
    """a list or a missing invitation spoke against them; nothing they could answer"""
    DECLINED_BY_ADMIN = "declined_by_admin"
    APPROVED_BY_ADMIN = "approved_by_admin"
    WITHDRAWN = "withdrawn"
    """the request is gone without a decision that the bot has seen"""
    UNREACHABLE = "unreachable"


class Why(StrEnum):
    """Why a person has to decide."""

    GATE = "gate"
    """the gate says so"""
    OUTCOME = "outcome"
    """the gate says so for this ending"""
    UNREACHABLE = "unreachable"
    """the question did not arrive"""
    MISSED = "missed"
    """the bot was away when it should have decided"""
    NOTHING_TO_ASK = "nothing_to_ask"
    """the phrases are past their date, or too few questions are left"""
    REFUSED = "refused"
    """Telegram did not carry out the bot's decision"""
    SURGE = "surge"
    """they came in a surge and wait for its end, or for an administrator who wants to look at everybody"""


class Hurdle(StrEnum):
    """What speaks against somebody before anything is asked."""

    NAME = "name"
    """a pattern of the community's list is in the name"""
    BIO = "bio"
    BANNED = "banned"
    """banned in another group of the community"""
    OUTSIDE_LIST = "outside_list"
    NOT_INVITED = "not_invited"


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a question of step number ``step``. ``topic`` and ``said`` as administrators see them."""

    step: int
    item: int
    topic: str
    said: str
    right: bool


@dataclass(frozen=True, slots=True)
class Application:
    """``steps`` are those of the gate when it was made; ``step`` the index of the one to pass, ``attempts`` its wrong answers.

    ``carried``: wrong answers of an application taken back, which count at every step.
    ``made_at``: when they asked; ``asked_at``: when the last question was put. ``seed``: what questions are made from.
    ``begun``: they have done something since they were asked. ``answers`` and ``bio`` are kept until the end only.

    Where they come from: ``link`` they followed and its name in ``source``, ``phrase`` they knew (its label),
    ``is_invited`` through the bot (a tracked or single-use link, a voucher), ``invited_by`` whom.

    ``hurdle`` spoke against them, with its ``detail`` for administrators. ``is_checked``: no outside list has still
    to be asked. ``in_surge``: came in a wave. ``for_good``: they are banned with the
    ending. ``cards``: who was sent a card about it.
    """

    id: ApplicationId
    chat_id: ChatId
    user_id: UserId
    user_chat_id: ChatId
    name: str
    steps: tuple[Step, ...]
    made_at: datetime
    asked_at: datetime
    deadline_at: datetime
    state: State
    seed: int = 0
    door: Door = Door.REQUEST
    step: int = 0
    attempts: int = 0
    carried: int = 0
    begun: bool = False
    answers: tuple[Answered, ...] = ()
    source: str = ""
    link: str = ""
    phrase: str = ""
    is_invited: bool = False
    invited_by: UserId | None = None
    bio: str = ""
    hurdle: Hurdle | None = None
    detail: str = ""
    is_checked: bool = True
    in_surge: bool = False
    why: Why | None = None
    ending: Ending | None = None
    decided_at: datetime | None = None
    decided_by: UserId | None = None
    for_good: bool = False
    cards: tuple[UserId, ...] = ()

    @property
    def current(self) -> Step:
        """The step to pass now; only an application with steps has one."""
        return self.steps[self.step]

    @property
    def given(self) -> tuple[Answered, ...]:
        """The answers to questions of the current step."""
        return tuple(answer for answer in self.answers if answer.step == self.step)

    def turn(self, bank: Sequence[BankQuestion], today: date) -> Turn:
        """Where they stand in the current step."""
        given = self.given
        done = tuple(answer.item for answer in given if answer.right)
        return Turn(self.seed, today, len(given), done, tuple(bank))

    @property
    def can_be_told(self) -> bool:
        """Whether there is a private chat: a request opens one, from the open door only the person can."""
        return self.door is Door.REQUEST or self.begun

    @property
    def card(self) -> str:
        """The handle of its cards."""
        return f"application:{self.id}"

    @property
    def place(self) -> str:
        """Which question of all this is; it stands in the buttons, so that a press on an older one is seen to be late."""
        return f"{self.step}.{len(self.given)}"

    @property
    def question(self) -> str:
        """The handle of the question that stands."""
        return f"question:{self.id}:{self.place}"

    @property
    def questions(self) -> tuple[str, ...]:
        """The handles of everything asked in the current step, the question that stands last."""
        return tuple(f"question:{self.id}:{self.step}.{number}" for number in range(len(self.given) + 1))
