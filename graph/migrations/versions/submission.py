"""Practices that people submit, the checks of them, notices to their authors, and cities that put practices to use."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "submission"
down_revision = "lesson"


def _texts(*names: str, most: int = 0) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(most) if most else sa.Text, nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def _table(name: str, *columns: SchemaItem) -> None:
    number = sa.Column("id", sa.Integer, primary_key=True)
    every: list[SchemaItem] = [number, *columns]
    every += [*_texts("by", most=40), *_texts("at", most=20), *_numbers("version")]
    op.create_table(name, *every, sqlite_autoincrement=True)


def upgrade() -> None:
    """Make the tables; a city has one record for each practice that it puts to use, so that two writers meet."""
    _table(
        "submission",
        *_texts("author", most=40),
        *_texts("state", "kind", most=20),
        *_numbers("city"),
        *_texts("title", most=200),
        *_texts("summary", "problem", "solution", "approach", "involvement", "results", "transferability", "failed"),
        *_texts("prerequisites", "challenges", "domains", "proof", "proof_page", "page"),
        *_texts("language", "cost", "currency", "band", "staff", "months", "maturity", "evidence", most=20),
        *_texts("adaptability", "start", "end", "created", "submitted", "checked", "published", most=20),
        *_texts("revises", most=400),
        *_numbers("adoption"),
    )
    _table(
        "practice_check",
        *_numbers("submission", "edition"),
        *_texts("role", "outcome", most=20),
        *_texts("met", "lacks", "note"),
    )
    op.create_index("ix_practice_check_submission", "practice_check", ["submission"])
    _table("notice", *_texts("reader", most=40), *_numbers("submission"), *_texts("told"), *_texts("seen", most=20))
    op.create_index("ix_notice_reader", "notice", ["reader"])
    _table(
        "adoption",
        *_texts("practice", most=400),
        *_numbers("city"),
        *_texts("author", most=40),
        *_texts("status", "rating", "cost", "currency", "staff", "months", "start", "end", "confirmed", most=20),
        *_texts("reason", "comment", "changed"),
        sa.UniqueConstraint("practice", "city"),
    )
