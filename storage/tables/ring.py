"""The ring: what came, what goes out, what is due."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables.columns import Instant, metadata

inbox = Table(
    "inbox",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("source", String(16), nullable=False),
    Column("key", String(160), nullable=False),
    Column("mailbox", String(48), nullable=False),
    Column("kind", String(48), nullable=False),
    Column("body", LargeBinary),
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("parked_at", Instant),
    Column("error", Text),
    UniqueConstraint("source", "key"),
    Index("ix_inbox_waiting", "id", sqlite_where=text("done_at IS NULL"), postgresql_where=text("done_at IS NULL")),
    Index("ix_inbox_done_at", "done_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("mailbox", String(48), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("body", LargeBinary),
    Column("repeat", String(8), nullable=False),
    Column("lane", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("after", BigInteger),
    Column("expires_at", Instant),
    Column("handle", String(96)),
    Column("report", String(48)),
    Column("memo", Text, nullable=False, server_default=""),
    Column("started_at", Instant),
    Column("settled_at", Instant),
    Column("status", String(16)),
    Column("error", Text),
    Index(
        "ix_outbox_waiting", "id", sqlite_where=text("settled_at IS NULL"), postgresql_where=text("settled_at IS NULL")
    ),
    Index("ix_outbox_settled_at", "settled_at"),
    Index("ix_outbox_chat_id_settled_at", "chat_id", "settled_at"),
)

handles = Table(
    "handles",
    metadata,
    Column("handle", String(96), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_handles_chat_id_message_id", "chat_id", "message_id"),
)

schedules = Table(
    "schedules",
    metadata,
    Column("key", String(96), primary_key=True),
    Column("mailbox", String(48), nullable=False),
    Column("kind", String(48), nullable=False),
    Column("rule", String(96)),
    Column("zone", String(48)),
    Column("next_run_at", Instant),
    Column("paused", Boolean, nullable=False, server_default=text("false")),
    Column("payload", Text, nullable=False, server_default=""),
    Index("ix_schedules_next_run_at", "next_run_at"),
    Index("ix_schedules_mailbox", "mailbox"),
)

sequences = Table(
    "sequences",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

troubles = Table(
    "troubles",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(64), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("detail", Text, nullable=False, server_default=""),
)
"""What the bot could not do, per chat: refused calls by right or error, lost sends, missed runs."""
