"""Findings, verdicts and cases: what moderation sees, decides and keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from bot.core.event import SenderKind
from bot.core.ids import CaseId, ChatId, CommunityId

REPORTS = "reports"
"""The signal of what members have reported: it stands among the reasons, and nothing of it was judged here."""


class Action(IntEnum):
    """The ladder. A higher rung includes the deletion of what was written, from ``DELETE`` on."""

    OBSERVE = 0
    ASK = 1
    """nothing is done, the staff decide"""
    DELETE = 2
    WARN = 3
    MUTE = 4
    KICK = 5
    BAN = 6

    @property
    def word(self) -> str:
        """The name in the database and in text keys."""
        return self.name.lower()

    @classmethod
    def of(cls, word: str) -> "Action":
        """The action of a stored name; KeyError for anything else."""
        return cls[word.upper()]

    @property
    def is_sanction(self) -> bool:
        """Whether it is done to the person, beyond what they wrote."""
        return self >= Action.WARN

    @property
    def removes(self) -> bool:
        """Whether the person is out of the group afterwards."""
        return self >= Action.KICK


class FindingKind(StrEnum):
    EVIDENCE = "evidence"
    """about what was sent"""
    PERSON = "person"
    """about who sent it: never convicts alone"""
    TRUST = "trust"
    """a reason to be lenient"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one signal found, with its reason; ``weight`` 0 when innocent, 1 when certain alone.

    ``key`` is a text whose variables are ``values``. ``order``: what the admins have ordered for exactly this.
    """

    signal: str
    weight: float
    kind: FindingKind
    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    order: Action | None = None

    @property
    def is_evidence(self) -> bool:
        return self.kind is FindingKind.EVIDENCE and self.weight > 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What shall be done about one message, and why."""

    action: Action
    findings: tuple[Finding, ...] = ()

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """The findings that count, the heaviest first."""
        weighing = [finding for finding in self.findings if finding.weight > 0]
        return tuple(sorted(weighing, key=lambda finding: -finding.weight)) if weighing else ()


@dataclass(frozen=True, slots=True)
class Sanction:
    """What is done to a person. ``until`` None is for good (or, for a warning or a kick, has no meaning)."""

    action: Action
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier sanction of the same person that was not undone."""

    action: Action
    at: datetime


@dataclass(frozen=True, slots=True)
class Word:
    """A forbidden word of a community and what the admins ordered for it."""

    word: str
    folded: str
    action: Action


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a case is about: a person, or a channel that speaks. ``id`` is the user's or the channel's."""

    kind: SenderKind
    id: int
    name: str

    @property
    def is_channel(self) -> bool:
        return self.kind is SenderKind.FOREIGN_CHANNEL


class CaseState(StrEnum):
    OPEN = "open"
    """decided; what was decided is being done or is done"""
    ASKED = "asked"
    """left to the staff"""
    OBSERVED = "observed"
    """shown only: the group is in observe mode"""
    UNDONE = "undone"
    CLEARED = "cleared"
    """the staff have looked, and there is nothing to it"""


class Progress(StrEnum):
    """How far the sanction of a case is."""

    NONE = "none"
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"
    LIFTING = "lifting"
    """it is being taken off again"""
    HELD = "held"
    """Telegram has refused to take it off"""
    LIFTED = "lifted"


class Part(StrEnum):
    """What a message is in its case."""

    JUDGED = "judged"
    """the case is about it: the machine, members or a command of the staff have called it something"""
    CITED = "cited"
    """a sanction by hand was the answer to it"""
    SWEPT = "swept"
    """recent, and went with its author, whatever it says"""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who has a case's card in private, or the admins' own group that has it."""

    user_id: int
    language: str


@dataclass(frozen=True, slots=True)
class Case:
    """One incident with one member. ``actor_id`` None is the machine; ``until`` the end of the sanction.

    ``messages`` belong to it, of which Telegram has deleted ``removed``. ``error`` is why something could not be
    done. ``card`` is the handle of the card that shows it, ``told`` who got that card; ``waits`` when nobody could be
    shown it yet. ``wrong``: the staff have said that the machine was. ``excerpt`` is the text of the first message it is about.
    """

    id: CaseId
    community_id: CommunityId
    number: int
    chat_id: ChatId
    subject: Subject
    opened_at: datetime
    last_at: datetime
    action: Action
    findings: tuple[Finding, ...] = ()
    actor_id: int | None = None
    actor_name: str | None = None
    until: datetime | None = None
    reason: str = ""
    state: CaseState = CaseState.OPEN
    messages: int = 0
    removed: int = 0
    sanction: Progress = Progress.NONE
    error: str | None = None
    card: str | None = None
    told: tuple[Told, ...] = ()
    undone_at: datetime | None = None
    undone_by: int | None = None
    undone_name: str | None = None
    waits: bool = False
    wrong: bool = False
    excerpt: str = ""

    @property
    def by_machine(self) -> bool:
        return self.actor_id is None

    @property
    def began_by_machine(self) -> bool:
        """Whether the machine opened it, whoever has decided since: only its own cases have findings that weigh.

        That somebody of the staff trusts its subject is noted on any case, and weighs nothing.
        """
        return self.by_machine or any(finding.weight for finding in self.findings)

    @property
    def was_judged(self) -> bool:
        """Whether the machine has judged somebody in it, which may be wrong; members who report are not the machine."""
        weighing = [finding for finding in self.findings if finding.weight]
        return self.began_by_machine and (not weighing or any(finding.signal != REPORTS for finding in weighing))

    @property
    def is_undone(self) -> bool:
        return self.state is CaseState.UNDONE

    @property
    def is_to_undo(self) -> bool:
        """Whether there is anything to take back; a case that was only shown or looked at has done nothing."""
        return self.state in (CaseState.OPEN, CaseState.ASKED) or self.is_held

    @property
    def is_held(self) -> bool:
        """Whether it was undone, and Telegram has refused to lift the sanction."""
        return self.is_undone and self.sanction is Progress.HELD

    @property
    def may_be_appealed(self) -> bool:
        """Whether something was done to its subject and still stands; what was taken away until somebody decides too."""
        return self.state is CaseState.OPEN or (self.asks and self.removed > 0)

    @property
    def is_in_force(self) -> bool:
        """Whether a mute, kick or ban was asked of Telegram, which has neither refused nor lifted it."""
        return self.action >= Action.MUTE and self.sanction in (Progress.PENDING, Progress.DONE)

    @property
    def is_settled(self) -> bool:
        """Whether it was undone, and nothing of it is left that Telegram would have to lift."""
        return self.is_undone and self.sanction not in (Progress.LIFTING, Progress.HELD)

    @property
    def asks(self) -> bool:
        return self.state is CaseState.ASKED

    @property
    def hesitates(self) -> bool:
        """Whether something speaks for the subject: what was done is put before the staff."""
        return any(finding.kind is FindingKind.TRUST and finding.weight for finding in self.findings)
