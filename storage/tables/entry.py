"""Who asked to come in, what they are asked, and who may not."""

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
    UniqueConstraint,
    text,
)

from storage.tables.columns import Instant, metadata

applications = Table(
    "applications",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("user_chat_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("steps", JSON, nullable=False),
    Column("step", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("deadline_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("why", String(16)),
    Column("ending", String(24)),
    Column("decided_at", Instant),
    Column("decided_by", BigInteger),
    Column("source", Text, nullable=False),
    Column("bio", Text, nullable=False),
    Column("cards", JSON, nullable=False),
    Column("made_at", Instant),
    Column("seed", BigInteger, nullable=False, server_default="0"),
    Column("door", String(8), nullable=False, server_default="request"),
    Column("carried", Integer, nullable=False, server_default="0"),
    Column("begun", Boolean, nullable=False, server_default=text("false")),
    Column("answers", JSON, nullable=False, server_default="[]"),
    Column("link", Text, nullable=False, server_default=""),
    Column("phrase", Text, nullable=False, server_default=""),
    Column("is_invited", Boolean, nullable=False, server_default=text("false")),
    Column("invited_by", BigInteger),
    Column("hurdle", String(16)),
    Column("detail", Text, nullable=False, server_default=""),
    Column("is_checked", Boolean, nullable=False, server_default=text("true")),
    Column("in_surge", Boolean, nullable=False, server_default=text("false")),
    Column("for_good", Boolean, nullable=False, server_default=text("false")),
    Index("ix_applications_chat_id_user_id", "chat_id", "user_id"),
    Index("ix_applications_chat_id_asked_at", "chat_id", "asked_at"),
    Index("ix_applications_user_chat_id_state", "user_chat_id", "state"),
    Index(
        "uq_applications_pending",
        "chat_id",
        "user_id",
        unique=True,
        sqlite_where=text("decided_at IS NULL"),
        postgresql_where=text("decided_at IS NULL"),
    ),
)
"""``steps`` as they were when it was made. ``why`` a person decides; ``ending`` may be known before it is carried out."""

entry_questions = Table(
    "entry_questions",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("options", JSON, nullable=False),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("retired_at", Instant),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("passes", Integer, nullable=False, server_default="0"),
    UniqueConstraint("chat_id", "number"),
)
"""A group's own questions, ``options`` with the right one first. A retired one stays for those who are being asked it."""

entry_patterns = Table(
    "entry_patterns",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("folded", String(128), primary_key=True),
    Column("pattern", Text, nullable=False),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", Instant, nullable=False),
)
"""What a community does not want in the name or bio of who comes in."""

arrivals = Table(
    "arrivals",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("came_at", Instant, nullable=False),
    Column("stand", String(16), nullable=False),
    Column("permissions", JSON(none_as_null=True)),
    Column("limited_until", Instant),
    Column("surge_id", BigInteger),
    Column("slipped", Integer, nullable=False),
    Column("is_confirmed", Boolean, nullable=False),
    Index("ix_arrivals_surge_id", "surge_id"),
)
"""Who stands at the door. ``permissions`` and ``limited_until`` are what they were limited to before they were silenced."""

surges = Table(
    "surges",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("hot_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("came", Integer, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("tightened_by", BigInteger),
    Column("lifted_by", BigInteger),
    Column("proposed_by", BigInteger),
    Column("proposed_at", Instant),
    Column("banned_by", JSON, nullable=False),
    Column("banned_at", Instant),
    Column("cards", JSON, nullable=False),
    Index("ix_surges_chat_id", "chat_id"),
)

entry_notices = Table(
    "entry_notices",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("shown", Text, nullable=False),
    Column("posted_at", Instant),
    Column("not_before", Instant),
    Column("is_busy", Boolean, nullable=False),
)
"""The one message about those at the door. ``shown``: what it says, in short; empty when none stands."""
