"""Communities, groups and the people in them; what they wrote, and counts."""

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
    text,
)

from storage.tables.columns import TEXT_OR_FILE_LEFT, Instant, metadata

communities = Table(
    "communities",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("created_at", Instant, nullable=False),
)

owners = Table(
    "owners",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("added_at", Instant, nullable=False),
)

groups = Table(
    "groups",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("username", String(64)),
    Column("is_forum", Boolean, nullable=False, server_default=text("false")),
    Column("language", String(16)),
    Column("timezone", String(48)),
    Column("settings", JSON, nullable=False),
    Column("bot_status", String(16), nullable=False),
    Column("bot_rights", JSON, nullable=False),
    Column("inspected_at", Instant),
    Column("added_by", BigInteger),
    Column("added_at", Instant, nullable=False),
    Column("left_at", Instant),
    Column("migrated_from", BigInteger),
    Index("ix_groups_community_id", "community_id"),
    Index("ix_groups_migrated_from", "migrated_from"),
)

admins = Table(
    "admins",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("username", String(64)),
    Column("is_creator", Boolean, nullable=False),
    Column("is_bot", Boolean, nullable=False),
    Column("is_anonymous", Boolean, nullable=False),
    Column("rights", JSON, nullable=False),
    Index("ix_admins_user_id", "user_id"),
)

people = Table(
    "people",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("first_name", Text, nullable=False),
    Column("last_name", Text),
    Column("username", String(64)),
    Column("language", String(16)),
    Column("chosen_language", String(16)),
    Column("reachable", Boolean, nullable=False, server_default=text("false")),
    Column("focus_chat_id", BigInteger),
    Column("first_seen_at", Instant, nullable=False),
    Index("ix_people_username", "username"),
)
"""``reachable``: pressed Start and has not blocked the bot since. ``focus_chat_id``: the group meant in private."""

members = Table(
    "members",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("username", String(64)),
    Column("status", String(16), nullable=False),
    Column("first_seen_at", Instant, nullable=False),
    Column("joined_at", Instant),
    Column("left_at", Instant),
    Column("messages", Integer, nullable=False),
    Column("last_message_at", Instant),
    Column("trusted", Boolean, nullable=False, server_default=text("false")),
    Column("trusted_until", Instant),
    Index("ix_members_chat_id_last_message_at", "chat_id", "last_message_at"),
    Index("ix_members_user_id", "user_id"),
    Index("ix_members_chat_id_username", "chat_id", "username"),
)

messages = Table(
    "messages",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("sender_id", BigInteger, nullable=False),
    Column("sender_kind", String(16), nullable=False),
    Column("sender_name", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Column("media", String(16)),
    Column("file_id", Text),
    Column("thread_id", BigInteger),
    Column("reply_to", BigInteger),
    Column("album_id", String(64)),
    Column("deleted", Boolean, nullable=False, server_default=text("false")),
    Index("ix_messages_chat_id_at", "chat_id", "at"),
    Index(
        "ix_messages_kept",
        "chat_id",
        "at",
        sqlite_where=text(TEXT_OR_FILE_LEFT),
        postgresql_where=text(TEXT_OR_FILE_LEFT),
    ),
    Index("ix_messages_chat_id_sender_id_at", "chat_id", "sender_id", "at"),
)

counts = Table(
    "counts",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),
    Column("metric", String(32), primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("value", Integer, nullable=False),
)
"""Counts for good, by the group's local day and hour: messages, joined, left, deleted, undone, checkins …"""

presence = Table(
    "presence",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("messages", Integer, nullable=False),
    Column("replies", Integer, nullable=False, server_default="0"),
    Column("drawn", Integer, nullable=False, server_default="0"),
    Column("thanked", Integer, nullable=False, server_default="0"),
    Column("reactions", Integer, nullable=False, server_default="0"),
    Index("ix_presence_chat_id_user_id", "chat_id", "user_id"),
)
"""What somebody did and met with on a local day: messages written, replies given and drawn, thanks and reactions
received. A row without messages is of somebody whose earlier words found an answer."""
