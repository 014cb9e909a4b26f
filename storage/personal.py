"""Where people are named in the database: for handing it out to them, and for forgetting them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    ColumnElement,
    Table,
    bindparam,
    delete,
    func,
    select,
    union,
    update,
)
from sqlalchemy.sql.dml import UpdateBase

from bot.core.ids import ChatId, CommunityId
from bot.features.members.model import MemberStatus
from bot.features.privacy.model import Fate, Topic
from storage.buffer import Buffer
from storage.enclosed import blank_names, forget_enclosed
from storage.tables import (
    activities,
    activity_entries,
    admins,
    appeal_drafts,
    appeals,
    applications,
    arrivals,
    brand_words,
    case_messages,
    cases,
    checkins,
    domains,
    entry_patterns,
    entry_questions,
    groups,
    habits,
    helpers,
    house_rules,
    incident_alerts,
    incident_messages,
    incidents,
    invites,
    ledger,
    lessons,
    letters,
    limits,
    member_tags,
    members,
    messages,
    nicknames,
    onboarding,
    origins,
    owners,
    participants,
    people,
    posts,
    praise,
    presence,
    redemptions,
    reports,
    rewards,
    rule_confirmations,
    segments,
    setting_changes,
    stars,
    statements,
    surges,
    taboo_hints,
    taboos,
    ticket_drafts,
    tickets,
    watch_hits,
    watch_words,
    words,
)


@dataclass(frozen=True, slots=True)
class Trace:
    """A column that names people. ``blanks``: what of the row is emptied when it is cloaked."""

    who: Column[Any]
    topic: Topic
    fate: Fate
    blanks: tuple[str, ...] = ()
    only: ColumnElement[bool] | None = None

    @property
    def table(self) -> Table:
        table = self.who.table
        assert isinstance(table, Table)
        return table


def _erased(topic: Topic, *columns: Column[Any]) -> Iterable[Trace]:
    return (Trace(column, topic, Fate.ERASED) for column in columns)


def _deeds(*columns: Column[Any]) -> Iterable[Trace]:
    """Who of the staff did something; beside an id, a name of the same deed."""
    for column in columns:
        name = column.name.removesuffix("_by").removesuffix("_to").removesuffix("_id") + "_name"
        named = next((each for each in (name, f"{column.name}_name") if each in column.table.c), None)
        yield Trace(column, Topic.DEEDS, Fate.CLOAKED, (named,) if named else ())


_IS_BANNED = members.c.status == MemberStatus.BANNED.value

TRACES: Sequence[Trace] = (
    *_erased(Topic.PROFILE, people.c.user_id),
    Trace(admins.c.user_id, Topic.PROFILE, Fate.STAYS),
    Trace(owners.c.user_id, Topic.PROFILE, Fate.STAYS),
    Trace(members.c.user_id, Topic.PROFILE, Fate.ERASED, only=~_IS_BANNED),
    Trace(members.c.user_id, Topic.PROFILE, Fate.CLOAKED, ("name", "username"), only=_IS_BANNED),
    *_erased(Topic.PROFILE, segments.c.user_id, member_tags.c.user_id, helpers.c.user_id),
    *_erased(Topic.WORDS, messages.c.sender_id, presence.c.user_id, stars.c.user_id),
    *_erased(Topic.ENTRY, applications.c.user_id, letters.c.user_id, nicknames.c.user_id, onboarding.c.user_id),
    *_erased(Topic.ENTRY, rule_confirmations.c.user_id),
    Trace(arrivals.c.user_id, Topic.ENTRY, Fate.STAYS),
    Trace(limits.c.user_id, Topic.ENTRY, Fate.STAYS),
    Trace(origins.c.user_id, Topic.ENTRY, Fate.CLOAKED, ("name",)),
    Trace(origins.c.inviter_id, Topic.ENTRY, Fate.CLOAKED, ("inviter_name",)),
    Trace(applications.c.invited_by, Topic.ENTRY, Fate.CLOAKED),
    Trace(invites.c.made_by, Topic.ENTRY, Fate.CLOAKED, ("made_by_name",)),
    Trace(cases.c.subject_id, Topic.MODERATION, Fate.CLOAKED, ("subject_name", "findings")),
    Trace(appeals.c.user_id, Topic.MODERATION, Fate.CLOAKED, ("name", "text")),
    *_erased(Topic.MODERATION, reports.c.reporter_id, appeal_drafts.c.user_id),
    Trace(incident_messages.c.user_id, Topic.CRISIS, Fate.CLOAKED, ("name", "text")),
    Trace(watch_hits.c.user_id, Topic.CRISIS, Fate.CLOAKED),
    *_erased(Topic.CRISIS, praise.c.user_id, taboo_hints.c.user_id),
    *_erased(Topic.CHECKINS, checkins.c.user_id, habits.c.user_id, ledger.c.user_id, participants.c.user_id),
    Trace(redemptions.c.user_id, Topic.CHECKINS, Fate.CLOAKED, ("user_name",)),
    Trace(activity_entries.c.user_id, Topic.ACTIVITIES, Fate.CLOAKED, ("name", "text")),
    *_erased(Topic.TICKETS, tickets.c.user_id, ticket_drafts.c.user_id),
    *_erased(Topic.DEEDS, incident_alerts.c.user_id),
    *_deeds(
        activities.c.created_by, appeals.c.decided_by, applications.c.decided_by, brand_words.c.added_by,
        cases.c.actor_id, cases.c.undone_by, checkins.c.granted_by, checkins.c.taken_back_by, domains.c.added_by,
        entry_patterns.c.added_by, entry_questions.c.added_by, groups.c.added_by, helpers.c.appointed_by, house_rules.c.set_by,
        incidents.c.acknowledged_by, incidents.c.assigned_to, incidents.c.closed_by, ledger.c.granted_by,
        lessons.c.teacher, member_tags.c.by_id, posts.c.created_by, redemptions.c.decided_by, rewards.c.created_by, setting_changes.c.by_id, setting_changes.c.about_id, stars.c.starred_by,
        statements.c.by_id,
        surges.c.lifted_by, surges.c.proposed_by, surges.c.tightened_by, taboos.c.added_by, tickets.c.assigned_to,
        tickets.c.closed_by, watch_words.c.added_by, words.c.added_by,
    ),
)  # fmt: skip
"""Every column that holds somebody's id, and what becomes of it."""

EMPTY = {"findings": "[]"}
"""What a blank of a column is, where it is neither NULL nor no text."""
HIDDEN = frozenset(("told", "cards", "card", "seed"))
"""Of no meaning outside: where the bot's own messages are, and how a question was drawn."""

PERSON: BindParameter[int] = bindparam("the_person", type_=BigInteger)
CLOAK: BindParameter[int] = bindparam("the_cloak", type_=BigInteger)
PLACE: BindParameter[int] = bindparam("the_place", type_=BigInteger)


def _scope(table: Table) -> Column[Any] | None:
    """The column that says whose mailbox looks after a row: a group's, a community's; with none, the person's own."""
    return next(
        (table.c[name] for name in ("chat_id", "community_id") if name in table.c and not table.c[name].nullable), None
    )


def _forgetting(trace: Trace) -> UpdateBase:
    mine = [trace.who == PERSON, *([trace.only] if trace.only is not None else [])]
    scope = _scope(trace.table)
    if scope is not None:
        mine.append(scope == PLACE)
    if trace.fate is Fate.ERASED:
        return delete(trace.table).where(*mine)
    blank = {name: EMPTY.get(name, None if trace.table.c[name].nullable else "") for name in trace.blanks}
    return update(trace.table).where(*mine).values({trace.who: CLOAK, **blank})


FORGET: Mapping[str | None, Sequence[tuple[UpdateBase, Fate]]] = {
    scope: [
        (_forgetting(trace), trace.fate)
        for trace in TRACES
        if trace.fate is not Fate.STAYS and getattr(_scope(trace.table), "name", None) == scope
    ]
    for scope in ("chat_id", "community_id", None)
}
BLANK_CASE_MESSAGES = (
    update(case_messages)
    .where(
        case_messages.c.case_id.in_(
            select(cases.c.id).where(cases.c.chat_id == PLACE, cases.c.subject_id.in_((PERSON, CLOAK)))
        )
    )
    .values(text="", file_id=None)
)
_AGAIN = members.alias("again")
DROP_EARLIER_CLOAK = delete(members).where(
    members.c.chat_id == PLACE,
    members.c.user_id == CLOAK,
    select(_AGAIN.c.user_id)
    .where(_AGAIN.c.chat_id == PLACE, _AGAIN.c.user_id == PERSON, _AGAIN.c.status == MemberStatus.BANNED.value)
    .exists(),
)
"""Somebody who was forgotten, came again, was banned again and asks again: the newer ban is the one that counts."""


class Personal:
    """What is kept of one person."""

    def __init__(self, buffer: Buffer, user_id: int) -> None:
        self._buffer = buffer
        self._user_id = user_id

    async def groups(self) -> list[ChatId]:
        """The groups in which something names them."""
        found = [
            select(trace.table.c.chat_id.label("chat_id")).where(trace.who == self._user_id)
            for trace in TRACES
            if "chat_id" in trace.table.c
        ]
        rows = await self._buffer.read(select(union(*found).subquery()), beside_writes=True)
        return [ChatId(row.chat_id) for row in rows if row.chat_id is not None]

    async def communities(self) -> list[CommunityId]:
        """The communities in which something names them."""
        found = [
            select(trace.table.c.community_id.label("community_id")).where(trace.who == self._user_id)
            for trace in TRACES
            if "community_id" in trace.table.c
        ]
        rows = await self._buffer.read(select(union(*found).subquery()), beside_writes=True)
        return [CommunityId(row.community_id) for row in rows]

    async def everything(self) -> dict[Topic, dict[str, list[dict[str, Any]]]]:
        """Every row that names them, by topic and table; values as JSON has them, instants in ISO 8601."""
        found: dict[Topic, dict[str, list[dict[str, Any]]]] = {}
        for trace in TRACES:
            others = _names_of_others(trace)
            mine = (trace.who == self._user_id, *([trace.only] if trace.only is not None else []))
            rows = await self._buffer.read(select(trace.table).where(*mine), beside_writes=True)
            shown = [
                {name: _plain(value) for name, value in row._mapping.items() if name not in others | HIDDEN}
                for row in rows
            ]
            if shown:
                found.setdefault(trace.topic, {}).setdefault(trace.table.name, []).extend(shown)
        return found

    async def names(self) -> list[str]:
        """What they are called wherever they are known."""
        found = [
            select((people.c.first_name + " " + func.coalesce(people.c.last_name, "")).label("name")).where(
                people.c.user_id == self._user_id
            ),
            select(members.c.name).where(members.c.user_id == self._user_id),
            select(admins.c.name).where(admins.c.user_id == self._user_id),
        ]
        rows = await self._buffer.read(select(union(*found).subquery()), beside_writes=True)
        return sorted({row.name.strip() for row in rows} - {""})

    async def forget_in_group(self, chat_id: int, cloak: int) -> None:
        """Forget them in one group; ``cloak`` stands in their place where a fact stays."""
        await forget_enclosed(self._buffer, "chat_id", chat_id, self._user_id, cloak)
        both = {"the_place": chat_id, "the_person": self._user_id, "the_cloak": cloak}
        self._buffer.write(BLANK_CASE_MESSAGES, **both)
        self._buffer.write(DROP_EARLIER_CLOAK, **both)
        self._forget("chat_id", chat_id, cloak)

    async def forget_in_community(self, community_id: int, cloak: int, names: Collection[str]) -> None:
        """Forget them in what the groups of a community share; ``names``: what they were called there."""
        await forget_enclosed(self._buffer, "community_id", community_id, self._user_id, cloak)
        blank_names(self._buffer, community_id, names)
        self._forget("community_id", community_id, cloak)

    def forget_in_private(self, cloak: int) -> None:
        """Forget what belongs to no group."""
        self._forget(None, None, cloak)

    def _forget(self, scope: str | None, place: int | None, cloak: int) -> None:
        for statement, fate in FORGET[scope]:
            parameters = {"the_person": self._user_id}
            if place is not None:
                parameters["the_place"] = place
            if fate is Fate.CLOAKED:
                parameters["the_cloak"] = cloak
            self._buffer.write(statement, **parameters)


def _names_of_others(trace: Trace) -> set[str]:
    """The columns of the row that name somebody else."""
    others = [other for other in TRACES if other.table is trace.table and other.who is not trace.who]
    return {name for other in others for name in (other.who.name, *other.blanks)} - {trace.who.name, *trace.blanks}


def _plain(value: object) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
