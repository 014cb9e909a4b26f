"""The house rules, who has read them, and what the bot has put up in a group."""

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from storage.tables.columns import Instant, metadata

house_rules = Table(
    "house_rules",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("set_by", BigInteger, nullable=False),
    Column("set_at", Instant, nullable=False),
)
"""Every version from 1; the last one counts. ``text`` is markup; empty when the group has given its rules up."""

rule_confirmations = Table(
    "rule_confirmations",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(32), primary_key=True),
    Column("handle", String(96)),
    Column("at", Instant, nullable=False),
)
"""The last notice of each kind. ``handle`` is None once it has been taken down."""
