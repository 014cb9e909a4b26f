"""What goes on, and when it ran."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from storage.tables.columns import Instant, metadata

posts = Table(
    "posts",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("rule", String(96), nullable=False),
    Column("text", Text, nullable=False),
    Column("notice", Boolean, nullable=False, server_default=text("false")),
    Column("copied_chat_id", BigInteger),
    Column("copied_message_id", BigInteger),
    Column("thread_id", BigInteger),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("removed_at", Instant),
    Index("ix_posts_chat_id_number", "chat_id", "number"),
)
"""``text``: markup, or the first line of the message that is copied. ``notice``: goes out during a crisis too."""

post_runs = Table(
    "post_runs",
    metadata,
    Column("post_id", BigInteger, primary_key=True, autoincrement=False),
    Column("occurrence", String(32), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    Column("outcome", String(16), nullable=False),
    Index("ix_post_runs_chat_id_at", "chat_id", "at"),
)
"""What became of each occurrence (a local date) of a post: ran, late, skipped, failed."""
