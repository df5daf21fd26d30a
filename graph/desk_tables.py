"""The tables of the team's records, as the migrations make them."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text, UniqueConstraint

from graph.desk_columns import METADATA
from graph.desk_columns import texts as _texts
from graph.desk_columns import versioned as _versioned
from graph.helpdesk_tables import EXPERT, EXPERT_PERSON, HELP_MATCH, HELP_REQUEST

DECISION = Table(
    "decision",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", String(400), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("city", BigInteger),
    Column("who", String(40), nullable=False),
    Column("why", Text, nullable=False),
    Column("made", String(20), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("undoes", Integer, unique=True),
    UniqueConstraint("key", "turn"),
)


CONTACT = Table(
    "contact",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("city", BigInteger, nullable=False, index=True),
    Column("day", String(10), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("who", String(40), nullable=False),
    Column("note", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("due", String(10), nullable=False),
    Column("officer", String(40), nullable=False),
    Column("done", String(10), nullable=False),
    *_versioned(),
)

BOARD = Table(
    "board",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("city", BigInteger, nullable=False, unique=True),
    Column("state", String(20), nullable=False),
    Column("day", String(10), nullable=False),
    *_versioned(),
)

CITY_LIST = Table(
    "city_list",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("owner", String(40), nullable=False),
    Column("name", String(80), nullable=False),
    *_versioned(),
    UniqueConstraint("owner", "name"),
)

LISTED = Table(
    "listed",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("list", Integer, nullable=False),
    Column("city", BigInteger, nullable=False),
    *_versioned(),
    UniqueConstraint("list", "city"),
)

SAVED_FILTER = Table(
    "saved_filter",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("owner", String(40), nullable=False),
    Column("name", String(80), nullable=False),
    Column("page", String(40), nullable=False),
    Column("address", Text, nullable=False),
    *_versioned(),
    UniqueConstraint("owner", "name"),
)

SAVED_QUERY = Table(
    "saved_query",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("owner", String(40), nullable=False),
    Column("name", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("reach", String(20), nullable=False),
    *_versioned(),
    UniqueConstraint("owner", "name"),
)

ASKED = Table(
    "asked",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("owner", String(40), nullable=False, index=True),
    Column("at", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("told", String(200), nullable=False),
)

PERSON = Table(
    "person",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("city", BigInteger, nullable=False, index=True),
    Column("name", String(120), nullable=False),
    Column("function", String(120), nullable=False),
    Column("reach", String(200), nullable=False),
    *_versioned(),
)

AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", String(20), nullable=False),
    Column("by", String(40), nullable=False),
    Column("what", String(20), nullable=False),
    Column("item", Integer, nullable=False),
    Column("city", BigInteger),
    Column("done", String(20), nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index("ix_audit_item", "what", "item"),
)

KEYWORD = Table(
    "keyword",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("keyword", String(200), nullable=False),
    Column("concept", String(80), nullable=False),
    Column("relation", String(10), nullable=False),
    Column("status", String(10), nullable=False),
    Column("why", Text, nullable=False),
    *_versioned(),
    UniqueConstraint("keyword", "concept"),
)

LESSON = Table(
    "lesson",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("statement", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("barriers", String(200), nullable=False),
    Column("challenges", String(400), nullable=False),
    Column("domains", String(200), nullable=False),
    Column("of", String(10), nullable=False),
    Column("origin", String(300), nullable=False),
    Column("level", String(20), nullable=False),
    Column("evidence", String(400), nullable=False),
    Column("page", String(400), nullable=False),
    Column("passage", String(400), unique=True),
    Column("status", String(10), nullable=False),
    Column("why", Text, nullable=False),
    *_versioned(),
)

TRANSFER = Table(
    "transfer",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("lesson", String(300), nullable=False),
    Column("origin", String(40), nullable=False),
    Column("goal", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("author", String(40), nullable=False),
    Column("status", String(12), nullable=False),
    Column("why", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    *_versioned(),
    UniqueConstraint("lesson", "goal"),
)


SUBMISSION = Table(
    "submission",
    METADATA,
    Column("id", Integer, primary_key=True),
    *_texts("author", most=40),
    *_texts("state", "kind", most=20),
    Column("city", BigInteger, nullable=False),
    *_texts("title", most=200),
    *_texts("summary", "problem", "solution", "approach", "involvement", "results", "transferability", "failed"),
    *_texts("prerequisites", "challenges", "domains", "proof", "proof_page", "page"),
    *_texts("language", "cost", "currency", "band", "staff", "months", "maturity", "evidence", most=20),
    *_texts("adaptability", "start", "end", "created", "submitted", "checked", "published", most=20),
    *_texts("revises", most=400),
    Column("adoption", Integer, nullable=False),
    *_versioned(),
)

PRACTICE_CHECK = Table(
    "practice_check",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("submission", Integer, nullable=False, index=True),
    Column("edition", Integer, nullable=False),
    *_texts("role", "outcome", most=20),
    *_texts("met", "lacks", "note"),
    *_versioned(),
)

NOTICE = Table(
    "notice",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("reader", String(40), nullable=False, index=True),
    Column("submission", Integer, nullable=False),
    *_texts("told"),
    *_texts("seen", most=20),
    *_versioned(),
)

ADOPTION = Table(
    "adoption",
    METADATA,
    Column("id", Integer, primary_key=True),
    *_texts("practice", most=400),
    Column("city", BigInteger, nullable=False),
    *_texts("author", most=40),
    *_texts("status", "rating", "cost", "currency", "staff", "months", "start", "end", "confirmed", most=20),
    *_texts("reason", "comment", "changed"),
    *_versioned(),
    UniqueConstraint("practice", "city"),
)

MENTOR = Table(
    "mentor",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("city", BigInteger, nullable=False, unique=True),
    Column("capacity", Integer, nullable=False),
    *_texts("why", most=400),
    *_versioned(),
)

PEER = Table(
    "peer",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("city", BigInteger, nullable=False, index=True),
    Column("peer", BigInteger, nullable=False, index=True),
    *_texts("need", most=400),
    *_texts("town", "mentor", most=3),
    *_texts("asked", "refused", "ended", most=10),
    *_texts("reasons", "warning", "why", "again"),
    *_versioned(),
    UniqueConstraint("city", "peer"),
)

PRIVATE = (PERSON, EXPERT_PERSON)
"""Tables with contact data of persons, which leave the records only when somebody asks for them."""

TABLES = (
    *(DECISION, CONTACT, BOARD, CITY_LIST, LISTED, SAVED_FILTER, SAVED_QUERY, ASKED, PERSON, KEYWORD),
    *(LESSON, TRANSFER, AUDIT),
    *(SUBMISSION, PRACTICE_CHECK, NOTICE, ADOPTION),
    *(MENTOR, PEER),
    *(HELP_REQUEST, HELP_MATCH, EXPERT, EXPERT_PERSON),
)
