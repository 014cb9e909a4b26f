"""Quiet hours and working hours: what the bot has done about them."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, String, Table, text

from storage.tables.columns import Instant, metadata

quiet_locks = Table(
    "quiet_locks",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("ends_at", Instant, nullable=False),
    Column("phase", String(16), nullable=False),
    Column("permissions", JSON, nullable=False),
    Column("failed", Boolean, nullable=False, server_default=text("false")),
)
"""A group that is locked, or on the way. ``permissions``: as they were before. ``failed``: that it cannot be opened
again has been told."""

quiet_told = Table(
    "quiet_told",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), primary_key=True),
    Column("span", Instant, nullable=False),
)
"""The last span of hours, by its beginning, about which the group has been told something."""
