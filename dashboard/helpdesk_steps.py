"""First steps as a table, with what must be in place before each where a source says it."""

from collections.abc import Sequence

import streamlit as st

from dashboard import tables
from dashboard.help_rows import NOTHING_STATED
from graph.first_steps import Step


def step_table(steps: Sequence[Step], name: str) -> None:
    """Draw the steps in their order."""
    columns = {"title": "What to begin with", "cost": "Cost"}
    stated = any(one.before for one in steps)
    columns |= {"before": "Must be in place before"} if stated else {}
    rows = [(f"{place}. {one.title}", one.told, _before(one)) for place, one in enumerate(steps, 1)]
    tables.text(columns, [row[: len(columns)] for row in rows], name=name, widths={"title": 56})
    if not stated:
        st.text("No source says what must be in place before.")


def _before(one: Step) -> str:
    return "; ".join(one.before) or NOTHING_STATED
