"""Cases, and the words and domains of a group."""

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

from storage.tables.columns import TEXT_LEFT, TEXT_OR_FILE_LEFT, Instant, metadata

cases = Table(
    "cases",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("subject_kind", String(16), nullable=False),
    Column("subject_name", Text, nullable=False),
    Column("actor_id", BigInteger),
    Column("actor_name", Text),
    Column("opened_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("action", String(16), nullable=False),
    Column("until", Instant),
    Column("findings", JSON, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("state", String(16), nullable=False),
    Column("messages", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
    Column("sanction", String(16), nullable=False),
    Column("error", Text),
    Column("card", String(64)),
    Column("told", JSON, nullable=False),
    Column("undone_at", Instant),
    Column("undone_by", BigInteger),
    Column("undone_name", Text),
    Column("waits", Boolean, nullable=False, server_default=text("false")),
    Column("wrong", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("community_id", "number"),
    Index("ix_cases_chat_id_subject_id_last_at", "chat_id", "subject_id", "last_at"),
    Index("ix_cases_chat_id_opened_at", "chat_id", "opened_at"),
    Index("ix_cases_chat_id_last_at", "chat_id", "last_at"),
    Index("ix_cases_card", "card"),
    Index("ix_cases_subject_id_last_at", "subject_id", "last_at"),
    Index("ix_cases_waits", "chat_id", "id", sqlite_where=text("waits"), postgresql_where=text("waits")),
)
"""``messages`` and ``removed``: how many belong to it, how many of them Telegram has deleted. ``card``: the handle of
the card that shows it, shared by the cases of a raid; ``told``: who got that card, as ``[[chat id, language], …]``. ``waits``: nobody could be shown its card yet. ``wrong``:
the staff have said that the machine was wrong."""

case_messages = Table(
    "case_messages",
    metadata,
    Column("case_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Column("media", String(16)),
    Column("file_id", Text),
    Column("thread_id", BigInteger),
    Column("kept", Boolean, nullable=False),
    Column("part", String(8), nullable=False, server_default="judged"),
    Index(
        "ix_case_messages_kept",
        "chat_id",
        "at",
        sqlite_where=text(TEXT_OR_FILE_LEFT),
        postgresql_where=text(TEXT_OR_FILE_LEFT),
    ),
)
"""``kept``: still in the chat, because nothing was to be deleted or Telegram refused. ``part``: what it is in its case,
see `bot.features.moderation.model.Part`."""

words = Table(
    "words",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("folded", String(128), primary_key=True),
    Column("word", Text, nullable=False),
    Column("action", String(16), nullable=False),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", Instant, nullable=False),
)

domains = Table(
    "domains",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("domain", String(255), primary_key=True),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", Instant, nullable=False),
)

lessons = Table(
    "lessons",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False),
    Column("folded", Text, nullable=False),
    Column("is_advert", Boolean, nullable=False),
    Column("teacher", BigInteger, nullable=False),
    Column("teacher_name", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_lessons_community_id_at", "community_id", "at"),
)
"""What a community has taught the classifier: texts that somebody called an advert or innocent."""

hour_cards = Table(
    "hour_cards",
    metadata,
    Column("card", String(64), primary_key=True),
    Column("community_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("told", JSON, nullable=False),
)
"""One silent card per community and hour for what the machine was sure of. ``told`` as with a case."""

reports = Table(
    "reports",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("reporter_id", BigInteger, primary_key=True, autoincrement=False),
    Column("case_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("counts", Boolean, nullable=False),
    Index("ix_reports_chat_id_reporter_id_at", "chat_id", "reporter_id", "at"),
)
"""Who has reported which message. ``counts``: by somebody who has been here long enough to count."""

appeals = Table(
    "appeals",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("case_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("told", JSON, nullable=False),
    Column("decided_at", Instant),
    Column("decided_by", BigInteger),
    Column("decided_name", Text),
    Index("ix_appeals_case_id", "case_id"),
    Index("ix_appeals_chat_id_state", "chat_id", "state"),
    Index("ix_appeals_kept", "chat_id", "at", sqlite_where=text(TEXT_LEFT), postgresql_where=text(TEXT_LEFT)),
)

appeal_drafts = Table(
    "appeal_drafts",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("case_id", BigInteger, nullable=False),
    Column("asked_at", Instant, nullable=False),
)
"""Who has been asked in private why a case is wrong; their next words are the appeal."""
