"""States by period from links, statements and doubts: what is told for a country, and what a city differs in."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.coverage import Covered
from graph.describe_states import write_states
from graph.findings import Findings, Link
from graph.loads import Coverage
from graph.records import City
from graph.states import Observed, Years, doubted, observe, slices, touched
from ontology.terms import NCP

FAMILIES = {"urbact-3": "urbact", "urbact": "urbact", "covenant": "covenant", "uia": "uia"}
YEARS = Years({"urbact-3": (2014, 2020)}, {hash("<project/1>"): (2016, 0)})


def statement(programme: str, completeness: str = "complete", since: int = 0, until: int = 0) -> Covered:
    said = Coverage(programme, ("PT",), completeness, "Told.", "https://x.eu", since, until)
    return Covered("source", "PT", said, 9, 0)


def link(target: str, programme: str, joined: tuple[int, int] | None = None) -> Link:
    return Link(1, target, programme, "authority", "source", joined=joined)


def usual(*stated: Covered) -> dict[tuple[str, int], tuple[str, int, str]]:
    found = slices(stated, ["PT"], FAMILIES, YEARS)
    return {(one.family, one.period): (one.state, one.until, one.reason) for one in found}


def test_a_span_touches_each_period_that_it_shares_a_year_with() -> None:
    assert list(touched(2013, 2014)) == [2007, 2014]
    assert list(touched(0, 2022)) == [2021]
    assert list(touched(0, 0)) == list(touched(1995, 2003)) == []


def test_absence_is_told_only_to_the_year_that_a_complete_source_reaches() -> None:
    found = usual(statement("urbact-3", until=2019), statement("covenant", "partial", 2008))
    assert found["urbact", 2014] == ("absent", 2019, "complete")
    assert found["urbact", 2021] == found["urbact", 2007] == ("uncovered", 0, "silent")
    assert found["covenant", 2007] == ("uncovered", 0, "partial")
    assert found["uia", 2014] == ("uncovered", 0, "silent")


def test_a_source_that_is_known_to_hold_nothing_says_nothing() -> None:
    assert usual(statement("uia", "none"))["uia", 2014] == ("uncovered", 0, "silent")


def test_a_project_counts_in_the_years_of_its_programme_and_a_membership_in_its_own() -> None:
    links = [link("<project/9>", "urbact-3"), link("<covenant>", "covenant", (2010, 0))]
    assert list(observe(links, [], FAMILIES, YEARS)) == [
        *(Observed(1, "covenant", first, 1) for first in (2007, 2014, 2021)),
        Observed(1, "urbact", 2014, 1),
    ]
    ended = list(observe([link("<covenant>", "covenant", (2010, 2012))], [], FAMILIES, YEARS))
    assert ended == [Observed(1, "covenant", 2007, 1)]


def test_a_link_of_two_sources_is_counted_once() -> None:
    twice = [link("<project/1>", "uia"), Link(1, "<project/1>", "uia", "place", "other")]
    assert list(observe(twice, [], FAMILIES, YEARS)) == [Observed(1, "uia", 2014, 1)]


def test_a_link_of_unknown_years_leaves_the_other_periods_open() -> None:
    links = [link("<project/1>", "uia"), link("<project/2>", "uia")]
    assert [(one.period, one.state, one.reason) for one in observe(links, [], FAMILIES, YEARS)] == [
        (2014, "linked", ""),
        (2007, "uncovered", "undated"),
        (2021, "uncovered", "undated"),
    ]
    began = list(observe([link("<covenant>", "covenant", (0, 2012))], [], FAMILIES, YEARS))
    assert {one.reason for one in began} == {"undated"}


def test_a_doubt_counts_only_where_the_country_is_covered() -> None:
    city = City(1, "Town", (), "PT", "", (), "lau", "", 9_000, 2019, "municipal", 0, 40.0, -8.0)
    pairs = [(1, "urbact-3"), (1, "uia"), (2, "urbact-3")]
    assert doubted([city], {"PT": frozenset({"urbact"})}, pairs, FAMILIES) == {(1, "urbact")}


def test_years_are_kept_only_of_projects_whose_programme_tells_none() -> None:
    findings = Findings(dated=frozenset({"urbact-3"}))
    findings.note_years("<project/1>", "uia", "2016-05-01", "")
    findings.note_years("<project/2>", "urbact-3", "2016", "2018")
    findings.note_years("<project/3>", "uia", "", "")
    assert findings.years == {hash("<project/1>"): (2016, 0)}


@pytest.mark.parametrize("covered", [True, False])
def test_only_what_differs_from_the_country_is_written(tmp_path: Path, covered: bool) -> None:
    stated = [statement("urbact-3", until=2019)] if covered else []
    seen = observe([link("<covenant>", "covenant", (2022, 0))], [(1, "urbact")], FAMILIES, YEARS)
    cut = slices(stated, ["PT"], FAMILIES, YEARS)
    written = write_states(tmp_path, cut, seen, stated, {"PT": "PRT"}, {1: "PT"})
    store = ox.Store()
    store.bulk_load(path=str(written.path), format=ox.RdfFormat.N_QUADS)
    told = store.quads_for_pattern(None, ox.NamedNode(NCP.stateOf), None, None)
    names = sorted(str(quad.subject).rpartition("/state/")[2] for quad in told)
    doubts = ["1/urbact/2014>"] if covered else []
    assert names == ["1/covenant/2021>", *doubts]
    assert len(list(store.quads_for_pattern(None, ox.NamedNode(NCP.restsOn), None, None))) == len(doubts)
