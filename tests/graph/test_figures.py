"""Figures of a run: hand counts, what is not computed and says why, and the same as observations and as a table."""

from math import log
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyarrow import parquet

from graph.coverage import Covered
from graph.describe_figures import write_figures, write_table
from graph.describe_network import write_network
from graph.describe_standing import write_standing
from graph.figures import (
    NOT_COVERED,
    OF_THE_RECORDS,
    Figure,
    breadth,
    families_of,
    figures,
    gaps,
    level_of,
    outreach,
    spreads,
)
from graph.findings import Link
from graph.judged import Judged, judged_from, parts_of, rows_of
from graph.loads import Coverage
from graph.quads import programme, project
from graph.records import City, Programme
from graph.remoteness import Remoteness
from graph.verdicts import judge
from ontology.terms import PREFIXES

CHAINS = {"urbact": ("urbact",), "urbact-3": ("urbact-3", "urbact"), "call": ("call", "urbact-3", "urbact")} | {
    "covenant": ("covenant",),
    "life": ("life",),
}
KINDS = {"urbact": "ProgrammeFamily", "urbact-3": "Programme", "covenant": "Initiative", "life": "ProgrammeFamily"}
TOY = {1: 1, 2: 1, 3: 2, 4: 2, 5: 2, 6: 1, 7: 0}
"""Projects of seven cities: three with two, three with one, one with none."""


def city(number: int, country: str = "PT", population: int = 10_000) -> City:
    return City(number, f"C{number}", (), country, "", (), "lau", "", population, 2019, "municipal", 2, 40.0, -8.0)


def toy_links(reading: str = "authority") -> list[Link]:
    return [
        Link(one, project(f"{one}-{n}"), "call", reading, "s", "partner")
        for one, times in TOY.items()
        for n in range(times)
    ]


def covered(completeness: str = "complete") -> list[Covered]:
    return [Covered("s", "PT", Coverage("urbact", ("PT",), completeness, "", ""), 9, 0)]


def toy(complete: bool = True) -> Judged:
    cities, families = [city(number) for number in TOY], {key: chain[-1] for key, chain in CHAINS.items()}
    verdicts = judge(cities, toy_links(), families, {"PT": frozenset({"urbact"})} if complete else {}, [])
    rows = rows_of(cities)
    parts = parts_of(toy_links(), rows, CHAINS, frozenset({("urbact", "PT")}))
    return judged_from("urbact", rows, list(verdicts), parts["urbact"])


def test_breadth_counts_programmes_and_initiatives_at_one_level() -> None:
    level = level_of(CHAINS, KINDS)
    assert level == {"urbact": "urbact", "urbact-3": "urbact-3", "call": "urbact-3", "covenant": "covenant"} | {
        "life": "life"
    }
    links = [
        Link(1, project("a"), "call", "place", "s"),
        Link(1, project("b"), "urbact-3", "authority", "s"),
        Link(1, programme("covenant"), "covenant", "authority", "s"),
        Link(2, project("c"), "life", "place", "s"),
    ]
    told = {(one.measure, one.city): one.value for one in breadth(links, level)}
    assert told == {("breadth", 1): 2, ("breadth", 2): 1, ("authorityBreadth", 1): 2}, "city 2 has no 0"


def test_the_gini_of_the_toy_with_and_without_zeros() -> None:
    data = toy()
    assert data.covered == frozenset(TOY)
    told = {one.group: one.value for one in spreads("urbact", data, []) if one.measure == "gini"}
    assert told == {
        "all covered cities": pytest.approx(0.2857, abs=1e-4),
        "linked cities": pytest.approx(0.1667, abs=1e-4),
    }


def test_a_city_in_the_model_has_its_gap_and_the_interval() -> None:
    rows = {
        n: {"country": "PT" if n % 2 else "ES", "population": 5_000 + 997 * n, "size": "small"} for n in range(1, 80)
    }
    counts = toy().projects
    counts.clear()
    counts.update({n: n // 9 + n % 3 for n in rows})
    told: dict[int, dict[str, object]] = {}
    for one in gaps("urbact", Judged(rows, frozenset(rows), counts)):
        told.setdefault(one.city, {})[one.measure] = one.value
    assert set(told) == set(rows)
    for number, held in told.items():
        mean = float(str(held["expectedProjects"]))
        assert held["participationGap"] == pytest.approx(log((counts[number] + 0.5) / (mean + 0.5)))
        inside = float(str(held["expectedLow"])) <= counts[number] <= float(str(held["expectedHigh"]))
        assert (held["gapOutside"] == "within") == inside


def test_what_is_not_covered_or_too_few_is_not_computed_and_says_why() -> None:
    cities = [city(number) for number in TOY]
    verdicts = list(judge(cities, toy_links(), {key: chain[-1] for key, chain in CHAINS.items()}, {}, []))
    told = list(families_of(cities, verdicts, toy_links(), CHAINS, covered("partial")))
    assert {(one.family, one.value, one.why) for one in told} == {("urbact", None, NOT_COVERED)}
    few = list(gaps("urbact", toy()))
    assert [(one.value, one.why) for one in few] == [
        (None, "Only 7 cities can be in the model, fewer than 30: no figure is given.")
    ]


def test_the_contact_points_own_result_stands_in_no_release_and_says_where_it_is_told() -> None:
    measures = ("flagsFollowed", "contactedJoined", "daysToContact", "daysToLink")
    assert [(one.measure, one.value, one.why) for one in outreach()] == [
        (name, None, OF_THE_RECORDS) for name in measures
    ]


def test_the_figures_of_a_release_are_observations_and_a_table(tmp_path: Path) -> None:
    cities, links = [city(number) for number in TOY], toy_links()
    families = {key: chain[-1] for key, chain in CHAINS.items()}
    verdicts = list(judge(cities, links, families, {"PT": frozenset({"urbact"})}, []))
    tree = [Programme(key, key, kind, "") for key, kind in KINDS.items()]
    away = [Remoteness(1, None, None, None, 31.5), Remoteness(2, None, None, None, None)]
    told = list(figures(cities, verdicts, links, CHAINS, covered(), tree, away))
    store = ox.Store()
    store.bulk_load(path=str(write_figures(tmp_path, told).path), format=ox.RdfFormat.N_QUADS)
    assert _values(store, "breadth") == ["1"] * 6
    assert _values(store, "accessIndex") == ["31.5"]
    assert sorted(_values(store, "gini")) == ["0.16667", "0.28571"]
    assert len(_values(store, "notComputedBecause")) == sum(1 for one in told if one.why)
    table = parquet.read_table(tmp_path / "figures.parquet").to_pylist()
    assert len(table) == len(told)
    assert all((row["value"] is None and row["word"] is None) == (row["why"] is not None) for row in table)
    assert {row["measure"] for row in table} >= {"breadth", "participationGap", "gini", "topShare"} | {
        "representationRatio",
        "accessIndex",
        "contactedJoined",
    }


def _values(store: ox.Store, name: str) -> list[str]:
    return [q.object.value for q in store.quads_for_pattern(None, ox.NamedNode(PREFIXES["ncp"] + name), None, None)]


def test_a_release_without_figures_is_an_empty_table(tmp_path: Path) -> None:
    assert parquet.read_table(write_table(tmp_path, [])).num_rows == 0
    assert write_figures(tmp_path, [Figure("all", "breadth", 2, 1)]).quads == 8


def test_the_standing_of_each_country_is_counted_once(tmp_path: Path) -> None:
    cities = [city(1), city(2), city(3), city(4), city(5, "ES")]
    links = [Link(one, project("n"), "call", "authority", "s") for one in (1, 2, 5)]
    families = {key: chain[-1] for key, chain in CHAINS.items()}
    verdicts = list(judge(cities, links, families, {"PT": frozenset({"urbact"})}, [(4, "call")]))
    write_network(tmp_path, links, families)
    store = ox.Store()
    written = write_standing(tmp_path, cities, verdicts, {"PT": "PRT", "ES": "ESP"})
    store.bulk_load(path=str(written.path), format=ox.RdfFormat.N_QUADS)
    told = {
        node.value.split("/standing/")[1]: tuple(_number(store, node, name) for name in COUNTED)
        for node in {quad.subject for quad in store}
    }
    assert told == {
        **dict.fromkeys(("all/any/ES", "all/authority/ES", "urbact/any/ES", "urbact/authority/ES"), (1, 0, 0)),
        **dict.fromkeys(("all/any/PT", "all/authority/PT", "urbact/any/PT", "urbact/authority/PT"), (2, 1, 1)),
    }, "city 3 was searched, a row may mean city 4"
    assert write_standing(_folder(tmp_path / "none"), cities, verdicts, {}).quads == 0


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


COUNTED = ("citiesTied", "citiesWithoutTie", "citiesNotCovered")


def _number(store: ox.Store, node: ox.NamedNode, name: str) -> int:
    found = store.quads_for_pattern(node, ox.NamedNode(PREFIXES["ncp"] + name), None, None)
    return int(next(iter(found)).object.value)
