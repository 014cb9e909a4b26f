"""Tickets: what a member wants a human answer to."""

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, String, Table, Text, UniqueConstraint, text

from storage.tables.columns import TEXT_LEFT, Instant, metadata

tickets = Table(
    "tickets",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("told", JSON, nullable=False),
    Column("answered_at", Instant),
    Column("closed_at", Instant),
    Column("closed_by", BigInteger),
    Column("closed_name", Text),
    Column("source", String(16), nullable=False, server_default="member"),
    Column("message_id", BigInteger),
    Column("due_at", Instant),
    Column("overdue", Integer, nullable=False, server_default="0"),
    Column("assigned_to", BigInteger),
    Column("assigned_name", Text),
    Column("answers_in", String(8), nullable=False, server_default="private"),
    UniqueConstraint("community_id", "number"),
    Index("ix_tickets_chat_id_user_id_at", "chat_id", "user_id", "at"),
    Index("ix_tickets_community_id_state", "community_id", "state"),
    Index("ix_tickets_kept", "chat_id", "at", sqlite_where=text(TEXT_LEFT), postgresql_where=text(TEXT_LEFT)),
)
"""``told``: who got a card, as ``[[user id, language], …]``; its handle is ``ticket:<id>:card:<user id>``.
``source``: who opened it. ``message_id``: the message in the group it comes from. ``overdue``: how often it was called
overdue."""

ticket_drafts = Table(
    "ticket_drafts",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("asked_at", Instant, nullable=False),
)
"""Who has been asked in private what the matter is; their next words are the ticket."""
