"""Lessons, and the claims that they carry over to another domain."""

import sqlalchemy as sa
from alembic import op

revision = "lesson"
down_revision = "keyword"


def upgrade() -> None:
    """Make both tables; a passage has one record and a lesson one claim for each domain, so that two writers meet."""
    short = {"kind": 20, "barriers": 200, "challenges": 400, "domains": 200, "of": 10, "origin": 300}
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("statement", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        *_texts(short | {"level": 20, "evidence": 400, "page": 400}),
        sa.Column("passage", sa.String(400), unique=True),
        *_texts({"status": 10}),
        sa.Column("why", sa.Text, nullable=False),
        *_versioned(),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "transfer",
        sa.Column("id", sa.Integer, primary_key=True),
        *_texts({"lesson": 300, "origin": 40, "goal": 40}),
        sa.Column("reason", sa.Text, nullable=False),
        *_texts({"author": 40, "status": 12}),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        *_versioned(),
        sa.UniqueConstraint("lesson", "goal"),
        sqlite_autoincrement=True,
    )


def _texts(sizes: dict[str, int]) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(most), nullable=False) for name, most in sizes.items()]


def _versioned() -> tuple[sa.Column[str] | sa.Column[int], ...]:
    return (
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
