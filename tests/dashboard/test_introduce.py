"""Introductions on the small graph, counted by hand from its table of warmth, and on a real release."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from dashboard.city_names import find_city
from dashboard.cli import main
from dashboard.introduce import COLUMNS, Introduction, Telling, introduce
from dashboard.introduction import find_target, known_world
from graph.acquaintance import World
from graph.endpoint import Embedded
from graph.errors import BadInput
from graph.introduction import Chain, Step
from graph.workspace import Workspace
from ingest.build import Built

YEAR = 2026
SEVEN_YEARS = 0.5**0.7
FAR = (0.5, 0.42, 0.9 * SEVEN_YEARS)


@pytest.fixture(scope="module")
def endpoint(small_store: ox.Store) -> Embedded:
    return Embedded(small_store)


@pytest.fixture(scope="module")
def known(endpoint: Embedded) -> World:
    return known_world(endpoint, YEAR)


def ways(endpoint: Embedded, known: World, town: str, sought: str, country: str = "") -> Introduction:
    return introduce(endpoint, known, find_city(endpoint, town, country), find_target(endpoint, known, sought))


def column(found: Introduction, name: str) -> list[object]:
    return [row[COLUMNS.index(name)] for row in found.rows]


def test_the_world_of_the_small_graph(known: World) -> None:
    assert len(known.parts) == 8
    assert len(known.members) == 8
    assert {node.key for node in known.hubs if node.kind == "association"} == set(), "a covenant is no association"
    (agency,) = [node for node in known.hubs if node.kind == "agency"]
    assert agency.key == "instituto politécnico de bragança (PT)"
    assert len(known.hubs[agency].bodies) == 2, "keep.eu and CORDIS number it apart"


def test_a_town_reaches_interreg_by_its_neighbour_and_the_body_there(endpoint: Embedded, known: World) -> None:
    found = ways(endpoint, known, "Vinhais", "interreg", "PT")
    assert column(found, "from") == [
        "Urban authority of Vinhais (PT)",
        "Urban authority of Mirandela (PT)",
        "Resíduos do Nordeste, EIM, Mirandela (PT)",
    ], "by Bragança and its polytechnic it is as warm; of equals the lower GeoNames id is given"
    assert column(found, "through") == ["Terras de Trás-os-Montes (PT11E)", "Mirandela", "VALORCOMP"]
    assert column(found, "warmth") == [round(step, 3) for step in FAR]
    assert found.chains[0].warmth == pytest.approx(FAR[0] * FAR[1] * FAR[2])
    assert column(found, "years")[-1] == "2015–2019"
    assert "row 5425" in str(column(found, "evidence")[-1])
    assert found.sentences == (
        "No further chain differs from this one and is warm enough.",
        "Not covered: no source lists Interreg completely for Portugal; there may be doors that we cannot see.",
        "No contact point of Portugal for Interreg is known. "
        "Its other contact points: National URBACT Point Portugal (URBACT).",
    )


def test_no_chain_is_said_and_a_vacant_contact_point_is_named(endpoint: Embedded, known: World) -> None:
    found = ways(endpoint, known, "Vinhais", "urbact")
    assert found.rows == ()
    assert found.sentences[0].startswith(
        "No chain of neighbours, associations and projects leads from Vinhais to URBACT"
    )
    assert found.sentences[-1] == "Contact point: National URBACT Point Portugal, vacant."


def test_the_contact_point_stands_among_the_chains_by_its_warmth(endpoint: Embedded, known: World) -> None:
    warm = ways(endpoint, known, "Šoštanj", "urbact")
    assert column(warm, "chain_warmth") == [0.277, 0.277, 0.25]
    assert column(warm, "through") == ["Savinjska (SI034)", "Genderedlandscape", "National URBACT Point Slovenia"]
    cold = ways(endpoint, known, "Murska Sobota", "urbact")
    assert column(cold, "acquaintance") == ["contact point", "same NUTS 3 region", "takes part in what is sought"]
    assert column(cold, "organisations")[0] == "IPoP – Institute for Spatial Policies"
    assert cold.chains[1].warmth == pytest.approx(0.5 * 0.9 * 0.5**1.4), "Active Travel Network ended in 2012"


def test_a_member_is_a_door_of_an_initiative(endpoint: Embedded, known: World) -> None:
    found = ways(endpoint, known, "Fafe", "cities-mission")
    assert column(found, "chain_warmth") == [0.4, 0.4]
    assert "mission_cities.csv, row 27" in str(column(found, "evidence")[1])
    assert column(found, "years") == ["", "since 2024"]


@pytest.mark.parametrize("sought", ["keep/valorcomp", "VALORCOMP", "valorcomp", "compost"])
def test_a_project_is_found_by_key_acronym_or_title(endpoint: Embedded, known: World, sought: str) -> None:
    found = ways(endpoint, known, "Sendim", sought)
    assert column(found, "through")[-1] == "VALORCOMP"


def test_who_takes_part_already_needs_no_introduction(endpoint: Embedded, known: World) -> None:
    found = ways(endpoint, known, "Guimarães", "urbact")
    assert found.rows == ()
    (said,) = found.sentences
    assert said == "Guimarães needs no introduction: its urban authority takes part itself (CITIES4CSR)."
    assert "takes part itself" in ways(endpoint, known, "Celje", "covenant-of-mayors").sentences[0]


def test_a_body_that_two_sources_number_apart_is_one_way(endpoint: Embedded, known: World) -> None:
    steps = [(node, step) for node in known.hubs if node.kind == "agency" for step in sorted(known.hubs[node].bodies)]
    agency, (first, last) = steps[0][0], [body for _, body in steps]
    target = find_target(endpoint, known, "framework-programme")
    step = Step("same-agency", first, agency, last, 0.56)
    told = Telling(endpoint, known, 2742027, target).rows(1, Chain((step,)))[0]
    assert "Both are called instituto politécnico de bragança (PT)" in str(told[COLUMNS.index("reason")])
    evidence = str(told[COLUMNS.index("evidence")])
    assert "sheet Partners, row 1069" in evidence and "organization.csv, row 1656" in evidence


def test_no_step_names_a_person(endpoint: Embedded, known: World) -> None:
    named = {node.kind for chain in _every(endpoint, known) for step in chain.chains for node in _nodes(step)}
    assert named <= {
        "authority",
        "organisation",
        "project",
        "door",
        "joined",
        "region",
        "town",
        "contact-point",
        "sought",
    }


def _every(endpoint: Embedded, known: World) -> list[Introduction]:
    pairs = [("Vinhais", "interreg"), ("Murska Sobota", "urbact"), ("Fafe", "cities-mission"), ("Bragança", "interreg")]
    return [ways(endpoint, known, town, sought) for town, sought in pairs]


def _nodes(chain: object) -> list[object]:
    return [node for step in chain.steps for node in (step.begin, step.through, step.end)]  # type: ignore[attr-defined]


def test_what_is_not_found_is_one_sentence_with_its_remedy(endpoint: Embedded, known: World) -> None:
    with pytest.raises(BadInput, match="no city is called 'Nowhere' in PT; look with"):
        find_city(endpoint, "Nowhere", "PT")
    with pytest.raises(BadInput, match="no programme, initiative or project is called 'x\"y'"):
        find_target(endpoint, known, 'x"y')


def test_the_command_tells_the_chains_and_writes_them(small_workspace: Workspace, tmp_path: Path) -> None:
    start = ["--workspace", str(small_workspace.root), "introduce", "--from", "Fafe", "--country", "pt"]
    said = CliRunner().invoke(main, [*start, "--to", "cities-mission"])
    assert said.exit_code == 0, said.output
    assert "Chain 1, warmth 0.4" in said.output
    assert "Both towns lie in Ave (PT119). Neighbours share" in said.output
    target = tmp_path / "chains.csv"
    written = CliRunner().invoke(main, [*start, "--to", "cities-mission", "-o", str(target)])
    assert written.exit_code == 0 and target.read_text("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)
    wrong = CliRunner().invoke(main, [*start, "--to", "nothing"])
    assert wrong.exit_code == 1 and "no programme, initiative or project" in wrong.output


@pytest.mark.shared
def test_on_the_real_exports_a_neighbour_in_urbact_is_the_warmest_way(full_build: tuple[Workspace, Built]) -> None:
    store = ox.Store.read_only(str(full_build[0].current().store))
    endpoint = Embedded(store)
    known = known_world(endpoint, YEAR)
    found = ways(endpoint, known, "Mirandela", "urbact", "PT")
    assert column(found, "to")[:2] == ["Urban authority of Bragança (PT)", "URBACT"]
    assert column(found, "through") == [
        "Terras de Trás-os-Montes (PT11E)",
        "City-as-a-Startup",
        "National URBACT Point Portugal",
    ]
    assert "urbact_memberships.csv, row 1220" in str(column(found, "evidence")[1])
    assert column(found, "chain_warmth") == [0.277, 0.277, 0.25]
    assert "takes part itself" in ways(endpoint, known, "Bragança", "urbact", "PT").sentences[0]
