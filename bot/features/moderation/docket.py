"""The cases in hand in one chat, as its mailbox remembers them, so that a raid asks no database."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.core.ids import CaseId
from bot.features.moderation.model import Case, Told
from bot.features.moderation.rules import JOIN_WITHIN, joins

CARDS_A_MINUTE = 3
"""Cases of one chat that get a card of their own; further ones within the minute share one."""
MINUTE = timedelta(minutes=1)
PRUNE_EVERY = timedelta(minutes=1)
RAID = "raid:"
HOUR = "hour:"
"""How the handles of shared cards begin: of a raid of questions, and of an hour of certain cases."""


@dataclass(frozen=True, slots=True)
class Raid:
    """A shared card. It takes in cases as long as the last one is not older than a minute."""

    card: str
    told: tuple[Told, ...]
    last_at: datetime


@dataclass(slots=True)
class Docket:
    """Open cases by row id and by subject, what cards were shown when, and which of them are behind."""

    cases: dict[CaseId, Case] = field(default_factory=dict)
    by_subject: dict[int, CaseId] = field(default_factory=dict)
    albums: dict[str, CaseId] = field(default_factory=dict)
    shown_at: list[datetime] = field(default_factory=list)
    behind: set[str] = field(default_factory=set)
    raid: Raid | None = None
    refresh_is_planned: bool = False
    pruned_at: datetime | None = None

    @classmethod
    def of(cls, cases: Iterable[Case]) -> "Docket":
        """The docket as far as stored cases tell; every card counts as behind."""
        docket = cls()
        told: dict[str, tuple[Told, ...]] = {}
        for case in cases:
            docket.put(case)
            if case.card is None or case.card.startswith(HOUR):
                continue
            docket.behind.add(case.card)
            if case.card.startswith(RAID):
                told[case.card] = told.get(case.card) or case.told
                docket.raid = Raid(case.card, told[case.card], case.last_at)
            else:
                docket.shown_at.append(case.opened_at)
        return docket

    def put(self, case: Case) -> None:
        """Take in a case as it is now; an undone one no longer takes in what its subject does."""
        self.cases[case.id] = case
        if case.by_machine and not case.is_undone:
            self.by_subject[case.subject.id] = case.id
        elif self.by_subject.get(case.subject.id) == case.id:
            del self.by_subject[case.subject.id]

    def open_for(self, subject_id: int, at: datetime) -> Case | None:
        """The case that something done by this subject at ``at`` belongs to."""
        case = self.cases.get(self.by_subject.get(subject_id, CaseId(0)))
        return case if case is not None and joins(case, at) else None

    def is_raid(self, now: datetime) -> bool:
        """Whether the next card must be shared; forgets cards older than a minute."""
        self.shown_at = [at for at in self.shown_at if now - at < MINUTE]
        if self.raid is not None and now - self.raid.last_at >= MINUTE:
            self.raid = None
        return self.raid is not None or len(self.shown_at) >= CARDS_A_MINUTE

    def raided(self, now: datetime) -> None:
        """The shared card has taken in one more case."""
        if self.raid is not None:
            self.raid = replace(self.raid, last_at=now)

    def prune(self, at: datetime) -> None:
        """Let go of cases that can take in nothing more."""
        if self.pruned_at is not None and at - self.pruned_at < PRUNE_EVERY:
            return
        self.pruned_at = at
        old = [case for case in self.cases.values() if at - case.last_at > JOIN_WITHIN]
        for case in old:
            del self.cases[case.id]
            if self.by_subject.get(case.subject.id) == case.id:
                del self.by_subject[case.subject.id]
        self.albums = {album: id_ for album, id_ in self.albums.items() if id_ in self.cases}
