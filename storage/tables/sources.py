"""Where members come from."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text, text

from storage.tables.columns import Instant, metadata

invites = Table(
    "invites",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("made_by", BigInteger, nullable=False),
    Column("made_by_name", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("uses", Integer),
    Column("expires_at", Instant),
    Column("link", Text),
    Column("revoked_at", Instant),
    Index("ix_invites_chat_id_made_by_made_at", "chat_id", "made_by", "made_at"),
    Index("ix_invites_link", "link"),
)
"""Links made through the bot. ``uses``: how many people it lets in, None for any number. ``link`` comes from Telegram."""

origins = Table(
    "origins",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("invite_id", BigInteger),
    Column("inviter_id", BigInteger),
    Column("inviter_name", Text, nullable=False, server_default=""),
    Column("joined_at", Instant, nullable=False),
    Column("left_at", Instant),
    Column("banned_at", Instant),
    Column("wrote", Boolean, nullable=False, server_default=text("false")),
    Column("was_here", Boolean, nullable=False, server_default=text("false")),
    Index("ix_origins_chat_id_user_id_id", "chat_id", "user_id", "id"),
    Index("ix_origins_chat_id_inviter_id_joined_at", "chat_id", "inviter_id", "joined_at"),
    Index("ix_origins_invite_id", "invite_id"),
)
"""One row each time somebody comes. ``link``: the name of the link, empty for none. ``wrote`` is settled when they
leave; ``was_here``: had been here before."""
