"""What is concluded about members and remembered of their talk: segments, tags, helpers, stars, words."""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, String, Table, Text

from storage.tables.columns import Instant, metadata

segments = Table(
    "segments",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("segment", String(16), nullable=False),
    Column("since", String(10), nullable=False),
    Column("place", Integer),
    Column("score", Float, nullable=False, server_default="0"),
    Column("letter", Integer, nullable=False, server_default="0"),
    Index("ix_segments_chat_id_segment", "chat_id", "segment"),
    Index("ix_segments_user_id", "user_id"),
)
"""Where somebody belongs since a local day. ``place``: among the leaders, from 1, None for no leader; ``score``: of
that ranking. ``letter``: the last day after ``since`` for which a letter was due."""

member_tags = Table(
    "member_tags",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("tag", String(32), primary_key=True),
    Column("origin", String(8), nullable=False),
    Column("by_id", BigInteger),
    Column("at", Instant, nullable=False),
    Index("ix_member_tags_user_id", "user_id"),
)
"""``origin``: given by hand, by a rule, or by the member."""

helpers = Table(
    "helpers",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("appointed_by", BigInteger, nullable=False),
    Column("appointed_at", Instant, nullable=False),
    Index("ix_helpers_user_id", "user_id"),
)

stars = Table(
    "stars",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("starred_by", BigInteger, nullable=False),
    Column("posted_at", Instant),
    Index("ix_stars_chat_id_at", "chat_id", "at"),
    Index("ix_stars_user_id", "user_id"),
)
"""The best messages; ``posted_at``: when they were shown to all. Texts go with those of messages."""

word_days = Table(
    "word_days",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),
    Column("word", String(64), primary_key=True),
    Column("people", Integer, nullable=False),
    Column("messages", Integer, nullable=False),
)
"""The words most people used on a local day: counts, kept for good when the texts are gone."""
