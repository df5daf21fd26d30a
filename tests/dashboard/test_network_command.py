"""`ncp network` on the small graph: its layers, one of them as a table, and as files that igraph reads."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import igraph
import networkx as nx
import pytest
from click.testing import CliRunner, Result

from dashboard.cli import main
from graph.workspace import Workspace

Ncp = Callable[..., Result]
MIRANDELA, BRAGANCA = 2737639, 2742027


@pytest.fixture
def ncp(small_workspace: Workspace) -> Ncp:
    def run(*words: object) -> Result:
        return CliRunner().invoke(main, ["--workspace", str(small_workspace.root), "network", *map(str, words)])

    return run


def _rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout.lstrip("\ufeff"))))


def test_the_layers_are_listed_with_what_holds_for_each(ncp: Ncp) -> None:
    rows = {row["layer"]: row for row in _rows(ncp("--format", "csv"))}
    assert set(rows) == {"all/any", "interreg/any"}
    assert (rows["all/any"]["tied"], rows["all/any"]["untied"], rows["all/any"]["ties"]) == ("2", "3", "1")
    assert rows["all/any"]["fit"] == "", "two cities determine no core"


def test_a_layer_as_a_table_has_the_measures_and_those_without_a_tie(ncp: Ncp) -> None:
    rows = {int(row["geonames"]): row for row in _rows(ncp("--layer", "all/any", "--format", "csv"))}
    assert {key for key, row in rows.items() if row["tie"] == "tied"} == {MIRANDELA, BRAGANCA}
    assert len(rows) == 5
    assert (rows[BRAGANCA]["projectCount"], rows[BRAGANCA]["tieStrength"]) == ("2", "1.0")
    assert all(rows[key]["tieStrength"] == "" for key in rows if rows[key]["tie"] == "no tie")


def test_a_period_and_a_role_choose_their_projects(ncp: Ncp) -> None:
    whole = _rows(ncp("--layer", "interreg/any", "--format", "csv"))
    period = _rows(ncp("--layer", "interreg/any/2014-2020", "--format", "csv"))
    partners = _rows(ncp("--layer", "interreg/any/2014-2020/partner", "--format", "csv"))
    assert {row["geonames"] for row in partners} < {row["geonames"] for row in period}
    assert {row["geonames"] for row in period} == {row["geonames"] for row in whole}


@pytest.mark.parametrize("style", ["graphml", "gexf", "pajek"])
def test_a_layer_is_written_for_other_programs(ncp: Ncp, tmp_path: Path, style: str) -> None:
    path = tmp_path / f"layer.{style}"
    result = ncp("--layer", "all/any", "--format", style, "-o", path)
    assert result.exit_code == 0, result.output
    assert "5 cities, 3 without a tie, 1 ties" in result.stderr
    readers = {"graphml": igraph.Graph.Read_GraphML, "pajek": igraph.Graph.Read_Pajek, "gexf": nx.read_gexf}
    read = readers[style](str(path))
    assert (len(read.nodes), len(read.edges)) == (5, 1) if style == "gexf" else (read.vcount(), read.ecount()) == (5, 1)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--layer", "urbakt/any"), "there is no programme 'urbakt'"),
        (("--layer", "urbact"), "'urbact' is no layer"),
        (("--layer", "urbact/anybody"), "'urbact/anybody' is no layer"),
        (("--layer", "urbact/any/1993-1999"), "nobody takes part"),
        (("--format", "gexf"), "a graph is of one layer"),
        (("--layer", "all/any", "--format", "pajek"), "name it with -o FILE.pajek"),
    ],
)
def test_what_cannot_be_given_is_told_in_a_sentence(ncp: Ncp, words: tuple[str, ...], told: str) -> None:
    result = ncp(*words)
    assert result.exit_code == 1
    assert told in result.output
