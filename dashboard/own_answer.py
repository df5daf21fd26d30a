"""The answer to a query of one's own: counts, time, endpoint and release, and the table, map, network, chart or raw."""

import io
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pyoxigraph as ox
import streamlit as st

from dashboard import address, answer_downloads, answer_table, answer_views, data, workbench
from dashboard.outputs.answered import Answered, Manner
from dashboard.outputs.bounded import Bounds
from dashboard.outputs.write import answered_query, write
from dashboard.words import counted
from graph.endpoint import Table
from ontology.terms import PREFIXES
from queries.catalogue import Question
from queries.guard import guard
from queries.own import spaced
from queries.view import View

CODES = ("view", "label", "value")
"""What the address keeps of how an answer is shown."""
RAW = 1_000
"""Rows that are shown as they came."""
TRIPLES = ("subject", "predicate", "object")


def draw(question: Question, values: Mapping[str, str], query: str, table: Table) -> dict[str, str]:
    """Draw an answer and give the codes that the address keeps of how it is shown."""
    _count(question, values, query, table)
    shown: dict[str, str] = {}
    if not table.rows:
        st.info("The answer holds no rows.")
    else:
        shown = _drawn(question, values, query, table)
    answer_downloads.cite(question, values)
    with st.expander("The query as it is asked (SPARQL)"):
        st.code(query, language="sparql")
    return shown


def _count(question: Question, values: Mapping[str, str], query: str, table: Table) -> None:
    """Say how many rows came, how long it took, from where, and that the answer is truncated where it is."""
    now = data.served()
    release = f" Release {now.release}." if now.release else ""
    told = f"{counted(len(table.rows), 'row', 'rows')} in {table.seconds:.2f} seconds from {now.address}.{release}"
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.text(told)
        if table.rows:
            answer_downloads.offer(question, values, guard(query, workbench.MOST))
    if table.truncated:
        st.warning(
            f"The answer is truncated: more rows exist than the {len(table.rows):,} that were read. Ask for more rows, "
            "or for less at once."
        )


def _drawn(question: Question, values: Mapping[str, str], query: str, table: Table) -> dict[str, str]:
    views = answer_views.fitting(question)
    numbers = _numbers(table)
    names = {kind: answer_views.NAMES[kind] for kind in answer_views.NAMES if kind in views}
    if "bar" in views or (numbers and len(table.columns) > 1):
        names["bar"] = "Chart"
    names["raw"] = "Raw"
    page = f"workbench-{question.name}"
    kind = address.segments("View", "view", names, question.view.kind, page=page)
    shown = {"view": kind if kind != question.view.kind else ""}
    if kind == "table":
        _table(question, query, table)
    elif kind == "raw":
        _raw(question, values, query)
    elif kind == "bar" and "bar" not in views:
        view, codes = _chart(table, numbers, page)
        answer_views.draw(question, view, table)
        shown |= codes
    else:
        answer_views.draw(question, views[kind], table)
    return shown


def _numbers(table: Table) -> list[str]:
    """Name the columns that hold numbers, by their first rows."""
    some = table.rows[:200]
    return [
        name
        for place, name in enumerate(table.columns)
        if (held := [row[place] for row in some if row[place] is not None])
        and all(isinstance(one, int | float | Decimal) and not isinstance(one, bool) for one in held)
    ]


def _chart(table: Table, numbers: list[str], page: str) -> tuple[View, dict[str, str]]:
    """Let the columns of a chart be chosen: whose name stands at a bar, and which number is its length."""
    value_of = {name: spaced(name) for name in numbers}
    with st.container(horizontal=True):
        with st.container(width=260):
            value = address.select("Length of the bars", "value", value_of, numbers[-1], page=page)
        labels = {name: spaced(name) for name in table.columns if name != value}
        first = next((name for name in labels if name.lower().endswith(("name", "label", "title"))), next(iter(labels)))
        with st.container(width=260):
            label = address.select("Name of the bars", "label", labels, first, page=page)
    return View("bar", (label, value)), {"label": label, "value": value}


def _table(question: Question, query: str, table: Table) -> None:
    held = answer_table.arrowed(data.served(), query, len(table.rows), table)
    with st.container(width=320):
        text = st.text_input(
            "Only rows that hold", key=f"workbench-holds-{question.name}", max_chars=answer_table.LONGEST
        )
    if text.strip():
        held = answer_table.holding(held, text)
        st.text(f"{held.num_rows:,} of {counted(len(table.rows), 'row holds', 'rows hold')} “{text.strip()}”.")
    answer_table.show(question, table, held)


def _raw(question: Question, values: Mapping[str, str], query: str) -> None:
    """Show the first rows of the answer with their types and languages."""
    out = io.BytesIO()
    asked = guard(query, RAW)
    is_graph = tuple(question.columns) == TRIPLES
    with answered_query(data.endpoint(), question, values, asked, answer_downloads.release(), Bounds(RAW)) as answer:
        if is_graph:
            ox.serialize(_triples(answer), out, ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        else:
            write(answer, "sparql-json", out, Manner())
    named = "triples as Turtle" if is_graph else "rows as SPARQL JSON"
    st.text(f"At most {RAW:,} {named}; a download holds them all.")
    st.code(out.getvalue().decode(), language=None if is_graph else "json", height=480)


def _triples(answer: Answered) -> Iterator[ox.Triple]:
    for subject, predicate, value in answer.rows:
        if isinstance(subject, ox.NamedNode | ox.BlankNode) and isinstance(predicate, ox.NamedNode) and value:
            yield ox.Triple(subject, predicate, value)
