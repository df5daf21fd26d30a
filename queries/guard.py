"""What a query of one's own may do: read this graph, within a limit, and nothing else.

The query is judged as it was parsed, and the text that goes to the endpoint is
the one that was judged: escapes of code points are resolved first, since
parsers differ in when they do it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery

from graph.errors import QueryRefused
from queries.tokens import COMMENT, NUMBER, SPACE, WORD, Token, tokens

ROWS = 10_000
LONGEST = 50_000
MOST_TOKENS = 6_000
"""A parser takes up to 0.3 ms for each word and sign."""
FORMS = ("SelectQuery", "AskQuery", "ConstructQuery", "DescribeQuery")
_FORBIDDEN_NODES = {"ServiceGraphPattern": "SERVICE", "DatasetClause": "FROM"}
_FORBIDDEN_WORDS = (
    "service",
    "from",
    "load",
    "insert",
    "delete",
    "drop",
    "clear",
    "create",
    "copy",
    "move",
    "add",
    "with",
)
_ESCAPE = re.compile(r"(\\\\)|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Judged:
    """A query that may be asked, and whether its answer is a set of triples rather than rows or a yes."""

    text: str
    triples: bool


def guard(text: str, limit: int = ROWS) -> str:
    """Give the query with its number of rows limited, or refuse it in one sentence."""
    return judge(text, limit).text


def judge(text: str, limit: int = ROWS) -> Judged:
    """Limit the rows of a query, or refuse it in one sentence.

    Triples are left for the reader to count: several come from one row, and the same triple from several.
    """
    if len(text) > LONGEST:
        raise QueryRefused(f"The query is longer than {LONGEST:,} characters; ask for less at once.")
    plain = _without_escapes(text)
    if sum(token.kind not in (SPACE, COMMENT) for token in tokens(plain)) > MOST_TOKENS:
        raise QueryRefused(f"The query has more than {MOST_TOKENS:,} words and signs; ask for less at once.")
    form, parsed = _parse(plain)
    for node in _nodes(parsed):
        if node in _FORBIDDEN_NODES:
            raise _reaches_out(_FORBIDDEN_NODES[node])
    for token in tokens(plain):
        if token.kind == WORD and token.text.lower() in _FORBIDDEN_WORDS:
            raise _reaches_out(token.text.upper())
    if form != "SelectQuery":
        return Judged(plain, form != "AskQuery")
    return Judged(plain if _limit_of(parsed) <= limit else _limited(plain, limit), False)


def _reaches_out(word: str) -> QueryRefused:
    return QueryRefused(f"The query holds {word}, which reaches outside this graph or changes it; take it out.")


def _without_escapes(text: str) -> str:
    """Resolve `\\u0053` and the like; refuse what two parsers could read in two ways."""
    try:
        plain = _ESCAPE.sub(lambda m: m[1] or chr(int(m[2] or m[3], 16)), text)
        plain.encode()
    except (ValueError, OverflowError) as error:
        raise QueryRefused("The query holds an escape that is no character; write the character itself.") from error
    if "\\u" in plain or "\\U" in plain:
        raise QueryRefused("The query holds a backslash before a u, which is read in two ways; write it otherwise.")
    return plain


def _parse(text: str) -> tuple[str, Any]:
    """Parse one query that reads; an update or a second operation does not parse."""
    try:
        parsed = parseQuery(text)[1]
    except ParseBaseException as error:
        raise QueryRefused(
            f"The query does not parse as one SELECT, ASK, CONSTRUCT or DESCRIBE, "
            f"line {error.lineno}, column {error.column}; mend it there."
        ) from error
    except RecursionError as error:
        raise QueryRefused("The query is nested too deeply; write it flatter.") from error
    except Exception as error:
        raise QueryRefused(f"The query does not parse: {error}; mend it there.") from error
    if parsed.name not in FORMS:
        raise QueryRefused("Only SELECT, ASK, CONSTRUCT and DESCRIBE are answered; write the query as one of them.")
    return str(parsed.name), parsed


def _nodes(node: object) -> Iterator[str]:
    """Give the names of all nodes of a parsed query."""
    if isinstance(node, Mapping) and not isinstance(node, ParseResults):
        yield str(getattr(node, "name", ""))
        for part in node.values():
            yield from _nodes(part)
    elif isinstance(node, (list, tuple, ParseResults)):
        for part in node:
            yield from _nodes(part)


def _limit_of(parsed: Any) -> int:  # noqa: ANN401
    clauses = parsed.limitoffset
    return int(clauses.limit) if clauses and clauses.limit is not None else 2**62


def _limited(text: str, limit: int) -> str:
    """Lower the outermost LIMIT, or add one before a closing VALUES."""
    outer = list(_outer(text))
    for word, number in pairwise(outer):
        if word.kind == WORD and word.text.lower() == "limit" and number.kind == NUMBER:
            end = number.start + len(number.text)
            return f"{text[: number.start]}{min(int(number.text), limit)}{text[end:]}"
    ends = [token.start for token in outer if token.kind == WORD and token.text.lower() == "values"]
    end = ends[-1] if ends else len(text)
    return f"{text[:end]}\nLIMIT {limit}\n{text[end:]}"


def _outer(text: str) -> Iterator[Token]:
    """Give the tokens that stand in no braces."""
    depth = 0
    for token in tokens(text):
        depth -= token.text == "}"
        if depth == 0 and token.kind not in (SPACE, COMMENT):
            yield token
        depth += token.text == "{"
