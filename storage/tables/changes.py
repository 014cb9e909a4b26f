"""Who changed which setting, and who made whom an owner."""

from sqlalchemy import JSON, BigInteger, Column, Index, String, Table, Text

from storage.tables.columns import Instant, metadata

setting_changes = Table(
    "setting_changes",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger),
    Column("at", Instant, nullable=False),
    Column("by_id", BigInteger),
    Column("by_name", Text, nullable=False, server_default=""),
    Column("feature", String(32), nullable=False),
    Column("key", String(64), nullable=False),
    Column("was", JSON, nullable=False),
    Column("now", JSON, nullable=False),
    Column("about_id", BigInteger),
    Column("about_name", Text, nullable=False, server_default=""),
    Index("ix_setting_changes_chat_id_id", "chat_id", "id"),
    Index("ix_setting_changes_community_id_id", "community_id", "id"),
)
"""``was`` and ``now``: ``[value]``, or ``[]`` where nothing was set. ``chat_id`` is NULL for what a community shares.
``about_id``: of whom it is, where a change is one of people."""
