"""Contacts, board, lists, saved filters, contact persons and the log of every change of them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "outreach"
down_revision = "decision"


def upgrade() -> None:
    """Make the tables; what may be there once only is unique, so that two writers meet."""
    _table(
        "contact",
        _city(),
        *_days("day"),
        _short("channel", 20),
        _short("who", 40),
        *_texts("note", "answer", "step"),
        *_days("due"),
        _short("officer", 40),
        *_days("done"),
        *_versioned(),
    )
    _table("board", _city(unique=True), _short("state", 20), *_days("day"), *_versioned())
    _table("city_list", *_named(), *_versioned(), sa.UniqueConstraint("owner", "name"))
    _table("listed", _number("list"), _number("city"), *_versioned(), sa.UniqueConstraint("list", "city"))
    _table(
        "saved_filter",
        *_named(),
        _short("page", 40),
        *_texts("address"),
        *_versioned(),
        sa.UniqueConstraint("owner", "name"),
    )
    _table("person", _city(), _short("name", 120), _short("function", 120), _short("reach", 200), *_versioned())
    _table(
        "audit",
        _short("at", 20),
        _short("by", 40),
        _short("what", 20),
        _number("item"),
        sa.Column("city", sa.Integer),
        _short("done", 20),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
    )
    op.create_index("ix_contact_city", "contact", ["city"])
    op.create_index("ix_person_city", "person", ["city"])
    op.create_index("ix_audit_item", "audit", ["what", "item"])


def _table(name: str, *parts: Any) -> None:  # noqa: ANN401 - columns and constraints have no common type
    op.create_table(name, sa.Column("id", sa.Integer, primary_key=True), *parts, sqlite_autoincrement=True)


def _city(unique: bool = False) -> sa.Column[int]:
    return sa.Column("city", sa.Integer, nullable=False, unique=unique)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _short(name: str, most: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(most), nullable=False)


def _days(*names: str) -> list[sa.Column[str]]:
    return [_short(name, 10) for name in names]


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _named() -> list[sa.Column[str]]:
    return [_short("owner", 40), _short("name", 80)]


def _versioned() -> list[Any]:
    return [_short("by", 40), _short("at", 20), _number("version")]
