"""Grouping the writes of many decisions must not change what comes of them."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, String, Table, bindparam, create_engine, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.buffer import RAISE_SEQUENCE
from storage.database import Write, arrange
from storage.tables import sequences

metadata = MetaData()
shelf = Table("shelf", metadata, Column("key", Integer, primary_key=True), Column("value", String))
other = Table("other", metadata, Column("key", Integer, primary_key=True), Column("value", String))


def statements(table: Table) -> tuple[Any, ...]:
    put = insert(table)
    put = put.on_conflict_do_update(index_elements=[table.c.key], set_={"value": put.excluded.value})
    change = update(table).where(table.c.key == bindparam("row")).values(value=bindparam("new"))
    return put, change, delete(table).where(table.c.key == bindparam("row"))


STATEMENTS = {table.name: statements(table) for table in (shelf, other)}


def written(kind: int, table: str, key: int, value: str) -> Write:
    statement = STATEMENTS[table][kind]
    parameters = ({"key": key, "value": value}, {"row": key, "new": value}, {"row": key})[kind]
    return Write(statement, parameters)


def works(first_key: int) -> st.SearchStrategy[list[Write]]:
    """One mailbox's writes; each mailbox has rows of its own, as its owner."""
    return st.lists(
        st.builds(
            written,
            st.integers(0, 2),
            st.sampled_from(["shelf", "other"]),
            st.integers(first_key, first_key + 2),
            st.text("abc", max_size=2),
        ),
        max_size=12,
    )


def outcome(runs: list[tuple[Any, list[Any]]]) -> list[Any]:
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.begin() as connection:
        for statement, rows in runs:
            for row in rows:
                connection.execute(statement, row)
        return [connection.execute(select(table).order_by(table.c.key)).all() for table in (shelf, other)]


@given(st.tuples(works(0), works(10), works(20)))
def test_arranged_writes_end_as_if_done_one_by_one(submissions: tuple[list[Write], ...]) -> None:
    arranged = [(statement, rows) for statement, _, rows in arrange(submissions)]
    one_by_one = [(write.statement, [write.parameters]) for writes in submissions for write in writes]
    assert sum(len(rows) for _, rows in arranged) == len(one_by_one)
    assert outcome(arranged) == outcome(one_by_one)


def test_the_same_statement_of_many_works_is_one_call() -> None:
    ordinary = [[written(0, "shelf", n, "a"), written(0, "other", n, "b")] for n in range(50)]
    assert [len(rows) for _, _, rows in arrange(ordinary)] == [50, 50]


def test_counters_are_written_once_with_their_highest_value() -> None:
    raised = [[Write(RAISE_SEQUENCE, {"name": "case", "value": value})] for value in (4, 9, 7)]
    ((statement, claim, rows),) = arrange(raised)
    assert statement.table is sequences and not claim and rows == [{"name": "case", "value": 9}]


def test_claims_are_kept_apart_from_plain_writes() -> None:
    statement = STATEMENTS["shelf"][0]
    works_ = [[Write(statement, {"key": 1, "value": "a"}), Write(statement, {"key": 2, "value": "b"}, claim=True)]]
    assert [claim for _, claim, _ in arrange(works_)] == [False, True]
