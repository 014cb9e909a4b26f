"""Nobody is named in a table without its being said what becomes of it when they ask to be forgotten."""

import re

from sqlalchemy import BigInteger

from storage.personal import FORGET, TRACES
from storage.tables import metadata

NAMES_SOMEBODY = re.compile(r"(?:.*_)?(?:user_id|by|subject_id|actor_id|sender_id|reporter_id|inviter_id|member_id)")


def test_every_column_that_names_somebody_is_known() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, BigInteger) and NAMES_SOMEBODY.fullmatch(column.name)
    }
    assert found == {f"{trace.table.name}.{trace.who.name}" for trace in TRACES}


def test_a_cloak_is_no_key_but_a_members() -> None:
    keyed = {trace.table.name for trace in TRACES if trace.fate == "cloaked" and trace.who.primary_key}
    assert keyed == {"members"}, "forgotten twice, the second cloak would meet the first"


def test_every_trace_is_followed_in_one_mailbox() -> None:
    assert sum(map(len, FORGET.values())) == sum(trace.fate != "stays" for trace in TRACES)
