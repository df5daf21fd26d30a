"""What tables of the team's records share: where they are listed, columns of texts, and who wrote a record last."""

from sqlalchemy import Column, Integer, MetaData, String, Text

METADATA = MetaData()


def versioned() -> tuple[Column[int] | Column[str], ...]:
    """Give the columns that tell who wrote a record last, when, and for which time."""
    return (
        Column("by", String(40), nullable=False),
        Column("at", String(20), nullable=False),
        Column("version", Integer, nullable=False),
    )


def texts(*names: str, most: int = 0) -> tuple[Column[str], ...]:
    """Give columns of texts, those of a shortest kind by their most letters."""
    return tuple(Column(name, String(most) if most else Text, nullable=False) for name in names)
