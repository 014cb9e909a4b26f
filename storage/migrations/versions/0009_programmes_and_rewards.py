"""What a programme asks for, check-ins that can be taken back, rewards, and seasons."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UNTOLD = sa.text("told = false")
NOTE_LEFT = sa.text("note <> ''")
ADDED = ("taken_back_why", "taken_back_by", "taken_back_at", "turn", "flag", "told")


def upgrade() -> None:
    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("terms", sa.JSON(), server_default="{}", nullable=False))
    with op.batch_alter_table("checkins", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told", sa.Boolean(), server_default=sa.text("true"), nullable=False))
        batch_op.add_column(sa.Column("flag", sa.String(length=16), server_default="", nullable=False))
        batch_op.add_column(sa.Column("turn", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("taken_back_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("taken_back_by", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("taken_back_why", sa.Text(), server_default="", nullable=False))
    op.create_index("ix_checkins_untold", "checkins", ["chat_id"], sqlite_where=UNTOLD, postgresql_where=UNTOLD)
    op.create_index(
        "ix_checkins_kept", "checkins", ["chat_id", "at"], sqlite_where=NOTE_LEFT, postgresql_where=NOTE_LEFT
    )
    _people()
    _rewards()


def _people() -> None:
    op.create_table(
        "participants",
        sa.Column("programme_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("joined_on", sa.String(length=10), nullable=False),
        sa.Column("team", sa.Integer(), nullable=True),
        sa.Column("deposit", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("programme_id", "user_id", name=op.f("pk_participants")),
    )
    op.create_index("ix_participants_chat_id_user_id", "participants", ["chat_id", "user_id"])
    op.create_table(
        "habits",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reminds", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("tag", sa.String(length=16), server_default="", nullable=False),
        sa.Column("tagged_on", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name=op.f("pk_habits")),
    )


def _rewards() -> None:
    op.create_table(
        "rewards",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("stock >= 0", name=op.f("ck_rewards_stock")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rewards")),
        sa.UniqueConstraint("chat_id", "number", name=op.f("uq_rewards_chat_id_number")),
    )
    op.create_table(
        "redemptions",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("reward_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("reward_name", sa.Text(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_name", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redemptions")),
    )
    op.create_index("ix_redemptions_chat_id_user_id", "redemptions", ["chat_id", "user_id"])
    op.create_table(
        "seasons",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("standings", sa.JSON(), server_default="[]", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seasons")),
        sa.UniqueConstraint("chat_id", "number", name=op.f("uq_seasons_chat_id_number")),
    )


def downgrade() -> None:
    for table in ("seasons", "redemptions", "rewards", "habits", "participants"):
        op.drop_table(table)
    for index in ("ix_checkins_kept", "ix_checkins_untold"):
        op.drop_index(index, "checkins")
    with op.batch_alter_table("checkins", schema=None) as batch_op:
        for name in ADDED:
            batch_op.drop_column(name)
    with op.batch_alter_table("programmes", schema=None) as batch_op:
        batch_op.drop_column("terms")
