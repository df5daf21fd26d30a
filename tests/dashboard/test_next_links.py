"""Next links and what-if on the small graph, counted by hand."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.introduction import known_world
from dashboard.next_links import COLUMNS, Ground, core, ground, plan, rows_of, sentences
from dashboard.what_if import changed, what_if
from graph.acquaintance import World
from graph.endpoint import Embedded
from graph.errors import BadInput
from graph.workspace import Workspace

BRAGANCA, MIRANDELA, VINHAIS, GUIMARAES, FAFE = 2742027, 2737639, 2732286, 2738752, 2739788


@pytest.fixture(scope="module")
def endpoint(small_store: ox.Store) -> Embedded:
    return Embedded(small_store)


@pytest.fixture(scope="module")
def known(endpoint: Embedded) -> World:
    return known_world(endpoint, 2026)


@pytest.fixture(scope="module")
def portugal(endpoint: Embedded, known: World) -> Ground:
    return ground(endpoint, known, "PT")


def test_the_ground_holds_the_towns_from_5000_with_their_ties(portugal: Ground) -> None:
    assert set(portugal.towns) == {BRAGANCA, MIRANDELA, VINHAIS, GUIMARAES, FAFE}
    assert portugal.web.ties == {BRAGANCA: {MIRANDELA}, MIRANDELA: {BRAGANCA}}
    assert (portugal.layer, portugal.left_out) == ("all/any", 0)


def test_a_town_of_which_the_sources_cannot_tell_is_left_out(endpoint: Embedded, known: World) -> None:
    slovenia = ground(endpoint, known, "SI")
    assert slovenia.left_out == 1, "Šoštanj is not covered"
    interreg = ground(endpoint, known, "PT", "interreg")
    assert (set(interreg.towns), interreg.left_out) == ({BRAGANCA, MIRANDELA}, 3)
    with pytest.raises(BadInput, match="no town of SI is covered in this layer"):
        ground(endpoint, known, "SI", "urban-innovation")


def test_isolation_falls_as_counted_by_hand(endpoint: Embedded, portugal: Ground) -> None:
    made = plan(portugal, "isolation", 3)
    assert made.before == pytest.approx(1 - 2.5 / 5), "Vinhais lies beside tied towns, Guimarães and Fafe beside none"
    assert [one.pair.town for one in made.chosen] == [GUIMARAES, FAFE, VINHAIS]
    assert [one.gain for one in made.chosen] == pytest.approx([0.3, 0.1, 0.1])
    assert made.after == pytest.approx(0)
    assert made.big is None, "no tied city has 100,000 inhabitants"
    first = dict(zip(COLUMNS, rows_of(endpoint, portugal, made)[0], strict=True))
    assert (first["town"], first["door"], first["kind"]) == ("Guimarães", "Mirandela", "peer")
    assert first["kilometres"] == pytest.approx(92.5, abs=0.3)


def test_the_sentences_tell_chance_guarantee_and_none(portugal: Ground) -> None:
    said = " ".join(sentences(portugal, plan(portugal, "isolation", 1)))
    assert "mean isolation from 0.5000 to 0.2000" in said
    assert "Guaranteed: at least 63% (1 - 1/e)" in said
    assert "no tied city of 100,000 is known" in said
    assert "No guarantee" in " ".join(sentences(portugal, plan(portugal, "path-length", 1)))
    assert "No guarantee" in " ".join(sentences(portugal, plan(portugal, "gini", 1)))


def test_a_link_that_is_added_and_a_programme_that_is_dropped(
    endpoint: Embedded, known: World, portugal: Ground
) -> None:
    added = {name: (a, b) for name, a, b in what_if(endpoint, known, portugal, add=[(VINHAIS, MIRANDELA)])}
    assert added["towns without a tie"] == (3, 2)
    assert added["mean steps to the core"] == pytest.approx((7 / 5, 6 / 5)), "the core is Mirandela, no way counts 2"
    dropped = {name: rest for name, *rest in changed(what_if(endpoint, known, portugal, drop="interreg"))}
    assert dropped["ties"] == [1, 0, -1]
    assert dropped["share of the largest part"] == [1, "", ""], "of nothing there is no share, and not 0"
    assert dropped["Gini of partners"][1] == ""
    untouched = what_if(endpoint, known, portugal, drop="urbact")
    assert all(before == after for _, before, after in untouched)


def test_the_core_is_read_from_the_release_where_it_tells(tmp_path: Path) -> None:
    ties = {1: frozenset({2}), 2: frozenset({1})}
    assert core(ties, "all", "any", tmp_path) == {1}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["next-links", "--country", "pt", "--budget", "1"], "Guimarães"),
        (["what-if", "--country", "pt", "--add", f"{VINHAIS}={MIRANDELA}"], "towns without a tie"),
    ],
)
def test_the_commands_print_what_the_functions_give(small_workspace: Workspace, options: list[str], said: str) -> None:
    start = ["--workspace", str(small_workspace.root)]
    found = CliRunner().invoke(main, [*start, *options, "--format", "csv"])
    assert found.exit_code == 0, found.output
    assert said in found.output


@pytest.mark.parametrize(
    "options",
    [
        ["next-links", "--country", "PT", "--aim", "fame"],
        ["next-links", "--country", "PT", "--family", "x"],
        ["what-if", "--country", "PT", "--drop", "x"],
        ["what-if", "--country", "PT", "--add", "Vinhais"],
        ["next-links", "--country", "XX"],
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence(small_workspace: Workspace, options: list[str]) -> None:
    found = CliRunner().invoke(main, ["--workspace", str(small_workspace.root), *options])
    assert found.exit_code in (1, 2)
    assert "Traceback" not in found.output and found.output.strip()
