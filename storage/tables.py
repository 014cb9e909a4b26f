"""Every table. Instants are microseconds since 1970 in UTC, days are ISO dates; ids are Telegram's or ours (64 bits)."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

from bot.core.clock import from_micros, to_micros

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant, stored as whole microseconds: the same order and arithmetic on every engine."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else to_micros(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else from_micros(value)


TEXT_OR_FILE_LEFT = "text <> '' OR file_id IS NOT NULL"
TEXT_LEFT = "text <> ''"
"""Conditions of partial indexes: the nightly clean-up finds what it has not blanked yet, whatever else there is."""

# --- the ring ---------------------------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("source", String(16), nullable=False),
    Column("key", String(160), nullable=False),
    Column("mailbox", String(48), nullable=False),
    Column("kind", String(48), nullable=False),
    Column("body", LargeBinary),
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("parked_at", Instant),
    Column("error", Text),
    UniqueConstraint("source", "key"),
    Index("ix_inbox_waiting", "id", sqlite_where=text("done_at IS NULL"), postgresql_where=text("done_at IS NULL")),
    Index("ix_inbox_done_at", "done_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("mailbox", String(48), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("body", LargeBinary),
    Column("repeat", String(8), nullable=False),
    Column("lane", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("after", BigInteger),
    Column("expires_at", Instant),
    Column("handle", String(96)),
    Column("report", String(48)),
    Column("memo", Text, nullable=False, server_default=""),
    Column("started_at", Instant),
    Column("settled_at", Instant),
    Column("status", String(16)),
    Column("error", Text),
    Index(
        "ix_outbox_waiting", "id", sqlite_where=text("settled_at IS NULL"), postgresql_where=text("settled_at IS NULL")
    ),
    Index("ix_outbox_settled_at", "settled_at"),
    Index("ix_outbox_chat_id_settled_at", "chat_id", "settled_at"),
)

handles = Table(
    "handles",
    metadata,
    Column("handle", String(96), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
)

schedules = Table(
    "schedules",
    metadata,
    Column("key", String(96), primary_key=True),
    Column("mailbox", String(48), nullable=False),
    Column("kind", String(48), nullable=False),
    Column("rule", String(96)),
    Column("zone", String(48)),
    Column("next_run_at", Instant),
    Column("paused", Boolean, nullable=False, server_default=text("false")),
    Column("payload", Text, nullable=False, server_default=""),
    Index("ix_schedules_next_run_at", "next_run_at"),
    Index("ix_schedules_mailbox", "mailbox"),
)

sequences = Table(
    "sequences",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", BigInteger, nullable=False),
)

troubles = Table(
    "troubles",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(64), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("detail", Text, nullable=False, server_default=""),
)
"""What the bot could not do, per chat: refused calls by right or error, lost sends, missed runs."""

# --- who and where ----------------------------------------------------------------------------------------------

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
)
"""Who wrote on which local day, and how much."""

# --- entry ------------------------------------------------------------------------------------------------------

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

# --- moderation -------------------------------------------------------------------------------------------------

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
    UniqueConstraint("community_id", "number"),
    Index("ix_cases_chat_id_subject_id_last_at", "chat_id", "subject_id", "last_at"),
    Index("ix_cases_chat_id_opened_at", "chat_id", "opened_at"),
    Index("ix_cases_chat_id_last_at", "chat_id", "last_at"),
    Index("ix_cases_card", "card"),
)
"""``messages`` and ``removed``: how many belong to it, how many of them Telegram has deleted. ``card``: the handle of
the card that shows it, shared by the cases of a raid; ``told``: who got that card, as ``[[user id, language], …]``."""

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
    Index(
        "ix_case_messages_kept",
        "chat_id",
        "at",
        sqlite_where=text(TEXT_OR_FILE_LEFT),
        postgresql_where=text(TEXT_OR_FILE_LEFT),
    ),
)
"""``kept``: still in the chat, because nothing was to be deleted or Telegram refused."""

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

# --- crisis -----------------------------------------------------------------------------------------------------

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

# --- check-ins and points ---------------------------------------------------------------------------------------

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
    Index("ix_programmes_chat_id", "chat_id"),
)
"""``standing``: the group's endless daily programme, there when no other runs. ``window``: hours of the local day."""

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
    Index("ix_checkins_chat_id_day", "chat_id", "day"),
    Index("ix_checkins_chat_id_user_id", "chat_id", "user_id"),
)
"""Once per programme, person and local day. ``granted_by``: the administrator behind a made-up day."""

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

# --- activities -------------------------------------------------------------------------------------------------

posts = Table(
    "posts",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("rule", String(96), nullable=False),
    Column("text", Text, nullable=False),
    Column("notice", Boolean, nullable=False, server_default=text("false")),
    Column("copied_chat_id", BigInteger),
    Column("copied_message_id", BigInteger),
    Column("thread_id", BigInteger),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("removed_at", Instant),
    Index("ix_posts_chat_id_number", "chat_id", "number"),
)
"""``text``: markup, or the first line of the message that is copied. ``notice``: goes out during a crisis too."""

post_runs = Table(
    "post_runs",
    metadata,
    Column("post_id", BigInteger, primary_key=True, autoincrement=False),
    Column("occurrence", String(32), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    Column("outcome", String(16), nullable=False),
    Index("ix_post_runs_chat_id_at", "chat_id", "at"),
)
"""What became of each occurrence (a local date) of a post: ran, late, skipped, failed."""
