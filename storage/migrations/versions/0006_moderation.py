"""Waiting and wrong cases, hourly cards, reports, appeals."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WAITS = sa.text("waits")
TEXT_LEFT = sa.text("text <> ''")


def upgrade() -> None:
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("waits", sa.Boolean(), server_default=sa.text("false"), nullable=False))
        batch_op.add_column(sa.Column("wrong", sa.Boolean(), server_default=sa.text("false"), nullable=False))
        batch_op.create_index("ix_cases_subject_id_last_at", ["subject_id", "last_at"], unique=False)
        batch_op.create_index(
            "ix_cases_waits", ["chat_id", "id"], unique=False, sqlite_where=WAITS, postgresql_where=WAITS
        )
    op.create_table(
        "hour_cards",
        sa.Column("card", sa.String(length=64), nullable=False),
        sa.Column("community_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("card", name=op.f("pk_hour_cards")),
    )
    op.create_table(
        "reports",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reporter_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", "reporter_id", name=op.f("pk_reports")),
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index("ix_reports_chat_id_reporter_id_at", ["chat_id", "reporter_id", "at"], unique=False)
    _appeals()


def _appeals() -> None:
    op.create_table(
        "appeals",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_name", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
    )
    with op.batch_alter_table("appeals", schema=None) as batch_op:
        batch_op.create_index("ix_appeals_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_appeals_chat_id_state", ["chat_id", "state"], unique=False)
        batch_op.create_index(
            "ix_appeals_kept", ["chat_id", "at"], unique=False, sqlite_where=TEXT_LEFT, postgresql_where=TEXT_LEFT
        )
    op.create_table(
        "appeal_drafts",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_appeal_drafts")),
    )


def downgrade() -> None:
    for table in ("appeal_drafts", "appeals", "reports", "hour_cards"):
        op.drop_table(table)
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_waits")
        batch_op.drop_index("ix_cases_subject_id_last_at")
        batch_op.drop_column("wrong")
        batch_op.drop_column("waits")
