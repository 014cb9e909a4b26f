"""Nobody is named in a table without its being said what becomes of it when they ask to be forgotten."""

from sqlalchemy import BigInteger

from storage.personal import FORGET, TRACES
from storage.tables import metadata

NOBODY = frozenset(
    (
        "id", "after", "seed", "value", "chat_id", "community_id", "message_id", "thread_id", "reply_to", "case_id",
        "incident_id", "post_id", "activity_id", "programme_id", "surge_id", "invite_id", "copied_chat_id",
        "copied_message_id", "focus_chat_id", "user_chat_id", "migrated_from", "slot", "reward_id",
    )
)  # fmt: skip
"""Numbers that are no person's, or, as the private chat of an application, go with the row."""


def test_every_column_that_names_somebody_is_known() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, BigInteger) and column.name not in NOBODY
    }
    assert found == {f"{trace.table.name}.{trace.who.name}" for trace in TRACES}


def test_a_cloak_is_no_key_but_a_members() -> None:
    keyed = {trace.table.name for trace in TRACES if trace.fate == "cloaked" and trace.who.primary_key}
    assert keyed == {"members"}, "forgotten twice, the second cloak would meet the first"


def test_every_trace_is_followed_in_one_mailbox() -> None:
    assert sum(map(len, FORGET.values())) == sum(trace.fate != "stays" for trace in TRACES)
