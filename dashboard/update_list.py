"""The part of the page Update that finds the cities of somebody's own list; only who has its link sees it."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from dashboard import address, job_page, sign_in
from dashboard.job_kinds import ANSWER
from dashboard.job_start import ENDINGS, KEPT_SECONDS, MOST_BYTES, Upload, is_for, remove
from dashboard.jobs import DONE, LIST, Job, job
from dashboard.settings import settings
from graph.countries import SERVED

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = {"city": "city", "country": "country", "nuts": "NUTS code", "postcode": "postcode"}


def draw(named: str) -> None:
    """Draw the list that the address names, or the field that takes one in."""
    st.header("Find the cities of your own list")
    found = job(settings(None).workspace, named) if named else None
    if found and found.asked.kind == LIST and is_for(found, sign_in.actor()):
        _list(found)
        return
    if named:
        st.warning("This list is no longer kept; send it again.")
    st.text(
        "A table with a city in each row, CSV or workbook, whatever its headers; you get it back with the city of each "
        f"row, how certain that is, its verdict and the reasons. It is kept for {KEPT_SECONDS // 3600} hours, or until "
        "you remove it, and shown to nobody who does not have the link of this page."
    )
    _send()


def _send() -> None:
    with st.form("update-list"):
        kinds = [ending.removeprefix(".") for ending in ENDINGS]
        most = MOST_BYTES // 1_000_000
        file = st.file_uploader(f"Your list, at most {most} MB", type=kinds, key="update-file", max_upload_size=most)
        country = st.selectbox(
            "Country of all rows (--country)", ["", *SERVED], format_func=lambda code: code or "As the rows say"
        )
        with st.expander("Columns, sheet, encoding: where the headers do not tell"):
            columns = {name: st.text_input(_field(name, word)) for name, word in COLUMNS.items()}
            sheet = st.text_input("Sheet of the workbook (--sheet)")
            encoding = st.text_input("Encoding of a text that is not UTF-8, such as cp1253 (--encoding)")
        sent = st.form_submit_button("Find the cities", type="primary")
    if not sent:
        return
    if file is None:
        st.error("Choose a file first.")
        return
    options = {"country": country, "columns": columns, "sheet": sheet, "encoding": encoding}
    job_page.begin(LIST, options, Upload(file.name, file.getvalue()))


def _field(name: str, word: str) -> str:
    """Label a field as the page and the messages of the command line call it."""
    return f"Column that names the {word} (--{'column' if name == 'city' else f'{name}-column'})"


def _list(found: Job) -> None:
    st.text(found.asked.options["file"])
    job_page.draw(found)
    if found.ended is None:
        return
    if found.ended.how == DONE:
        _downloads(found.folder, found.asked.options)
    with st.container(horizontal=True):
        if st.button("Send another list", key="update-again"):
            address.write(view=LIST)
            st.rerun()
        if st.button("Remove this list now", key="update-remove"):
            remove(found)
            address.write(view=LIST)
            st.rerun()


def _downloads(folder: Path, options: Mapping[str, str]) -> None:
    stem = Path(options["file"]).stem
    answer = folder / ANSWER
    with st.container(horizontal=True):
        for path, mime in ((answer, XLSX), (answer.with_suffix(".csv"), "text/csv")):
            st.download_button(
                f"Download {'Excel' if mime == XLSX else 'CSV'}",
                path.read_bytes,
                f"{stem}-found{path.suffix}",
                mime,
                on_click="ignore",
                key=f"update-answer{path.suffix}",
            )
