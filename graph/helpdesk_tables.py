"""The tables of the helpdesk: requests, their matches, experts, and whom to speak with there."""

from sqlalchemy import BigInteger, Column, Integer, String, Table, UniqueConstraint

from graph.desk_columns import METADATA, texts, versioned

HELP_REQUEST = Table(
    "help_request",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("city", BigInteger, nullable=False, index=True),
    *texts("day", most=10),
    *texts("need", "answers"),
    *texts("author", most=40),
    *texts("state", "waits", "since", "outcome", most=20),
    *texts("question", "reply", "steps"),
    *versioned(),
)

HELP_MATCH = Table(
    "help_match",
    METADATA,
    *(Column(name, Integer, primary_key=name == "id", nullable=False) for name in ("id", "request")),
    *(Column(name, BigInteger, nullable=False) for name in ("city", "mentor")),
    Column("fit", Integer, nullable=False),
    *texts("pillar", "answer", most=20),
    *texts("why", "warning", "declined"),
    *versioned(),
    UniqueConstraint("request", "pillar", "mentor"),
)

EXPERT = Table(
    "expert",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(120), nullable=False, unique=True),
    *texts("fields", "countries"),
    Column("capacity", Integer, nullable=False),
    *versioned(),
)

EXPERT_PERSON = Table(
    "expert_person",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("expert", Integer, nullable=False),
    *texts("name", "function", most=120),
    *texts("reach", most=200),
    *versioned(),
)
