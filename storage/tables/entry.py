"""Who asked to come in."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from storage.tables.columns import Instant, metadata

applications = Table(
    "applications",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("user_chat_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("steps", JSON, nullable=False),
    Column("step", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("deadline_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("why", String(16)),
    Column("ending", String(24)),
    Column("decided_at", Instant),
    Column("decided_by", BigInteger),
    Column("source", Text, nullable=False),
    Column("bio", Text, nullable=False),
    Column("cards", JSON, nullable=False),
    Index("ix_applications_chat_id_user_id", "chat_id", "user_id"),
    Index("ix_applications_chat_id_asked_at", "chat_id", "asked_at"),
    Index("ix_applications_user_chat_id_state", "user_chat_id", "state"),
    Index(
        "uq_applications_pending",
        "chat_id",
        "user_id",
        unique=True,
        sqlite_where=text("decided_at IS NULL"),
        postgresql_where=text("decided_at IS NULL"),
    ),
)
"""``steps`` as they were when it was made. ``why`` a person decides; ``ending`` may be known before it is carried out."""
