"""What goes on, and when it ran."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables.columns import TEXT_LEFT, Instant, metadata

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
    Column("paused_at", Instant),
    Column("album", JSON, nullable=False, server_default="[]"),
    Column("buttons", JSON, nullable=False, server_default="[]"),
    Column("is_silent", Boolean, nullable=False, server_default=text("false")),
    Column("is_pinned", Boolean, nullable=False, server_default=text("false")),
    Column("stays_seconds", Integer),
    Index("ix_posts_chat_id_number", "chat_id", "number"),
)
"""``text``: markup, or the first line of the message that is copied. ``notice``: goes out during a crisis too.
``album``: the ids of the messages that are copied together. ``buttons``: rows of ``[text, address]``. ``stays_seconds``:
how long each run stays in the group, None for ever."""

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

activities = Table(
    "activities",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("title", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("ends_at", Instant),
    Column("closed_at", Instant),
    Column("message_id", BigInteger),
    Column("thread_id", BigInteger),
    Column("created_by", BigInteger, nullable=False),
    Column("details", JSON, nullable=False),
    UniqueConstraint("chat_id", "number"),
    Index("ix_activities_chat_id_state", "chat_id", "state"),
)
"""``details``: what only its kind understands. ``message_id``: the card in the group, once it has been sent."""

activity_entries = Table(
    "activity_entries",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("activity_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("role", String(16), nullable=False),
    Column("key", String(64), nullable=False),
    Column("place", Integer),
    Column("user_id", BigInteger),
    Column("name", Text, nullable=False, server_default=""),
    Column("amount", Integer, nullable=False, server_default="1"),
    Column("text", Text, nullable=False, server_default=""),
    Column("state", String(16), nullable=False, server_default=""),
    Column("at", Instant, nullable=False),
    UniqueConstraint("chat_id", "activity_id", "role", "key"),
    UniqueConstraint("chat_id", "activity_id", "role", "place"),
    Index("ix_activity_entries_chat_id_user_id", "chat_id", "user_id"),
    Index("ix_activity_entries_kept", "chat_id", "at", sqlite_where=text(TEXT_LEFT), postgresql_where=text(TEXT_LEFT)),
)
"""What people have put into an activity. Of one ``role`` a ``key`` occurs once, and so does a ``place``: who takes the
last one has it alone."""
