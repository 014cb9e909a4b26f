"""entry steps: questions made from a seed, where applicants come from, a group's questions, the blocklist."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("applications", schema=None) as batch_op:
        batch_op.add_column(sa.Column("made_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("seed", sa.BigInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("door", sa.String(length=8), server_default="request", nullable=False))
        batch_op.add_column(sa.Column("carried", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("begun", sa.Boolean(), server_default=sa.text("false"), nullable=False))
        batch_op.add_column(sa.Column("answers", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("link", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("phrase", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("is_invited", sa.Boolean(), server_default=sa.text("false"), nullable=False))
        batch_op.add_column(sa.Column("invited_by", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("hurdle", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("detail", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("is_checked", sa.Boolean(), server_default=sa.text("true"), nullable=False))
        batch_op.add_column(sa.Column("in_surge", sa.Boolean(), server_default=sa.text("false"), nullable=False))
        batch_op.add_column(sa.Column("for_good", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_table(
        "entry_questions",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("passes", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_questions")),
        sa.UniqueConstraint("chat_id", "number", name=op.f("uq_entry_questions_chat_id_number")),
    )
    op.create_table(
        "entry_patterns",
        sa.Column("community_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("folded", sa.String(length=128), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "folded", name=op.f("pk_entry_patterns")),
    )


def downgrade() -> None:
    op.drop_table("entry_patterns")
    op.drop_table("entry_questions")
    with op.batch_alter_table("applications", schema=None) as batch_op:
        for name in (
            "for_good", "in_surge", "is_checked", "detail", "hurdle", "invited_by", "is_invited", "phrase", "link", "answers",
            "begun", "carried", "door", "seed", "made_at",
        ):
            batch_op.drop_column(name)
