"""What is not kept for ever: rows of the ring that are done with, and words that have had their time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Table, bindparam, delete, select, text, update
from sqlalchemy.sql.dml import UpdateBase

from bot.core.ids import ChatId
from storage.buffer import Buffer
from storage.tables import (
    activity_entries,
    appeals,
    case_messages,
    checkins,
    groups,
    inbox,
    incident_messages,
    messages,
    outbox,
    praise,
    stars,
    tickets,
)
from storage.tables.checkin import NOTE_LEFT
from storage.tables.columns import TEXT_LEFT, TEXT_OR_FILE_LEFT

CHUNK = 2_000
"""Rows of a table that one decision clears, so that no commit keeps the others waiting."""

DROP_INBOX = delete(inbox).where(inbox.c.done_at <= bindparam("until"))
DROP_OUTBOX = delete(outbox).where(outbox.c.settled_at <= bindparam("until"))
STARS_WAIT = timedelta(days=8)
"""Starred messages are shown once a week; until then they keep their words."""


def _old(table: Table, left: str, until: str = "until") -> ColumnElement[bool]:
    """Rows up to an instant that still hold something; ``left`` is the condition of the table's partial index."""
    return (table.c.chat_id == bindparam("chat")) & (table.c.at <= bindparam(until)) & text(f"({left})")


BLANK_MESSAGES = update(messages).where(_old(messages, TEXT_OR_FILE_LEFT)).values(text="", file_id=None)
BLANK_CASES = update(case_messages).where(_old(case_messages, TEXT_OR_FILE_LEFT)).values(text="", file_id=None)
BLANK_INCIDENTS = update(incident_messages).where(_old(incident_messages, TEXT_LEFT)).values(text="")
BLANK_APPEALS = update(appeals).where(_old(appeals, TEXT_LEFT)).values(text="")
OVER_TEXT_LEFT = f"{TEXT_LEFT} AND activity_id NOT IN (SELECT id FROM activities WHERE state = 'open')"
"""Of activities that are over: what goes on needs its notes and photos."""
BLANK_ENTRIES = update(activity_entries).where(_old(activity_entries, OVER_TEXT_LEFT)).values(text="")
BLANK_PRAISE = update(praise).where(_old(praise, TEXT_LEFT)).values(text="")
BLANK_STARS = update(stars).where(_old(stars, TEXT_LEFT)).values(text="")
BLANK_TICKETS = update(tickets).where(_old(tickets, TEXT_LEFT)).values(text="")
BLANK_NOTES = update(checkins).where(_old(checkins, NOTE_LEFT)).values(note="")


class Until(StrEnum):
    """Which of the instants given bounds what is blanked."""

    MESSAGES = "messages"
    CASES = "cases"
    INCIDENTS = "incidents"
    STARS = "stars"


KEPT: Sequence[tuple[UpdateBase, Table, str, Until]] = (
    (BLANK_MESSAGES, messages, TEXT_OR_FILE_LEFT, Until.MESSAGES),
    (BLANK_CASES, case_messages, TEXT_OR_FILE_LEFT, Until.CASES),
    (BLANK_APPEALS, appeals, TEXT_LEFT, Until.CASES),
    (BLANK_INCIDENTS, incident_messages, TEXT_LEFT, Until.INCIDENTS),
    (BLANK_PRAISE, praise, TEXT_LEFT, Until.INCIDENTS),
    (BLANK_TICKETS, tickets, TEXT_LEFT, Until.INCIDENTS),
    (BLANK_ENTRIES, activity_entries, OVER_TEXT_LEFT, Until.MESSAGES),
    (BLANK_NOTES, checkins, NOTE_LEFT, Until.MESSAGES),
    (BLANK_STARS, stars, TEXT_LEFT, Until.STARS),
)
"""What is blanked, of which table, where what is left, and up to when."""
ENDS = select(
    *(
        select(table.c.at)
        .where(_old(table, left, which.value))
        .order_by(table.c.at)
        .offset(CHUNK - 1)
        .limit(1)
        .scalar_subquery()
        .label(f"{table.name}_end")
        for _, table, left, which in KEPT
    )
)
"""Of each, the instant of the last row that fits into one chunk, or NULL when all do: every group asks every night."""


class Leftovers:
    """The ring's own rows, of all mailboxes."""

    def __init__(self, buffer: Buffer) -> None:
        self._buffer = buffer

    async def clear(self, before: datetime) -> bool:
        """Delete inbox rows done and outbox rows settled before ``before``; says whether some are left."""
        done, settled = inbox.c.done_at, outbox.c.settled_at
        inbox_until = await self._last_of_chunk(done, before)
        outbox_until = await self._last_of_chunk(settled, before)
        self._buffer.write(DROP_INBOX, until=inbox_until or before)
        self._buffer.write(DROP_OUTBOX, until=outbox_until or before)
        return inbox_until is not None or outbox_until is not None

    async def _last_of_chunk(self, column: ColumnElement[datetime], before: datetime) -> datetime | None:
        """The instant of the last row that fits into one chunk, or None when all do."""
        row = await self._buffer.one(select(column).where(column < before).order_by(column).offset(CHUNK - 1).limit(1))
        return None if row is None else row[0]

    async def places(self) -> list[ChatId]:
        """Every group that words may be kept of, also those the bot has left."""
        return [ChatId(row.chat_id) for row in await self._buffer.read(select(groups.c.chat_id))]


class KeptTexts:
    """What was written in one group, as far as it is kept."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def blank(self, *, messages_until: datetime, cases_until: datetime, incidents_until: datetime) -> bool:
        """Forget texts and files up to these instants, of at most `CHUNK` rows each; says whether some are left.

        Ids, times and senders stay: the counts and the cases rest on them.
        """
        until = {
            Until.MESSAGES: messages_until,
            Until.CASES: cases_until,
            Until.INCIDENTS: incidents_until,
            Until.STARS: messages_until - STARS_WAIT,
        }
        row = await self._buffer.one(
            ENDS,
            chat=self._chat_id,
            messages=messages_until,
            cases=cases_until,
            incidents=incidents_until,
            stars=until[Until.STARS],
        )
        assert row is not None, "a row without a table is always there"
        ends: Sequence[datetime | None] = tuple(row)
        for (statement, _, _, which), end in zip(KEPT, ends, strict=True):
            self._buffer.write(statement, chat=self._chat_id, until=end or until[which])
        return any(end is not None for end in ends)
