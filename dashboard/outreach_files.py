"""Contacts out to a workbook and in again on the page Outreach: all rows, or none and what to mend."""

import tempfile
from pathlib import Path

import streamlit as st

from dashboard import tables, team_desk
from dashboard.outreach import Held
from dashboard.outreach_workbook import Refused, take, template, workbook
from dashboard.words import plain
from graph.contact_persons import persons_to_export
from graph.errors import NcpError
from graph.rights import Right

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw(held: Held) -> None:
    """Draw the template, what is kept as a workbook, and the field that takes one in."""
    left, right = st.columns(2, gap="large")
    with left:
        _out(held)
    with right:
        _in(held)


def _out(held: Held) -> None:
    st.header("Out")
    told = team_desk.why_not(Right.EXPORT_PERSONS)
    label = "With the contact data of persons"
    private = st.checkbox(label, key="outreach-with-persons", disabled=bool(told), help=plain(told) or None)

    def written() -> bytes:
        cities = {one.city for one in held.contacts}
        people = persons_to_export(team_desk.desk(), cities) if private and not told else None
        return workbook(held.contacts, held.board, held.names, people)

    st.download_button(
        f"Download {len(held.contacts):,} contacts as Excel",
        written,
        "contacts.xlsx",
        XLSX,
        on_click="ignore",
        key="outreach-xlsx",
    )
    st.download_button(
        "Download the empty template", template, "template.xlsx", XLSX, on_click="ignore", key="outreach-template"
    )


def _in(held: Held) -> None:
    st.header("In")
    if team_desk.tell_why_not(Right.OUTREACH):
        return
    file = st.file_uploader("Workbook with contacts", type=["xlsx", "ods", "csv"], key="outreach-file")
    if file is None or not st.button("Read it in", type="primary", key="outreach-read"):
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(file.name).suffix.lower()}"
        path.write_bytes(file.getvalue())
        try:
            taken = take(team_desk.desk(), path, held.names, team_desk.who(), file.name)
        except Refused as refused:
            st.error("Nothing was read in. Mend these rows and read the file again.")
            tables.text({"told": "What to mend"}, [(line,) for line in refused.told], name="Rows to mend")
        except NcpError as error:
            st.error("Nothing was read in.")
            st.text(str(error))
        else:
            st.success(str(taken))
