"""The log of decisions on names."""

import sqlalchemy as sa
from alembic import op

revision = "decision"
down_revision = None


def upgrade() -> None:
    """Make the log; a key has each turn once and a decision is taken back once, so that two writers meet."""
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(400), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("city", sa.Integer),
        sa.Column("who", sa.String(40), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("made", sa.String(20), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("undoes", sa.Integer, unique=True),
        sa.UniqueConstraint("key", "turn"),
        sqlite_autoincrement=True,
    )
