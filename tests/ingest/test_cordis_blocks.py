"""Rows of CORDIS that are read many at once give what reading them one by one gives, be they in order or not."""

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.errors import BadInput
from ingest import blocks
from ingest.load import load, stream
from ingest.project_rows import ProjectRows
from ingest.recall import Recall
from ingest.sources import cordis

SAMPLE = Path(__file__).parents[1] / "samples" / "cordis"
SHARED = Path(__file__).parents[3] / "shared" / "exports" / "cordis"
ALONE = {name: replace(table, again=None, quick=None) for name, table in cordis.SOURCE.tables.items()}
ONE_BY_ONE = replace(cordis.SOURCE, tables=ALONE)
TABLES = ("project.csv", "organization.csv")
SOME = 250
"""So many rows of a slice are read, and those that are shifted."""
Rows = list[list[str]]


def written(rows: Rows, delimiter: str = ";", end: str = "\n", quoting: int = csv.QUOTE_ALL) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


DIALECTS: dict[str, Callable[[Rows], bytes]] = {
    "as published": lambda rows: written(rows).encode(),
    "comma": lambda rows: written(rows, ",", quoting=csv.QUOTE_MINIMAL).encode(),
    "tab": lambda rows: written(rows, "\t", quoting=csv.QUOTE_MINIMAL).encode(),
    "byte order mark": lambda rows: written(rows).encode("utf-8-sig"),
    "CRLF": lambda rows: written(rows, end="\r\n").encode(),
    "UTF-16": lambda rows: written(rows).encode("utf-16"),
    "blank rows and a blank column": lambda rows: written([[*row, ""] for row in rows]).replace("\n", "\n\n").encode(),
    "lines within cells, decimal commas": lambda rows: written(
        [[cell.replace(". ", ".\n").replace(".5", ",5") for cell in row] for row in rows]
    ).encode(),
}


def told(source: object, folder: Path) -> object:
    """Give all that a folder tells, in its order, or the sentence in which the load stops."""
    try:
        loaded = load("cordis", source, folder, bounds=False)  # type: ignore[arg-type]
    except BadInput as error:
        return str(error)
    return loaded.records, replace(loaded, records=(), seconds=0.0)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "slice_of",
    [
        SAMPLE / "horizon",
        pytest.param(SHARED / "horizon_head100_2025", marks=pytest.mark.shared),
        pytest.param(SHARED / "horizon_hopon_2025", marks=pytest.mark.shared),
    ],
    ids=["sample", "real, with places", "real, with a shifted row"],
)
def test_both_ways_tell_the_same_in_each_dialect(slice_of: Path, dialect: str, tmp_path: Path) -> None:
    for name in TABLES:
        rows = list(csv.reader(io.StringIO((slice_of / name).read_text("utf-8"), newline=""), delimiter=";"))
        kept = [row for at, row in enumerate(rows) if at < SOME or len(row) != len(rows[0])]
        (tmp_path / name).write_bytes(DIALECTS[dialect](kept))
    found = told(cordis.SOURCE, tmp_path)
    assert found == told(ONE_BY_ONE, tmp_path)
    assert not isinstance(found, str)


@pytest.mark.shared
def test_most_rows_of_a_real_slice_are_taken_many_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made: list[ProjectRows | Recall] = []
    for kind in (ProjectRows, Recall):
        begin = kind.begin

        def noted(self: ProjectRows | Recall, columns: list[str], begin: Callable[..., object] = begin) -> object:
            made.append(self)
            return begin(self, columns)

        monkeypatch.setattr(kind, "begin", noted)
    folder = SHARED / "horizon_hopon_2025"
    loaded = stream("cordis", cordis.SOURCE, folder, tmp_path)
    assert {type(one): one.rows > rows for one, rows in zip(made, (900, 8_000), strict=True)} == {
        ProjectRows: True,
        Recall: True,
    }
    records, rest = told(ONE_BY_ONE, folder)  # type: ignore[misc]
    assert tuple(loaded.records) == records
    assert loaded.made == rest.made


SIGNS = st.sampled_from([";", '"', '""', "\n", "\r", ",", "\0", "@", " ", "  ", "é", "x", ".0", "Ã©", "2020", ""])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(st.tuples(st.sampled_from(TABLES), st.integers(0, 5_000), st.integers(0, 12), SIGNS), max_size=3),
    foreign=st.binary(max_size=2),
    at=st.integers(0, 4_000),
    lines=st.sampled_from([1, 2, 3, 128]),
)
@example(edits=[], foreign=b"\xff", at=3_000, lines=2)
@example(edits=[("organization.csv", 700, 0, '"')], foreign=b"", at=0, lines=2)
@example(edits=[("project.csv", 400, 3, "\0")], foreign=b"", at=0, lines=1)
@example(edits=[("organization.csv", 1_200, 0, ";")], foreign=b"", at=0, lines=128)
def test_both_ways_tell_the_same_of_damaged_files(
    edits: list[tuple[str, int, int, str]],
    foreign: bytes,
    at: int,
    lines: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = {name: (SAMPLE / "horizon" / name).read_text("utf-8") for name in TABLES}
    for name, start, length, sign in edits:
        text = texts[name]
        start %= len(text)
        texts[name] = text[:start] + sign + text[start + length :]
    shutil.rmtree(tmp_path / "damaged", ignore_errors=True)
    (tmp_path / "damaged").mkdir()
    for name, text in texts.items():
        whole = text.encode()
        whole = whole[:at] + foreign + whole[at:] if name == "organization.csv" else whole
        (tmp_path / "damaged" / name).write_bytes(whole)
    monkeypatch.setattr(blocks, "LINES", 128)
    expected = told(ONE_BY_ONE, tmp_path / "damaged")
    monkeypatch.setattr(blocks, "LINES", lines)
    assert told(cordis.SOURCE, tmp_path / "damaged") == expected


@settings(max_examples=200)
@given(st.text(alphabet='ab;"\n\r\0é', max_size=40), st.sampled_from([1, 2, 3]))
@example('a;b\n"c\nd";e\nf;"g"h\n', 1)
@example('a;b\n\n"c"x"d"\n', 2)
def test_blocks_of_any_size_give_the_same_rows(text: str, lines: int) -> None:
    def parted(size: int) -> list[object]:
        found: list[object] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(blocks, "LINES", size)
            try:
                rows = blocks.parted(io.StringIO(text, newline=""), ";", False, "a.csv")
                found.extend(blocks.unrolled(rows))
            except BadInput as error:
                found.append(str(error))
        return found

    assert parted(lines) == parted(1_000)


@given(st.lists(st.lists(st.text(alphabet='ab;"\n\ré', min_size=1, max_size=4), min_size=1, max_size=3), max_size=5))
def test_what_is_written_as_a_table_is_read_as_it_was(rows: Rows) -> None:
    text = written(rows)
    read = blocks.unrolled(blocks.parted(io.StringIO(text, newline=""), ";", False, "a.csv"))
    assert list(read) == [(number, cells, "") for number, cells in enumerate(rows, start=1)]
