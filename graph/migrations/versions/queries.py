"""Queries that people save, and those that they asked last."""

import sqlalchemy as sa
from alembic import op

revision = "queries"
down_revision = "outreach"


def upgrade() -> None:
    """Make the tables; a name stands once for each owner."""
    op.create_table(
        "saved_query",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String(most), nullable=False) for name, most in (("owner", 40), ("name", 80))),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("text", "address")),
        *(sa.Column(name, sa.String(most), nullable=False) for name, most in (("reach", 20), ("by", 40), ("at", 20))),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("owner", "name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "asked",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String(most), nullable=False) for name, most in (("owner", 40), ("at", 20))),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("told", sa.String(200), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_asked_owner", "asked", ["owner"])
