"""keep.eu: both forms of its export, where its programmes belong, and how its networks meet those of URBACT."""

import csv
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from python_calamine import CalamineWorkbook

from graph.errors import BadInput
from graph.loads import Loaded
from graph.records import Participation, Project
from graph.workspace import Workspace
from ingest.build import Built
from ingest.interreg import programme, programme_of_cci
from ingest.load import SHIPPED, load
from ingest.source import sources
from tests.samples.make_keep import PARTNERS, PROJECTS, URBACT, line
from tests.samples.workbooks import write_workbook

SAMPLE = Path(__file__).parents[1] / "samples" / "keep" / "keep_current_sample.xlsx"
PLACED = {
    "2000 - 2006 Baltic Sea Region (BSR)": "interreg-3b",
    "2000 - 2006 INTERREG IIIC North": "interreg-3c",
    "2000 - 2006 URBACT": "urbact-1",
    "2007 - 2013 Germany - The Netherlands (DE - NL)": "interreg-4a",
    "2007 - 2013 ENPI CBC Lithuania - Poland - Russia": "interreg-4a",
    "2007 - 2013 INTERREG IVC (EU27 - NO - CH)": "interreg-4c",
    "2007 - 2013 URBACT II": "urbact-2",
    "2014 - 2020 INTERREG VB Danube": "interreg-5b",
    "2014 - 2020 Interreg IPA CBC Croatia-Serbia": "interreg-5a",
    "2014 - 2020 Mediterranean Sea Basin ENI CBC": "interreg-5a",
    "2014 - 2020 Ireland - United Kingdom (PEACE IV)": "interreg-5a",
    "2014 - 2020 ESPON 2020": "espon-2020",
    "2014 - 2020 INTERACT III": "interreg-5c",
    "2021 - 2027 Interreg VI-A NEXT Romania - Ukraine": "interreg-6a",
    "2021 - 2027 Interreg VI-B NEXT Black Sea Basin": "interreg-6b",
    "2021 - 2027 Interreg VI-C Interreg Europe": "interreg-6c",
    "2021 - 2027 Interreg VI-C ESPON 2030": "espon-2030",
    "2021 - 2027 Interreg VI-D Indian Ocean": "interreg-6d",
}


def current(path: Path) -> Loaded:
    return load("keep", sources()["keep"], path.parent, bounds=False)


@pytest.mark.parametrize(("name", "node"), PLACED.items())
def test_a_programme_of_every_period_and_strand_stands_in_the_tree(name: str, node: str) -> None:
    found = programme(name)
    assert found is not None
    assert node in {found.key, found.parent}
    with (SHIPPED / "programmes.csv").open(encoding="utf-8", newline="") as file:
        assert node in {row["key"] for row in csv.DictReader(file)}


def test_a_name_without_a_period_is_no_programme() -> None:
    assert programme("Interreg Europe") is None
    assert programme("1994 - 1999 Interreg II") is None


def test_a_cci_number_leads_to_the_programme_that_keep_names() -> None:
    by_number, by_name = (
        programme_of_cci("2021TC16RFCB020", ""),
        programme("2021 - 2027 Interreg VI-A Romania - Bulgaria"),
    )
    assert by_number == by_name
    other = programme_of_cci("2014TC16RFTN003", "North-West Europe")
    assert other is not None
    assert (other.key, other.parent) == ("interreg-5b-2014tc16rftn003", "interreg-5b")
    assert programme_of_cci("2014IT16RFOP008", "POR") is None


def test_a_mark_for_nothing_is_no_value_and_a_network_of_urbact_has_its_own_key(tmp_path: Path) -> None:
    (tmp_path / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    projects = [r.record for r in current(tmp_path / SAMPLE.name).records if isinstance(r.record, Project)]
    network = next(p for p in projects if p.programme == "urbact-4")
    assert (network.key, network.end, network.page) == ("urbact-4/cities4example", "", "https://example.eu/")
    assert "N.a." not in repr(projects)


def test_numbers_and_types_of_partners_are_read_and_no_person(tmp_path: Path) -> None:
    (tmp_path / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    parts = [r.record for r in current(tmp_path / SAMPLE.name).records if isinstance(r.record, Participation)]
    assert [(p.organisation, p.kind, p.identifiers) for p in parts[:3]] == [
        ("Municipality of Ruse", "urban-authority", (("vat", "BG000530632"),)),
        ("Universitatea Exemplu", "education", (("pic", "123456789"),)),
        ("", "unknown", ()),
    ]


def test_a_new_type_of_partner_stops_the_load(tmp_path: Path) -> None:
    row = line(PARTNERS, programme=URBACT, project_acronym="X", lead_partner="No", town="Tartu", country_code="EE")
    row[PARTNERS.index("Type of Organisation")] = "Guild"
    project = line(PROJECTS, programme=URBACT, project_acronym="X")
    path = write_workbook(tmp_path / "x.xlsx", {"Projects": [PROJECTS, project], "Partners": [PARTNERS, row]})
    with pytest.raises(BadInput, match=r"sheet Partners, row 2, column 'Type of Organisation': 'Guild'.*keep\.TYPES"):
        current(path)


def test_a_gap_that_keep_itself_reports_is_told_and_nothing_is_complete() -> None:
    coverage = {one.programme: one for one in current(SAMPLE).coverage}
    assert "1 % in August 2026" in coverage["urbact-4"].reason
    assert coverage["espon-2030"].completeness == "none"
    assert "nothing in August 2026" in coverage["espon-2030"].reason
    assert {one.completeness for key, one in coverage.items() if key != "espon-2030"} == {"partial"}
    assert (coverage["espon-2013"].since, coverage["espon-2013"].until) == (2007, 2013)


@pytest.mark.shared
def test_all_partners_and_programmes_of_the_real_workbook_are_counted_independently(shared: Path) -> None:
    book = CalamineWorkbook.from_path(str(shared / "exports" / "keep" / "keep_closed_1420.xlsx"))
    head, *rows = book.get_sheet_by_name("Partners").to_python()
    named = Counter(row[head.index("Programme")] for row in rows)
    loaded = load("keep", sources()["keep"], shared / "exports" / "keep")
    taken = [one for one in loaded.records if one.origin.sheet.startswith("Partner")]
    assert len(taken) == named.total() == 8_621
    keys = {found.key for name in named if (found := programme(" ".join(str(name).split())))}
    told = {one.record.programme for one in loaded.records if isinstance(one.record, Project)}
    assert len(keys) == len(named) == 66
    assert told == keys


@pytest.mark.shared
def test_a_city_of_a_network_takes_part_once_though_two_sources_tell_it(full_build: tuple[Workspace, Built]) -> None:
    store = ox.Store.read_only(str(full_build[0].current().store))
    query = """
        PREFIX ncp: <https://w3id.org/ncp-graph/> PREFIX prov: <http://www.w3.org/ns/prov#>
        SELECT (COUNT(DISTINCT ?p) AS ?parts) (COUNT(DISTINCT ?spot) AS ?spots) (COUNT(DISTINCT ?both) AS ?told) WHERE {
          ?project ncp:fundedUnder <https://w3id.org/ncp-graph/id/programme/urbact-3> ; ncp:hasParticipation ?p .
          ?p ncp:actingFor ?city . BIND(CONCAT(STR(?project), STR(?city)) AS ?spot)
          OPTIONAL { ?p prov:wasDerivedFrom/ncp:ofDataset ?a , ?b . FILTER(STR(?a) < STR(?b)) BIND(?p AS ?both) } }"""
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    parts, spots, told = (int(value.value) for value in next(found))
    assert parts == spots
    assert told > 200
