"""The decisions on keywords of the sources."""

import sqlalchemy as sa
from alembic import op

revision = "keyword"
down_revision = "queries"


def upgrade() -> None:
    """Make the table; a keyword and a concept have one decision, so that two writers meet."""
    texts = {"keyword": 200, "concept": 80, "relation": 10, "status": 10}
    op.create_table(
        "keyword",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String(most), nullable=False) for name, most in texts.items()),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("keyword", "concept"),
        sqlite_autoincrement=True,
    )
