"""Who was made an owner, or is one no more, among the changes that are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("setting_changes") as table:
        table.add_column(sa.Column("about_id", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("about_name", sa.Text(), server_default="", nullable=False))
