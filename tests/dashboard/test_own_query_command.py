"""`ncp ask --query`: a text of one's own, within the same limits as on the pages."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from dashboard.cli import main
from graph.workspace import Workspace

CITIES = "SELECT ?city WHERE { ?city a <https://w3id.org/ncp-graph/City> }"
NAMED = (
    "#+ summary: Cities of a country\n"
    "SELECT ?name WHERE { ?city <https://w3id.org/ncp-graph/inCountry> ?_country_iri ; "
    "a <https://w3id.org/ncp-graph/City> ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?name }"
)
CROSS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c != ?f) }"

Ask = Callable[..., Result]


@pytest.fixture
def ask(small_workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.delenv("NCP_ENDPOINT", raising=False)

    def asked(text: str, *words: str) -> Result:
        command = ["--workspace", str(small_workspace.root), "ask", "--query", "-", *words]
        return CliRunner().invoke(main, command, input=text)

    return asked


def test_it_is_answered_in_any_format_and_says_that_it_was_cut(ask: Ask, tmp_path: Path) -> None:
    cut = ask(CITIES, "--limit", "2", "--format", "json")
    assert cut.exit_code == 0, cut.output
    assert len(json.loads(cut.stdout)) == 2 and "truncated" in cut.stderr and "Cite as: A query of" in cut.stderr
    little = ask(CITIES, "--megabytes", "0.0005", "--format", "json")
    assert 0 < len(json.loads(little.stdout)) < 9 and "truncated" in little.stderr
    whole = ask(CITIES, "--format", "json")
    assert len(json.loads(whole.stdout)) > 2 and "truncated" not in whole.stderr
    ask(CITIES, "--limit", "2", "-o", str(tmp_path / "cities.xlsx"))
    sheets = CalamineWorkbook.from_path(str(tmp_path / "cities.xlsx"))
    about = sheets.get_sheet_by_index(1).to_python()
    assert any("truncated" in str(cell) for row in about for cell in row), "the file says it too"
    ask("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }", "-o", str(tmp_path / "types.ttl"))
    assert " a " in (tmp_path / "types.ttl").read_text("utf-8")


def test_parameters_are_bound(ask: Ask) -> None:
    found = ask(NAMED, "--country", "SI", "--format", "csv")
    assert "Celje" in found.stdout and "Vinhais" not in found.stdout
    assert "Cities of a country" in found.stderr
    assert ask(NAMED, "--country", '" . ?s ?p ?o').exit_code == 1


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", (), "holds SERVICE"),
        ("DROP ALL", (), "does not parse as one SELECT"),
        (CROSS, ("--seconds", "0.5"), "stopped at its time limit of 0.5 s"),
    ],
)
def test_what_may_not_be_asked_or_takes_too_long_is_one_sentence(
    ask: Ask, text: str, words: tuple[str, ...], said: str
) -> None:
    told = ask(text, *words)
    assert (told.exit_code, told.stdout) == (1, "")
    assert said in told.stderr and told.stderr.count("\n") == 1
