"""People inside lists, keys and words are found and taken out; others stay as they are."""

from typing import Any

import pytest
from sqlalchemy import JSON

from storage.enclosed import HELD, TOLD, cloaked, removed
from storage.tables import metadata

PERSON, CLOAK = 111, 9_000


@pytest.mark.parametrize(
    ("value", "without"),
    [
        ([], []),
        ([111, 222], [222]),
        ([[111, "zh-CN"], [222, "en"]], [[222, "en"]]),
        ([[-1001, "zh-CN"]], [[-1001, "zh-CN"]]),
    ],
)
def test_a_reader_is_removed(value: Any, without: Any) -> None:
    assert removed(value, PERSON) == without


@pytest.mark.parametrize(
    ("value", "instead"),
    [
        ([[1, 111, "小林", 50], [2, 222, "小梅", 40]], [[1, 9_000, "", 50], [2, 222, "小梅", 40]]),
        ({"winners": [222, 111], "prizes": 2, "seed": "a1b2"}, {"winners": [222, 9_000], "prizes": 2, "seed": "a1b2"}),
        ({"111": 1, "1112": 2}, {"9000": 1, "1112": 2}),
        ("111:222", "9000:222"),
        ("2111:11", "2111:11"),
        ([True, None, 1.5], [True, None, 1.5]),
    ],
)
def test_a_pseudonym_takes_the_place(value: Any, instead: Any) -> None:
    assert cloaked(value, PERSON, CLOAK) == instead


def test_every_list_in_the_database_is_known() -> None:
    """A JSON column either names people, and is known here, or is one of these."""
    nobody = {
        "activities.buttons", "activities.album", "applications.answers", "applications.steps", "admins.rights",
        "arrivals.permissions", "cases.findings", "communities.settings", "entry_questions.options",
        "groups.bot_rights", "groups.settings", "limits.earlier", "posts.album", "posts.buttons", "programmes.terms",
        "quiet_locks.permissions", "slowed.permissions", "statements.places", "statements.posted",
    }  # fmt: skip
    found = {f"{t.name}.{c.name}" for t in metadata.tables.values() for c in t.columns if isinstance(c.type, JSON)}
    known = {f"{column.table.name}.{column.name}" for column in (*TOLD, *HELD)}
    assert found - known <= nobody
    assert known - found == {"activity_entries.key"}
