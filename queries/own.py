"""A query of one's own as a question: with front matter where it has some; what it leaves out its variables tell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from typing import Any

from graph.errors import BadInput, QueryRefused
from queries.catalogue import Question, made, parted, placeholder
from queries.guard import guard
from queries.tokens import COMMENT, NAME, SPACE, VARIABLE, tokens
from queries.view import View

FILE = "your query"
SUMMARY, DESCRIPTION = "A query of one's own", "It was written on the page Workbench."
RESERVED = ("question", "kept", "view", "rows", "seconds", "label", "value")
"""Names in the address of a page that no parameter can bear."""
_PLACE = re.compile(r"\bline (\d+), column (\d+)|error at (\d+):(\d+)")


def own(text: str, name: str = "") -> Question:
    """Make a question of a text; raises QueryRefused where it does not parse, BadInput where its front matter is none.

    Without a name it is called by the hash of its text. Columns that no front matter names are told once it is asked.
    """
    guard(text)
    _refuse_undeclared(text)
    matter, query = parted(text, FILE)
    called = name or f"own/{sha256(query.encode()).hexdigest()[:8]}"
    try:
        question = made(called, query, _filled(matter, query), FILE)
    except (TypeError, ValueError, AttributeError):
        problem = "a field of the front matter has another form than in the library"
        raise BadInput(problem, "write it as a saved question does", file=FILE) from None
    for parameter in question.parameters:
        if parameter.name in RESERVED:
            raise BadInput(f'no parameter can be called "{parameter.name}"', "choose another name", file=FILE)
    return question


def _refuse_undeclared(text: str) -> None:
    """Name the first prefix that no line declares, and where it stands."""
    found = [token for token in tokens(text) if token.kind not in (SPACE, COMMENT)]
    declared = {name.text for word, name in pairwise(found) if word.text.lower() == "prefix"}
    for token in found:
        prefix = f"{token.text.partition(':')[0]}:"
        if token.kind == NAME and prefix not in declared and prefix != "_:":
            line = text.count("\n", 0, token.start) + 1
            column = token.start - (text.rfind("\n", 0, token.start) + 1) + 1
            told = f'The prefix "{prefix}" is not declared, line {line}, column {column}'
            raise QueryRefused(f"{told}; write PREFIX {prefix} <…> above the query.")


def _filled(matter: Mapping[str, Any], query: str) -> dict[str, Any]:
    """Say of a front matter what it leaves out."""
    found = [placeholder(token.text) for token in tokens(query) if token.kind == VARIABLE]
    names = dict.fromkeys(parts[0] for parts in found if parts)
    told: dict[str, Any] = {"summary": SUMMARY, "description": DESCRIPTION, "tags": ["own"], "view": "table"}
    told |= {"defaults": {}, "columns": {}, "units": {}, "parameters": {}}
    filled = told | {field: value for field, value in matter.items() if value}
    filled["parameters"] = {name: spaced(name) for name in names} | dict(filled["parameters"])
    return filled


def spaced(name: str) -> str:
    """Turn a name such as minPopulation into words."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return words[:1].upper() + words[1:]


def with_columns(question: Question, columns: Sequence[str]) -> Question:
    """Let a question tell the columns that its answer has; a view of columns that are not there becomes the table."""
    told = {column: question.columns.get(column, spaced(column)) for column in columns}
    units = {column: unit for column, unit in question.units.items() if column in told}
    view = question.view if all(column in told for column in question.view.columns) else View("table")
    return replace(question, columns=told, units=units, view=view)


def place_of(error: QueryRefused) -> tuple[int, int] | None:
    """Find the line and column that a refusal names, both counted from 1."""
    found = _PLACE.search(str(error))
    return (int(found[1] or found[3]), int(found[2] or found[4])) if found else None


def lines_before(text: str) -> int:
    """Count the lines of a text that are left out when it is asked: its front matter and what is blank before it."""
    lines = text.splitlines()
    return next((place for place, line in enumerate(lines) if line.strip() and not line.startswith("#+")), len(lines))
