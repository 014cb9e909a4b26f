"""Scheduled posts of one group, and what became of each of their runs."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from bot.core.ids import PostId, UserId
from bot.core.period import parse_rule
from bot.features.activities.model import Copied, Occurrence, Post, RunOutcome
from storage.buffer import Buffer
from storage.tables import messages, post_runs, posts

ADD = insert(posts)
REMOVE = update(posts).where(posts.c.id == bindparam("post")).values(removed_at=bindparam("at"))
CHANGE = (
    update(posts)
    .where(posts.c.id == bindparam("post"))
    .values(
        rule=bindparam("new_rule"),
        text=bindparam("new_text"),
        buttons=bindparam("new_buttons"),
        paused_at=bindparam("new_paused_at"),
    )
)
CLAIM_RUN = (
    insert(post_runs)
    .on_conflict_do_nothing(index_elements=[post_runs.c.post_id, post_runs.c.occurrence])
    .returning(post_runs.c.post_id)
)
SET_OUTCOME = (
    update(post_runs)
    .where(post_runs.c.post_id == bindparam("post"), post_runs.c.occurrence == bindparam("run"))
    .values(outcome=bindparam("became"))
)
MOST_TOGETHER = 10
"""Telegram's albums have at most this many."""


class Posts:
    """The scheduled posts of one group."""

    def __init__(self, buffer: Buffer, chat_id: int) -> None:
        self._buffer = buffer
        self._chat_id = chat_id

    async def next_number(self) -> int:
        """The number of the next post; numbers of removed ones are not given again."""
        row = await self._buffer.one(
            select(func.coalesce(func.max(posts.c.number), 0).label("highest")).where(posts.c.chat_id == self._chat_id)
        )
        return 1 + (0 if row is None else int(row.highest))

    def add(self, post: Post, at: datetime) -> None:
        """Keep a new post; its id comes from the counter ``post``."""
        copied = post.copied
        self._buffer.write(
            ADD,
            id=post.id,
            chat_id=self._chat_id,
            number=post.number,
            rule=str(post.rule),
            text=post.text,
            notice=post.notice,
            copied_chat_id=copied.chat_id if copied else None,
            copied_message_id=copied.message_id if copied else None,
            thread_id=post.thread_id,
            created_by=post.created_by,
            created_at=at,
            paused_at=post.paused_at,
            album=list(post.album),
            buttons=[list(button) for button in post.buttons],
            is_silent=post.is_silent,
            is_pinned=post.is_pinned,
            stays_seconds=int(post.stays.total_seconds()) if post.stays is not None else None,
        )

    def change(self, post: Post) -> None:
        """Keep what may change of a post: its rule, its words, and whether it rests."""
        self._buffer.write(
            CHANGE,
            post=post.id,
            new_rule=str(post.rule),
            new_text=post.text,
            new_buttons=[list(button) for button in post.buttons],
            new_paused_at=post.paused_at,
        )

    async def album(self, message_id: int) -> tuple[int, ...]:
        """The messages that came together with one, in order; empty when it came alone."""
        chosen = select(messages.c.album_id).where(
            messages.c.chat_id == self._chat_id, messages.c.message_id == message_id
        )
        rows = await self._buffer.read(
            select(messages.c.message_id)
            .where(messages.c.chat_id == self._chat_id, messages.c.album_id == chosen.scalar_subquery())
            .order_by(messages.c.message_id)
            .limit(MOST_TOGETHER),
            beside_writes=True,
        )
        return tuple(row.message_id for row in rows)

    def remove(self, post: Post, at: datetime) -> None:
        """Take a post off the list."""
        self._buffer.write(REMOVE, post=post.id, at=at)

    async def all(self) -> list[Post]:
        """Every post that has not been removed, by number; those whose only date has passed too."""
        rows = await self._buffer.read(
            select(posts)
            .where(posts.c.chat_id == self._chat_id, posts.c.removed_at.is_(None))
            .order_by(posts.c.number, posts.c.id)
        )
        return [_post(row) for row in rows]

    async def find(self, post_id: int) -> Post | None:
        """A post of this group that has not been removed."""
        row = await self._buffer.one(
            select(posts).where(posts.c.chat_id == self._chat_id, posts.c.id == post_id, posts.c.removed_at.is_(None))
        )
        return None if row is None else _post(row)

    async def settled(self, post_id: int, since: datetime) -> frozenset[str]:
        """Keys of the occurrences due at ``since`` or later about which something has been decided."""
        rows = await self._buffer.read(
            select(post_runs.c.occurrence).where(post_runs.c.post_id == post_id, post_runs.c.due_at >= since)
        )
        return frozenset(row.occurrence for row in rows)

    def claim_run(self, post: Post, occurrence: Occurrence, outcome: RunOutcome, at: datetime) -> None:
        """Decide about an occurrence, once for all. If that has happened meanwhile, the update is decided again."""
        self._buffer.claim(
            CLAIM_RUN,
            post_id=post.id,
            occurrence=occurrence.key,
            chat_id=self._chat_id,
            due_at=occurrence.due_at,
            at=at,
            outcome=outcome.value,
        )

    def set_outcome(self, post_id: int, occurrence: str, outcome: RunOutcome) -> None:
        """What became of a run after all."""
        self._buffer.write(SET_OUTCOME, post=post_id, run=occurrence, became=outcome.value)


def _post(row: Row[Any]) -> Post:
    copied = row.copied_message_id is not None
    return Post(
        id=PostId(row.id),
        number=row.number,
        rule=parse_rule(row.rule),
        text=row.text,
        notice=row.notice,
        copied=Copied(row.copied_chat_id, row.copied_message_id) if copied else None,
        thread_id=row.thread_id,
        created_by=UserId(row.created_by),
        paused_at=row.paused_at,
        album=tuple(row.album),
        buttons=tuple((str(text), str(address)) for text, address in row.buttons),
        is_silent=row.is_silent,
        is_pinned=row.is_pinned,
        stays=timedelta(seconds=row.stays_seconds) if row.stays_seconds is not None else None,
    )
