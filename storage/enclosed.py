"""People inside other things: in lists kept as JSON, in keys made of ids, and by name in an incident's timeline."""

import re
from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Column, Table, Text, bindparam, cast, select, update

from storage.buffer import Buffer
from storage.tables import (
    activities,
    activity_entries,
    appeals,
    applications,
    cases,
    hour_cards,
    incident_log,
    incidents,
    seasons,
    setting_changes,
    statements,
    surges,
    tickets,
)

Value = Any
"""JSON."""

TOLD: tuple[Column[Any], ...] = (
    appeals.c.told,
    applications.c.cards,
    cases.c.told,
    hour_cards.c.told,
    statements.c.told,
    surges.c.cards,
    tickets.c.told,
)
"""Who has a card that is edited later, ``[id, …]`` or ``[[id, language], …]``: without the person, none is edited."""
HELD: tuple[Column[Any], ...] = (
    activities.c.details,
    activity_entries.c.key,
    seasons.c.standings,
    setting_changes.c.now,
    setting_changes.c.was,
    surges.c.banned_by,
)
"""Facts in which a pseudonym takes the person's place."""
BLANK_NAME = (
    update(incident_log)
    .where(
        incident_log.c.incident_id.in_(select(incidents.c.id).where(incidents.c.community_id == bindparam("place"))),
        incident_log.c.who == bindparam("name"),
    )
    .values(who="")
)


def removed(value: Value, person: int) -> Value:
    """A list of ids, or of lists that begin with one, without the person."""
    return [each for each in value if each != person and not (isinstance(each, list) and each[:1] == [person])]


def cloaked(value: Value, person: int, cloak: int) -> Value:
    """The same with the pseudonym in the person's place; words beside the id in a list are names, and are emptied."""
    match value:
        case bool():
            return value
        case int():
            return cloak if value == person else value
        case str():
            return re.sub(rf"(?<!\d){person}(?!\d)", str(cloak), value)
        case list():
            mine = any(each == person and not isinstance(each, bool) for each in value)
            return ["" if mine and isinstance(each, str) else cloaked(each, person, cloak) for each in value]
        case dict():
            return {cloaked(key, person, cloak): cloaked(each, person, cloak) for key, each in value.items()}
        case _:
            return value


async def forget_enclosed(buffer: Buffer, scope: str, place: int, person: int, cloak: int) -> None:
    """Forget a person inside what one group or community has; ``scope``: ``chat_id`` or ``community_id``.

    The first thing of a decision: it reads the tables that forgetting writes to.
    """
    found: list[tuple[Column[Any], dict[str, Any], Value]] = []
    for columns, change in ((TOLD, lambda value: removed(value, person)), (HELD, lambda v: cloaked(v, person, cloak))):
        found += await _changed(buffer, columns, scope, place, person, change)
    for column, key, value in found:
        table = _table(column)
        mine = [table.c[name] == bindparam(f"its_{name}") for name in key]
        statement = update(table).where(*mine).values({column: bindparam("changed", type_=column.type)})
        buffer.write(statement, changed=value, **{f"its_{name}": part for name, part in key.items()})


async def _changed(
    buffer: Buffer,
    columns: Collection[Column[Any]],
    scope: str,
    place: int,
    person: int,
    change: Callable[[Value], Value],
) -> list[tuple[Column[Any], dict[str, Any], Value]]:
    """The values that name the person as they shall be, with their rows' keys."""
    found: list[tuple[Column[Any], dict[str, Any], Value]] = []
    for column in columns:
        table = _table(column)
        if _scope(table) != scope:
            continue
        rows = await buffer.read(
            select(*table.primary_key.columns, column.label("value")).where(
                table.c[scope] == place, cast(column, Text).like(f"%{person}%")
            )
        )
        for row in rows:
            value = change(row.value)
            if value != row.value:
                found.append((column, {c.name: row._mapping[c.name] for c in table.primary_key.columns}, value))
    return found


def blank_names(buffer: Buffer, community_id: int, names: Collection[str]) -> None:
    """Take somebody's names out of the timelines of a community's incidents."""
    for name in names:
        if name:
            buffer.write(BLANK_NAME, place=community_id, name=name)


def _table(column: Column[Any]) -> Table:
    assert isinstance(column.table, Table)
    return column.table


def _scope(table: Table) -> str:
    """Whose mailbox looks after the rows: a group's or a community's."""
    return "chat_id" if "chat_id" in table.c and not table.c.chat_id.nullable else "community_id"
