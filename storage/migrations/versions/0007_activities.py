"""Activities of every kind, and what a post can do."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT_LEFT = sa.text("text <> ''")


def upgrade() -> None:
    _posts()
    _activities()


def _posts() -> None:
    with op.batch_alter_table("posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paused_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("album", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("buttons", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("is_silent", sa.Boolean(), server_default=sa.text("false"), nullable=False))
        batch_op.add_column(sa.Column("is_pinned", sa.Boolean(), server_default=sa.text("false"), nullable=False))
        batch_op.add_column(sa.Column("stays_seconds", sa.Integer(), nullable=True))


def _activities() -> None:
    op.create_table(
        "activities",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activities")),
        sa.UniqueConstraint("chat_id", "number", name=op.f("uq_activities_chat_id_number")),
    )
    op.create_index("ix_activities_chat_id_state", "activities", ["chat_id", "state"])
    op.create_table(
        "activity_entries",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("activity_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("amount", sa.Integer(), server_default="1", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.String(length=16), server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_entries")),
        sa.UniqueConstraint("chat_id", "activity_id", "role", "key", name=op.f("uq_activity_entries_chat_id_activity_id_role_key")),
        sa.UniqueConstraint("chat_id", "activity_id", "role", "place", name=op.f("uq_activity_entries_chat_id_activity_id_role_place")),
    )
    op.create_index("ix_activity_entries_chat_id_user_id", "activity_entries", ["chat_id", "user_id"])
    op.create_index(
        "ix_activity_entries_kept", "activity_entries", ["chat_id", "at"], sqlite_where=TEXT_LEFT, postgresql_where=TEXT_LEFT
    )


def downgrade() -> None:
    op.drop_table("activity_entries")
    op.drop_table("activities")
    with op.batch_alter_table("posts", schema=None) as batch_op:
        for name in ("stays_seconds", "is_pinned", "is_silent", "buttons", "album", "paused_at"):
            batch_op.drop_column(name)
