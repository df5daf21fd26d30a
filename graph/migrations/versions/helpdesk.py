"""Requests for help, their matches, the experts of the helpdesk and whom to speak with there."""

import sqlalchemy as sa
from alembic import op

revision = "helpdesk"
down_revision = "peer"


def upgrade() -> None:
    """Make the tables; a request has each mentor or expert once, so that two writers meet."""
    op.create_table(
        "help_request",
        _number("id", primary_key=True),
        _number("city"),
        *_shorts(day=10),
        *_texts("need", "answers"),
        *_shorts(author=40, state=20, waits=20, since=20),
        *_texts("question", "reply", "steps"),
        *_shorts(outcome=20),
        *_versioned(),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_help_request_city", "help_request", ["city"])
    op.create_table(
        "help_match",
        _number("id", primary_key=True),
        *(_number(name) for name in ("request", "city")),
        *_shorts(pillar=20),
        *(_number(name) for name in ("mentor", "fit")),
        *_texts("why", "warning"),
        *_shorts(answer=20),
        *_texts("declined"),
        *_versioned(),
        sa.UniqueConstraint("request", "pillar", "mentor"),
        sqlite_autoincrement=True,
    )
    _experts()


def _experts() -> None:
    op.create_table(
        "expert",
        _number("id", primary_key=True),
        *_shorts(name=120),
        *_texts("fields", "countries"),
        _number("capacity"),
        *_versioned(),
        sa.UniqueConstraint("name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "expert_person",
        _number("id", primary_key=True),
        _number("expert"),
        *_shorts(name=120, function=120, reach=200),
        *_versioned(),
        sqlite_autoincrement=True,
    )


def _number(name: str, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=primary_key, nullable=False)


def _shorts(**sizes: int) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(most), nullable=False) for name, most in sizes.items()]


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _versioned() -> list[sa.Column[str] | sa.Column[int]]:
    return [*_shorts(by=40, at=20), _number("version")]
