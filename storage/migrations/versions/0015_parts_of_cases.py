"""What a message is in its case: judged, cited, or recent and gone with its author."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_messages") as table:
        table.add_column(sa.Column("part", sa.String(8), server_default="judged", nullable=False))
