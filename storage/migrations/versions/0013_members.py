"""Segments, tags, helpers, stars, words of a day; what members meet with, by the day."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "segments",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("segment", sa.String(length=16), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("score", sa.Float(), server_default="0", nullable=False),
        sa.Column("letter", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name=op.f("pk_segments")),
    )
    op.create_index("ix_segments_chat_id_segment", "segments", ["chat_id", "segment"])
    op.create_index("ix_segments_user_id", "segments", ["user_id"])
    op.create_table(
        "member_tags",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tag", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id", "tag", name=op.f("pk_member_tags")),
    )
    op.create_index("ix_member_tags_user_id", "member_tags", ["user_id"])
    op.create_table(
        "helpers",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("appointed_by", sa.BigInteger(), nullable=False),
        sa.Column("appointed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name=op.f("pk_helpers")),
    )
    op.create_index("ix_helpers_user_id", "helpers", ["user_id"])
    op.create_table(
        "stars",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("starred_by", sa.BigInteger(), nullable=False),
        sa.Column("posted_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_stars")),
    )
    op.create_index("ix_stars_chat_id_at", "stars", ["chat_id", "at"])
    op.create_index("ix_stars_user_id", "stars", ["user_id"])
    op.create_table(
        "word_days",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "day", "word", name=op.f("pk_word_days")),
    )
    for name in ("replies", "drawn", "thanked", "reactions"):
        op.add_column("presence", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    op.create_index("ix_presence_chat_id_user_id", "presence", ["chat_id", "user_id"])
