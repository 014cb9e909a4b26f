"""What is not kept for ever: rows of the ring that are done with, and words that have had their time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

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


def _old(table: Table, left: str) -> ColumnElement[bool]:
    """Rows up to an instant that still hold something; ``left`` is the condition of the table's partial index."""
    return (table.c.chat_id == bindparam("chat")) & (table.c.at <= bindparam("until")) & text(f"({left})")


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
        kept: Sequence[tuple[UpdateBase, Table, str, datetime]] = (
            (BLANK_MESSAGES, messages, TEXT_OR_FILE_LEFT, messages_until),
            (BLANK_CASES, case_messages, TEXT_OR_FILE_LEFT, cases_until),
            (BLANK_APPEALS, appeals, TEXT_LEFT, cases_until),
            (BLANK_INCIDENTS, incident_messages, TEXT_LEFT, incidents_until),
            (BLANK_PRAISE, praise, TEXT_LEFT, incidents_until),
            (BLANK_TICKETS, tickets, TEXT_LEFT, incidents_until),
            (BLANK_ENTRIES, activity_entries, OVER_TEXT_LEFT, messages_until),
            (BLANK_NOTES, checkins, NOTE_LEFT, messages_until),
            (BLANK_STARS, stars, TEXT_LEFT, messages_until - STARS_WAIT),
        )
        ends: list[datetime | None] = []
        for _, table, left, until in kept:
            row = await self._buffer.one(
                select(table.c.at).where(_old(table, left)).order_by(table.c.at).offset(CHUNK - 1).limit(1),
                chat=self._chat_id,
                until=until,
            )
            ends.append(None if row is None else row[0])
        for (statement, _, _, until), end in zip(kept, ends, strict=True):
            self._buffer.write(statement, chat=self._chat_id, until=end or until)
        return any(end is not None for end in ends)
