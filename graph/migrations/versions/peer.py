"""Mentor cities with their capacity, and pairs of a town and a mentor with the answers of both."""

import sqlalchemy as sa
from alembic import op

revision = "peer"
down_revision = "submission"


def upgrade() -> None:
    """Make both tables; a city has one capacity and a pair one record, so that two writers meet."""
    op.create_table(
        "mentor",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("city", sa.Integer, nullable=False, unique=True),
        sa.Column("capacity", sa.Integer, nullable=False),
        sa.Column("why", sa.String(400), nullable=False),
        *_versioned(),
        sqlite_autoincrement=True,
    )
    short = {"need": 400, "town": 3, "mentor": 3, "asked": 10, "refused": 10, "ended": 10}
    op.create_table(
        "peer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("city", sa.Integer, nullable=False, index=True),
        sa.Column("peer", sa.Integer, nullable=False, index=True),
        *(sa.Column(name, sa.String(most), nullable=False) for name, most in short.items()),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("reasons", "warning", "why", "again")),
        *_versioned(),
        sa.UniqueConstraint("city", "peer"),
        sqlite_autoincrement=True,
    )


def _versioned() -> tuple[sa.Column[str] | sa.Column[int], ...]:
    return (
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
