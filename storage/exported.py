"""What administrators are shown of one group and its community, whole, as rows for a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, and_, literal, select
from sqlalchemy.sql.elements import ColumnElement

from storage.buffer import Buffer
from storage.tables import (
    activities,
    brand_words,
    checkins,
    entry_patterns,
    entry_questions,
    helpers,
    incidents,
    kit,
    ledger,
    members,
    origins,
    posts,
    programmes,
    redemptions,
    rewards,
    setting_changes,
    stars,
    taboos,
    tickets,
    watch_words,
    words,
)

MOST: Final = 50_000
"""Rows of one table; of more the newest."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One table: the codes of its columns (texts ``export-column-<code>``), and its rows, the newest first."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]


def _person(table: Any) -> ColumnElement[bool]:
    return and_(members.c.chat_id == table.c.chat_id, members.c.user_id == table.c.user_id)


def _of_group(chat_id: int) -> dict[str, Select[Any]]:
    """By table; a column's label is its code."""
    c, e, r, o, t, a, p = (table.c for table in (checkins, ledger, redemptions, origins, tickets, activities, posts))
    who = members.c.name.label("member")
    return {
        "checkins": select(
            programmes.c.name.label("programme"), c.day, c.at, who, c.user_id.label("id"), c.made_up,
            c.flag.label("odd"), c.taken_back_at, c.taken_back_why,
        )
        .join_from(checkins, programmes, programmes.c.id == c.programme_id)
        .outerjoin(members, _person(checkins))
        .where(c.chat_id == chat_id).order_by(c.at.desc()),
        "points": select(e.at, who, e.user_id.label("id"), e.amount, e.reason, e.note, e.granted_by)
        .outerjoin_from(ledger, members, _person(ledger))
        .where(e.chat_id == chat_id).order_by(e.id.desc()),
        "rewards": select(
            rewards.c.number, rewards.c.name.label("reward"), rewards.c.cost, rewards.c.stock, rewards.c.removed_at
        ).where(rewards.c.chat_id == chat_id).order_by(rewards.c.number.desc()),
        "redemptions": select(
            r.at, r.user_name.label("member"), r.user_id.label("id"), r.reward_name.label("reward"), r.cost, r.state,
            r.decided_at, r.decided_name.label("by"),
        ).where(r.chat_id == chat_id).order_by(r.id.desc()),
        "sources": select(
            o.joined_at, o.name.label("member"), o.user_id.label("id"), o.link, o.inviter_name.label("inviter"),
            o.wrote, o.left_at, o.banned_at,
        ).where(o.chat_id == chat_id).order_by(o.id.desc()),
        "tickets": select(
            t.number, t.at, t.name.label("member"), t.user_id.label("id"), t.source, t.state, t.due_at, t.overdue,
            t.answered_at, t.assigned_name.label("assigned"), t.closed_at, t.closed_name.label("by"),
        ).where(t.chat_id == chat_id).order_by(t.id.desc()),
        "activities": select(
            a.number, a.kind, a.title, a.state, a.opened_at.label("opened"), a.ends_at, a.closed_at
        ).where(a.chat_id == chat_id).order_by(a.id.desc()),
        "posts": select(
            p.number, p.rule, p.text, p.notice, p.created_at, p.paused_at, p.removed_at
        ).where(p.chat_id == chat_id).order_by(p.id.desc()),
        "questions": select(
            entry_questions.c.number, entry_questions.c.text.label("question"), entry_questions.c.tries,
            entry_questions.c.passes, entry_questions.c.added_at, entry_questions.c.retired_at,
        ).where(entry_questions.c.chat_id == chat_id).order_by(entry_questions.c.id.desc()),
        "stars": select(stars.c.at, stars.c.name.label("member"), stars.c.user_id.label("id"), stars.c.posted_at)
        .where(stars.c.chat_id == chat_id).order_by(stars.c.at.desc()),
        "helpers": select(helpers.c.name.label("member"), helpers.c.user_id.label("id"), helpers.c.appointed_at)
        .where(helpers.c.chat_id == chat_id).order_by(helpers.c.appointed_at.desc()),
    }  # fmt: skip


def _of_community(community_id: int, chat_id: int) -> dict[str, Select[Any]]:
    i, s = incidents.c, setting_changes.c
    mine = (s.chat_id == chat_id) | (s.chat_id.is_(None) & (s.community_id == community_id))
    return {
        "incidents": select(
            i.number, i.word, i.tier, i.level, i.opened_at.label("opened"), i.people, i.peak, i.expected,
            i.acknowledged_at, i.acknowledged_name.label("taken"), i.closed_at, i.closed_name.label("by"), i.ending,
            i.cause, i.is_drill.label("drill"),
        ).where(i.community_id == community_id).order_by(i.id.desc()),
        "history": select(s.at, s.by_name.label("by"), s.feature, s.key.label("setting"), s.was, s.now)
        .where(mine).order_by(s.id.desc()),
    }  # fmt: skip


def _lists(community_id: int) -> Sequence[Select[Any]]:
    """The lists of words, alike: which list, the word, what goes with it, since when."""
    nothing = literal("").label("detail")
    each = (
        (words, "word", words.c.word, words.c.action.label("detail")),
        (watch_words, "watch", watch_words.c.word, watch_words.c.tier.label("detail")),
        (brand_words, "brand", brand_words.c.word, nothing),
        (taboos, "taboo", taboos.c.word, taboos.c.advice.label("detail")),
        (kit, "kit", kit.c.title.label("word"), kit.c.said.label("detail")),
        (entry_patterns, "blocklist", entry_patterns.c.pattern.label("word"), nothing),
    )
    return [
        select(literal(name).label("list"), word, detail, table.c.added_at)
        .where(table.c.community_id == community_id)
        .order_by(table.c.added_at)
        for table, name, word, detail in each
    ]


class Exports:
    """Everything of one group and its community that is a table."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def all(self, community_id: int) -> dict[str, Exported]:
        """By name (texts ``export-<name>``), only those that have rows."""
        found: dict[str, Exported] = {}
        for name, statement in (_of_group(self._chat_id) | _of_community(community_id, self._chat_id)).items():
            found[name] = Exported(_codes(statement), await self._buffer.read(statement.limit(MOST)))
        lists = _lists(community_id)
        found["words"] = Exported(_codes(lists[0]), [row for each in lists for row in await self._buffer.read(each)])
        return {name: table for name, table in found.items() if table.rows}


def _codes(statement: Select[Any]) -> tuple[str, ...]:
    return tuple(column.name for column in statement.selected_columns)
