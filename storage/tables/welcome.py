"""The first days: limits of single members, the way into the group, letters, names that do not fit."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Index,
    Integer,
    String,
    Table,
)

from storage.tables.columns import Instant, metadata

limits = Table(
    "limits",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("reason", String(16), primary_key=True),
    Column("extent", String(16), nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("until", Instant),
    Column("messages", Integer),
    Column("earlier", JSON),
    Column("earlier_until", Instant),
)
"""``messages``: written since joining, they end it. ``earlier``: the permissions somebody had before, as they get them back."""

onboarding = Table(
    "onboarding",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("began_at", Instant, nullable=False),
    Column("introduced_at", Instant),
    Column("introduced_by", String(16)),
    Column("day", Integer, nullable=False),
    Column("letters", Integer, nullable=False),
    Column("stopped_at", Instant),
    Column("stopped_why", String(16)),
    Index("ix_onboarding_chat_id_began_at", "chat_id", "began_at"),
)
"""``day``: of the last letter that was due; ``letters``: how many were written. ``stopped_at``: no letters after it."""

letters = Table(
    "letters",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("written_on", String(10)),
    Column("quiet_at", Instant),
    Column("quiet_why", String(16)),
)
"""What private letters a person gets, whatever the group: the day of the last, and since when they want none."""

nicknames = Table(
    "nicknames",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("stage", String(16), nullable=False),
    Column("since", Instant, nullable=False),
)
"""Members who were asked to change their names, and how far that has gone."""
