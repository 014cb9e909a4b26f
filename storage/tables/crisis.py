"""Watch words and incidents."""

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

from storage.tables.columns import TEXT_LEFT, Instant, metadata

watch_words = Table(
    "watch_words",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("folded", String(128), primary_key=True),
    Column("id", BigInteger, nullable=False),
    Column("word", Text, nullable=False),
    Column("tier", String(8), nullable=False),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", Instant, nullable=False),
    Index("ix_watch_words_id", "id"),
)

watch_hits = Table(
    "watch_hits",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("folded", String(128), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_watch_hits_community_id_folded_at", "community_id", "folded", "at"),
)
"""Who used which watch word when; a message counts once for a word, however often it is edited."""

incidents = Table(
    "incidents",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("folded", String(128), nullable=False),
    Column("word", Text, nullable=False),
    Column("tier", String(8), nullable=False),
    Column("level", String(8), nullable=False),
    Column("alerts", Integer, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("acknowledged_at", Instant),
    Column("acknowledged_by", BigInteger),
    Column("acknowledged_name", Text),
    Column("closed_at", Instant),
    Column("closed_by", BigInteger),
    Column("closed_name", Text),
    Column("ending", String(16)),
    Column("cause", Text),
    UniqueConstraint("community_id", "number"),
    Index("ix_incidents_community_id_closed_at", "community_id", "closed_at"),
)
"""``alerts``: how often everybody was told anew; the cards of alert 3 have handles ``incident:<id>:3:<user>``."""

incident_messages = Table(
    "incident_messages",
    metadata,
    Column("incident_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Column("thread_id", BigInteger),
    Column("quiet", Boolean, nullable=False, server_default=text("false")),
    Index("ix_incident_messages_kept", "chat_id", "at", sqlite_where=text(TEXT_LEFT), postgresql_where=text(TEXT_LEFT)),
)
"""``quiet``: a denial or a question about prevention, which counts nobody."""

incident_alerts = Table(
    "incident_alerts",
    metadata,
    Column("incident_id", BigInteger, primary_key=True, autoincrement=False),
    Column("alert", Integer, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("status", String(16)),
)
"""Who was told; ``status`` is how the message ended, None while it is under way."""
