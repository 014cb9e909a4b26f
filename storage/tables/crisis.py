"""Watch words and incidents."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
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

brand_words = Table(
    "brand_words",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("folded", String(128), primary_key=True),
    Column("id", BigInteger, nullable=False),
    Column("word", Text, nullable=False),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", Instant, nullable=False),
    Index("ix_brand_words_id", "id"),
)
"""Words that stand for the community's brand and products."""

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
    Column("chat_id", BigInteger),
    Column("people", Integer, nullable=False, server_default="0"),
    Column("peak", Integer, nullable=False, server_default="0"),
    Column("expected", Float),
    Column("is_cold", Boolean, nullable=False, server_default=text("false")),
    Column("senders", Integer, nullable=False, server_default="0"),
    Column("gloomy", Float, nullable=False, server_default="0"),
    Column("coordinated", Boolean, nullable=False, server_default=text("false")),
    Column("alarmed_at", Instant),
    Column("over_at", Instant),
    Column("lower_since", Instant),
    Column("assigned_to", BigInteger),
    Column("assigned_name", Text),
    Column("holds_posts", Boolean),
    Column("is_drill", Boolean, nullable=False, server_default=text("false")),
    UniqueConstraint("community_id", "number"),
    Index("ix_incidents_community_id_closed_at", "community_id", "closed_at"),
    Index("ix_incidents_community_id_folded_opened_at", "community_id", "folded", "opened_at"),
)
"""``alerts``: how often everybody was told anew; the cards of alert 3 have handles ``incident:<id>:3:<user>``.

``chat_id``: the group where it began. ``people``, ``expected``, ``senders`` and ``gloomy`` are of the last look, ``peak``
of the worst. ``holds_posts`` is null while the level decides.
"""

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
    Column("joined_at", Instant),
    Index("ix_incident_messages_kept", "chat_id", "at", sqlite_where=text(TEXT_LEFT), postgresql_where=text(TEXT_LEFT)),
)
"""``quiet``: a denial or a question about prevention, which counts nobody. ``joined_at``: when its author joined."""

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

incident_log = Table(
    "incident_log",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("incident_id", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("who", Text, nullable=False),
    Column("said", Text, nullable=False),
    Index("ix_incident_log_incident_id_at", "incident_id", "at"),
)
"""Everything that happened to an incident, for its review."""

crowd = Table(
    "crowd",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("slot", BigInteger, primary_key=True, autoincrement=False),
    Column("spoke", Integer, nullable=False),
    Column("sure", Integer, nullable=False),
    Column("gloomy", Integer, nullable=False),
)
"""How many different people spoke in each ten minutes (``slot``: since 1970), of how many the mood is sure, and how many
were in a bad one."""

announced = Table(
    "announced",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False),
    Column("folded", String(128), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("by_name", Text, nullable=False),
    Index("ix_announced_community_id_until", "community_id", "until"),
)
"""Times in which a word does not count, because somebody has announced it."""

statements = Table(
    "statements",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False),
    Column("said", Text, nullable=False),
    Column("state", String(8), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by_id", BigInteger, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("approved_name", Text),
    Column("alone", Boolean, nullable=False, server_default=text("false")),
    Column("places", JSON, nullable=False),
    Column("posted", JSON, nullable=False),
    Column("told", JSON, nullable=False),
    Index("ix_statements_community_id_state", "community_id", "state"),
)
"""``places``: ids of the groups it is for. ``posted``: where it stands, as ``[[group, message], …]``. ``told``: who got
the draft, as ``[[chat id, language], …]``. ``alone``: approved by its only reachable author."""

taboos = Table(
    "taboos",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("folded", String(128), primary_key=True),
    Column("word", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", Instant, nullable=False),
)
"""What members should not say about the product, and what to say instead."""

taboo_hints = Table(
    "taboo_hints",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("folded", String(128), primary_key=True),
    Column("at", Instant, nullable=False),
)
"""Who was last told of which taboo when."""

kit = Table(
    "kit",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Index("ix_kit_community_id", "community_id"),
)
"""Approved texts for members to use."""

praise = Table(
    "praise",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", BigInteger, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(8), nullable=False),
    UniqueConstraint("chat_id", "message_id"),
    Index("ix_praise_chat_id_state_at", "chat_id", "state", "at"),
    Index("ix_praise_kept", "chat_id", "at", sqlite_where=text(TEXT_LEFT), postgresql_where=text(TEXT_LEFT)),
)
"""Strong praise of the brand, and whether its author has let it be shown."""

refused_terms = Table(
    "refused_terms",
    metadata,
    Column("community_id", BigInteger, primary_key=True, autoincrement=False),
    Column("folded", String(128), primary_key=True),
    Column("at", Instant, nullable=False),
)
"""Terms that were offered as watch words and are not wanted."""

slowed = Table(
    "slowed",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("incident_id", BigInteger, nullable=False),
    Column("manner", String(8), nullable=False),
    Column("phase", String(8), nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("permissions", JSON, nullable=False),
)
"""Groups that are slowed down. ``permissions``: what members could do before, for a group that may only send text."""
