"""Check-ins, and the ledger of points."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
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

UNTOLD = "told = false"
NOTE_LEFT = "note <> ''"
"""Conditions of partial indexes."""

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
    Column("terms", JSON, nullable=False, server_default="{}"),
    Index("ix_programmes_chat_id", "chat_id"),
)
"""``terms``: what counts, make-up cards, teams, deposit; what is usual is left out. ``standing``: the group's endless daily programme, there when no other runs. ``window``: hours of the local day."""

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
    Column("told", Boolean, nullable=False, server_default=text("true")),
    Column("flag", String(16), nullable=False, server_default=""),
    Column("turn", Integer, nullable=False, server_default="1"),
    Column("taken_back_at", Instant),
    Column("taken_back_by", BigInteger),
    Column("taken_back_why", Text, nullable=False, server_default=""),
    Index("ix_checkins_chat_id_day", "chat_id", "day"),
    Index("ix_checkins_chat_id_user_id", "chat_id", "user_id"),
    Index("ix_checkins_untold", "chat_id", sqlite_where=text(UNTOLD), postgresql_where=text(UNTOLD)),
    Index("ix_checkins_kept", "chat_id", "at", sqlite_where=text(NOTE_LEFT), postgresql_where=text(NOTE_LEFT)),
)
"""Once per programme, person and local day. ``granted_by``: the administrator behind a made-up day, or whoever made
their own day up. ``told``: whether the group has heard of it. ``flag``: what looks odd about it, for administrators.
One that was taken back does not count, and may be made again: ``turn`` counts how often it was made."""

participants = Table(
    "participants",
    metadata,
    Column("programme_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("joined_on", String(10), nullable=False),
    Column("team", Integer),
    Column("deposit", Integer, nullable=False, server_default="0"),
    Index("ix_participants_chat_id_user_id", "chat_id", "user_id"),
)
"""Who is in a programme that has teams, a deposit or days to catch up with. ``team``: its place among the teams."""

habits = Table(
    "habits",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("reminds", Boolean, nullable=False, server_default=text("false")),
    Column("tag", String(16), nullable=False, server_default=""),
    Column("tagged_on", String(10)),
)
"""What somebody wants of check-ins: a reminder; and the member tag they were given last, on which local day."""

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

rewards = Table(
    "rewards",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("cost", Integer, nullable=False),
    Column("stock", Integer, nullable=False),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("removed_at", Instant),
    UniqueConstraint("chat_id", "number"),
    CheckConstraint("stock >= 0", name="stock"),
)

redemptions = Table(
    "redemptions",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("reward_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("user_name", Text, nullable=False),
    Column("reward_name", Text, nullable=False),
    Column("cost", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    Column("decided_by", BigInteger),
    Column("decided_name", Text, nullable=False, server_default=""),
    Column("decided_at", Instant),
    Index("ix_redemptions_chat_id_user_id", "chat_id", "user_id"),
)
"""``state``: asked, delivered, refused. Names and cost as they were when it was asked for."""

seasons = Table(
    "seasons",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("standings", JSON, nullable=False, server_default="[]"),
    UniqueConstraint("chat_id", "number"),
)
"""``standings``: the leaderboard as it stood at the end, ``[rank, user id, name, points]``."""
