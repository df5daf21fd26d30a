"""The answer to a query of one's own: counts, time, endpoint and release, and the table, map, network, chart or raw."""

import io
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import islice

import pyoxigraph as ox
import streamlit as st

from dashboard import address, answer_downloads, answer_table, answer_views, data
from dashboard.outputs.answered import Answered, Manner
from dashboard.outputs.geo import wkt_column
from dashboard.outputs.rdf import triples
from dashboard.outputs.write import replied, write
from dashboard.running import Held
from dashboard.words import counted
from graph.endpoint import Table
from ontology.terms import PREFIXES
from queries.catalogue import Question
from queries.own import spaced
from queries.view import View

CODES = ("view", "label", "value")
"""What the address keeps of how an answer is shown."""
RAW = 1_000
"""Rows that are shown as they came."""


def draw(question: Question, values: Mapping[str, str], query: str, held: Held) -> dict[str, str]:
    """Draw an answer and give the codes that the address keeps of how it is shown."""
    _count(question, values, query, held)
    shown: dict[str, str] = {}
    if not held.table.rows:
        st.info("The answer holds no rows.")
    else:
        shown = _drawn(question, values, query, held)
    answer_downloads.cite(question, values)
    with st.expander("The query as it is asked (SPARQL)"):
        st.code(query, language=None)
    return shown


def _count(question: Question, values: Mapping[str, str], query: str, held: Held) -> None:
    """Say how many rows came, how long it took, from where, and that the answer is truncated where it is."""
    table, now = held.table, data.served()
    release = f" Release {now.release}." if now.release else ""
    told = f"{counted(len(table.rows), 'row', 'rows')} in {table.seconds:.2f} seconds from {held.where}.{release}"
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.text(told)
        if table.rows:
            answer_downloads.offer(question, values, lambda: _answered(question, values, query, held), table.truncated)
    if table.truncated:
        st.warning(
            f"The answer is truncated: more rows exist than the {len(table.rows):,} that were read. Ask for more rows, "
            "or for less at once."
        )


def _answered(question: Question, values: Mapping[str, str], query: str, held: Held) -> Answered:
    return replied(data.endpoint(), question, query, values, answer_downloads.release(), held.reply)


def _drawn(question: Question, values: Mapping[str, str], query: str, held: Held) -> dict[str, str]:
    views, table = answer_views.fitting(question), held.table
    points = "" if "map" in views else wkt_column(table.columns, table.rows)
    if points:
        views["map"] = View("map")
    numbers = _numbers(table)
    names = {kind: answer_views.NAMES[kind] for kind in answer_views.NAMES if kind in views}
    if "bar" in views or (numbers and len(table.columns) > 1):
        names["bar"] = "Chart"
    names["raw"] = "Raw"
    page = f"workbench-{question.name}"
    kind = address.segments("View", "view", names, question.view.kind, page=page)
    shown = {"view": kind if kind != question.view.kind else ""}
    if kind == "table":
        _table(question, held)
    elif kind == "raw":
        _raw(question, values, query, held)
    elif kind == "bar" and "bar" not in views:
        view, codes = _chart(table, numbers, page)
        answer_views.draw(question, view, table)
        shown |= codes
    else:
        columns = tuple("wkt" if name == points else name for name in table.columns)
        answer_views.draw(question, views[kind], replace(table, columns=columns))
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


def _table(question: Question, held: Held) -> None:
    rows, table = held.arrow, held.table
    with st.container(width=320):
        text = st.text_input(
            "Only rows that hold", key=f"workbench-holds-{question.name}", max_chars=answer_table.LONGEST
        )
    if text.strip():
        rows = answer_table.holding(rows, text)
        st.text(f"{rows.num_rows:,} of {counted(len(table.rows), 'row holds', 'rows hold')} “{text.strip()}”.")
    answer_table.show(question, table, rows)


def _raw(question: Question, values: Mapping[str, str], query: str, held: Held) -> None:
    """Show the first rows of the answer with their types and languages."""
    out = io.BytesIO()
    answer = _answered(question, values, query, held)
    first = replace(answer, rows=islice(answer.rows, RAW))
    if answer.graph:
        ox.serialize(triples(first), out, ox.RdfFormat.TURTLE, prefixes=PREFIXES)
    else:
        write(first, "sparql-json", out, Manner())
    named = "triples as Turtle" if answer.graph else "rows as SPARQL JSON"
    st.text(f"At most {RAW:,} {named}; a download holds all that were read.")
    st.code(out.getvalue().decode(), language=None, height=480)
