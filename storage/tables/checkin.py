"""Check-ins, and the ledger of points."""

from sqlalchemy import (
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

from storage.tables.columns import Instant, metadata

programmes = Table(
    "programmes",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("days", Integer),
    Column("window", String(16)),
    Column("standing", Boolean, nullable=False, server_default=text("false")),
    Column("started_on", String(10), nullable=False),
    Column("ended_at", Instant),
    Index("ix_programmes_chat_id", "chat_id"),
)
"""``standing``: the group's endless daily programme, there when no other runs. ``window``: hours of the local day."""

checkins = Table(
    "checkins",
    metadata,
    Column("programme_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("message_id", BigInteger),
    Column("note", Text, nullable=False, server_default=""),
    Column("made_up", Boolean, nullable=False, server_default=text("false")),
    Column("granted_by", BigInteger),
    Index("ix_checkins_chat_id_day", "chat_id", "day"),
    Index("ix_checkins_chat_id_user_id", "chat_id", "user_id"),
)
"""Once per programme, person and local day. ``granted_by``: the administrator behind a made-up day."""

ledger = Table(
    "ledger",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("reason", String(48), nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("key", String(128), nullable=False),
    Column("at", Instant, nullable=False),
    Column("granted_by", BigInteger),
    UniqueConstraint("chat_id", "key"),
    Index("ix_ledger_chat_id_user_id", "chat_id", "user_id"),
    Index("ix_ledger_chat_id_at", "chat_id", "at"),
)
