"""Numbers of cities of up to 15 digits: municipalities and localities below 500 inhabitants bear some of our own."""

import sqlalchemy as sa
from alembic import op

revision = "numbers"
down_revision = "helpdesk"

COLUMNS = {
    "city": (
        *("decision", "contact", "board", "listed", "person", "audit", "submission", "adoption", "mentor", "peer"),
        *("help_request", "help_match"),
    ),
    "peer": ("peer",),
    "mentor": ("help_match",),
}


def upgrade() -> None:
    """Widen the columns where whole numbers have 32 bits; those of SQLite have 64 already."""
    if op.get_bind().dialect.name == "sqlite":
        return
    for column, tables in COLUMNS.items():
        for table in tables:
            op.alter_column(table, column, type_=sa.BigInteger)
