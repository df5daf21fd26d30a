"""Not covered, never zero, in the tables of the pages and in every file, for a country that no source covers.

Albania in a release of what the product carries: no source covers a programme family completely for it, and GeoNames
knows no population for 225 of its towns. Each page is run as a person opens it, and every cell of every table is read.
"""

import csv
import io
import os
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner
from docx import Document
from streamlit.testing.v1 import AppTest

from dashboard.cli import main
from graph.endpoint import Remote
from graph.server import serve
from graph.workspace import Workspace
from ingest.build import Built
from queries.ask import ask
from tests.dashboard.hostile import ROOT
from tests.dashboard.opened import opened

COUNTRY = "AL"
PAGES: list[tuple[str, dict[str, str]]] = [
    ("overview", {}),
    ("unlinked", {}),
    ("unlinked", {"size": "unknown"}),
    ("city", {}),
    ("network", {}),
    ("network", {"view": "programmes"}),
    ("network", {"view": "spread"}),
    ("programmes", {}),
    ("sources", {}),
]
NOUGHT = re.compile(
    r"0(\.0+)?( ?%)?|.*\(0 ?%\)|.*\b0 (projects?|links?|initiatives?|cities|towns|inhabitants)\b.*", re.S
)
KNOWN: dict[tuple[str, str], str] = {
    ("overview", "uncovered"): "a count of what is not covered",
    ("sources", "rowsRead"): "a count of the rows of files that lie here",
    ("sources", "rowsTaken"): "a count of the rows of files that lie here",
    ("sources", "rowsSetAside"): "a count of the rows of files that lie here",
    ("network", "In the core"): "a count of cities whose ties are measured",
}
"""Columns in which a zero is true whatever the sources say, and why."""
Cell = tuple[str, str, Any]


def cells(app: AppTest) -> Iterator[Cell]:
    """Every cell of every table, and every figure, with the column that it stands in."""
    for frame in app.dataframe:
        yield from ((frame.proto.alt, column, value) for column in frame.value for value in frame.value[column])
    for metric in app.metric:
        yield "metric", metric.label, metric.value
    for element in app.get("html"):
        caption = re.search(r"<caption>(.*?)</caption>", element.proto.body)
        for label, inside in re.findall(r'<td[^>]*data-label="([^"]*)">(.*?)</td>', element.proto.body, re.S):
            yield caption[1] if caption else "", unescape(label), unescape(re.sub("<[^>]+>", "", inside))


@pytest.fixture(scope="module")
def served(shipped_build: tuple[Workspace, Built]) -> Iterator[Workspace]:
    workspace = shipped_build[0]
    with serve(workspace.current().store) as server:
        before = dict(os.environ)
        os.environ |= {"NCP_ENDPOINT": server.url, "NCP_WORKSPACE": str(workspace.root), "PYTHONPATH": str(ROOT)}
        yield workspace
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(scope="module")
def town(served: Workspace) -> dict[str, Any]:
    """A town of the country whose population nobody tells."""
    rows = ask(Remote(os.environ["NCP_ENDPOINT"]), "cities/of-country", country=COUNTRY).records()
    return next(row for row in rows if row["population"] is None)


@pytest.mark.parametrize(("view", "codes"), PAGES, ids=[f"{v}-{c.get('view', c.get('size', ''))}" for v, c in PAGES])
def test_no_cell_of_a_page_is_zero_where_nothing_was_searched(
    view: str, codes: dict[str, str], town: dict[str, Any]
) -> None:
    app = opened(view, {"country": COUNTRY, "id": str(town["geonames"]), **codes})
    assert not app.exception
    read = list(cells(app))
    wrong = [one for one in read if NOUGHT.fullmatch(str(one[2])) and (view, one[1]) not in KNOWN]
    assert read or app.text or app.info
    assert not wrong, wrong[:5]


def test_a_population_that_nobody_tells_is_an_empty_cell(town: dict[str, Any]) -> None:
    app = opened("unlinked", {"country": COUNTRY, "size": "unknown"})
    column = next(frame.value["population"] for frame in app.dataframe if "population" in frame.value)
    assert len(column) > 200
    assert column.isna().all() or set(column) == {""}
    city = opened("city", {"id": str(town["geonames"])})
    assert {metric.label: metric.value for metric in city.metric}["Inhabitants"] == "Not known"


FILES = [
    ("unlinked", "--country", COUNTRY, "--min-population", "0", "--format", "csv"),
    ("flags", "--country", COUNTRY, "--min-population", "0", "--format", "csv"),
    ("expected", "--country", COUNTRY, "--format", "csv"),
    ("ask", "gaps/unlinked", "--country", COUNTRY, "--minPopulation", "0", "--format", "csv"),
    ("ask", "gaps/periods", "--country", COUNTRY, "--minPopulation", "0", "--format", "csv"),
    ("ask", "gaps/participation-spread", "--country", COUNTRY, "--minPopulation", "0", "--format", "csv"),
    ("ask", "cities/of-country", "--country", COUNTRY, "--format", "csv"),
    ("ask", "cities/names", "--format", "csv"),
]
TRUE = ("period", "degurba", "populationPotential", "potential", "kilometres")
"""Columns of the files in which a 0 is no count of links and no population."""


@pytest.mark.parametrize("words", FILES, ids=[" ".join(words[:2]) for words in FILES])
def test_no_cell_of_a_file_is_zero(words: tuple[str, ...], served: Workspace) -> None:
    done = CliRunner().invoke(main, words, catch_exceptions=False)
    assert done.exit_code == 0 or "no source" in done.output.lower(), done.output
    for row in csv.DictReader(io.StringIO(done.stdout)):
        zero = {name for name, cell in row.items() if cell and NOUGHT.fullmatch(cell) and name not in TRUE}
        assert not zero or row.get("state") != "uncovered", row
        assert "population" not in zero, row


def written(made: Path) -> str:
    """The text of a brief as a reader sees it."""
    if made.suffix == ".pdf":
        return " ".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(made))
    if made.suffix == ".docx":
        return " ".join(paragraph.text for paragraph in Document(str(made)).paragraphs)
    return made.read_text("utf-8")


@pytest.mark.parametrize("style", ["pdf", "docx", "html", "text"])
def test_the_brief_says_not_covered_and_counts_nothing(style: str, town: dict[str, Any], tmp_path: Path) -> None:
    made = tmp_path / f"brief.{style}"
    words = ("city", str(town["geonames"]), "--format", style, "-o", str(made))
    assert CliRunner().invoke(main, words, catch_exceptions=False).exit_code == 0
    told = " ".join(written(made).split())
    assert "population not known" in told
    assert "not covered" in told.lower()
    assert "no source covers Albania completely, so this is no gap yet" in told
    assert not re.search(r"\b0 (project|link|initiative|inhabitant)s?\b", told)
