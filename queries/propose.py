"""A query of one's own on its way into the library: its front matter made whole, and what the library would refuse."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from graph.endpoint import Table
from graph.errors import NcpError
from queries.catalogue import FIELDS, Question, parse, parted
from queries.lint import undocumented, without_unit
from queries.own import DESCRIPTION, FILE, SUMMARY, own, with_columns

WIDTH = 116
OTHERS = ("answers", "kinds", "choices")
"""Fields of the front matter that need not be there."""


def file_name(name: str) -> str:
    """Turn a name into that of a file of the library."""
    words = re.findall(r"[a-z0-9]+", name.lower())
    return f"{'-'.join(words)[:60].strip('-') or 'query'}.rq"


def completed(text: str, table: Table | None = None) -> str:
    """Write the front matter that a text lacks above it, from its variables and, where it was asked, its columns."""
    question = own(text)
    matter, query = parted(text, FILE)
    if table is not None:
        question = with_columns(question, table.columns)
    whole = _matter(question) | {field: matter[field] for field in OTHERS if matter.get(field)}
    head = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=None)
    return "\n".join(f"#+ {line}".rstrip() for line in head.splitlines()) + f"\n{query}"


def _matter(question: Question) -> dict[str, Any]:
    said = {
        "summary": question.summary,
        "description": question.description,
        "tags": list(question.tags),
        "view": " ".join((question.view.kind, *question.view.columns)),
        "defaults": dict(question.defaults),
        "parameters": {parameter.name: parameter.meaning for parameter in question.parameters},
        "columns": dict(question.columns),
        "units": dict(question.units),
    }
    return {field: said[field] for field in FIELDS}


def complaints(text: str, table: Table | None = None) -> Iterator[str]:
    """Say what keeps a text out of the library; `table` is its answer, where it was asked."""
    if table is None:
        yield "It was not asked yet; run it, so that its columns can be compared."
    try:
        question = parse("own/query", text, FILE)
    except NcpError as error:
        yield str(error)
        return
    yield from (f"{told}." for told in undocumented(question))
    if question.summary == SUMMARY or question.description == DESCRIPTION:
        yield "The summary or the description is that of any query; say in your words what this one asks."
    if table is None:
        return
    if table.columns != tuple(question.columns):
        yield f"It gives the columns {', '.join(table.columns)}, which are not those that it describes."
    else:
        yield from (f'"{name}" holds numbers and has no unit.' for name in without_unit(question, table))
