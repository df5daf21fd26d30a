"""Expected links on a release with the worked example of URBACT, by the function that command and pages share."""

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from dashboard.concentration import curve, figures
from dashboard.expectations import expectations
from dashboard.expectations_kept import FILE, kept
from dashboard.expected import COLUMNS, FIT, Judged, fits, judged, model, rows_of, sentences
from graph.endpoint import Embedded
from graph.errors import BadInput
from graph.expected import Expected, Fit, Model
from graph.workspace import Release, Workspace
from ingest.build import Built


@pytest.fixture(scope="module")
def endpoint(shipped_build: tuple[Workspace, Built]) -> Embedded:
    return Embedded(ox.Store.read_only(str(shipped_build[0].current().store)))


def test_cities_of_a_country_are_compared_with_those_of_all_covered_ones(endpoint: Embedded) -> None:
    data = judged(endpoint, "urbact")
    found = model(data, 5_000)
    assert found.fit is not None and found.fit.countries == 4
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in rows_of(data, found, "PT")]
    assert {row["country"] for row in rows} == {"PT"}
    assert min(row["population"] for row in rows) >= 5_000
    assert {row["name"]: row["counted"] for row in rows}["Bragança"] == "municipality, 2019"
    assert [row["gap"] for row in rows] == sorted(row["gap"] for row in rows)
    assert {row["name"]: row["projects"] for row in rows}["Bragança"] > 0
    told = " ".join(sentences(data, found, "PT"))
    assert "to the power" in told and "not covered completely" in told and " seen, " in told


def test_what_is_kept_beside_a_release_is_what_was_computed(
    endpoint: Embedded, shipped_build: tuple[Workspace, Built], tmp_path: Path
) -> None:
    copy = Release(tmp_path)
    computed = kept(copy, endpoint)
    assert computed.cities
    assert computed == expectations(endpoint)
    assert [file.name for file in tmp_path.iterdir()] == [FILE]
    elsewhere = Embedded(ox.Store())
    assert kept(copy, elsewhere) == computed, "read, not computed anew"
    assert not kept(Release(tmp_path / "none"), elsewhere).cities, "a folder that cannot be written to is no error"


def test_every_choice_of_cities_has_its_row(endpoint: Embedded) -> None:
    rows = [dict(zip(FIT, row, strict=True)) for row in fits(judged(endpoint, "urbact"))]
    assert rows[0]["choice"] == "all"
    assert all(row["exponent_low"] < row["exponent"] < row["exponent_high"] for row in rows if row["exponent"])


def test_a_family_without_complete_source_ends_in_a_word_and_an_unknown_one_in_an_error(endpoint: Embedded) -> None:
    data = judged(endpoint, "interreg")
    found = model(data, 5_000)
    assert found.fit is None
    assert sentences(data, found, "PT")[0].startswith("No city is covered completely")
    with pytest.raises(BadInput):
        judged(endpoint, "no-such-family")


def test_concentration_is_told_with_what_it_was_counted_from(endpoint: Embedded) -> None:
    data = judged(endpoint, "urbact")
    rows = {(measure, group): value for measure, group, value, _ in figures(endpoint, data, "urbact")}
    zeros, linked = rows["Gini", "all covered cities"], rows["Gini", "linked cities"]
    assert zeros is not None and linked is not None and 0 < linked < zeros < 1
    assert ("newcomer rate", "urbact-3 after urbact-2") in rows
    sizes = [rows["representation of size class by cities", size] for size in ("small", "medium", "large")]
    assert None not in sizes and sizes == sorted(sizes, key=lambda value: value or 0)
    points = curve(data, "PT")
    assert points[0] == (0, 0) and points[-1] == (1, 1)


def test_concentration_where_nothing_is_covered_is_left_empty(endpoint: Embedded) -> None:
    rows = figures(endpoint, judged(endpoint, "interreg"), "interreg")
    assert rows and all(value is None for _, _, value, _ in rows)
    nowhere = figures(endpoint, judged(endpoint, "urbact"), "urbact", "AL")
    assert {said for *_, said in nowhere} == {"not covered"}


def test_a_size_class_that_the_model_does_not_fit_is_named() -> None:
    sizes = {1: "small", 2: "large", 3: "large"}
    data = Judged({key: {"size": size, "country": "PT"} for key, size in sizes.items()}, frozenset(sizes), Counter())
    fit = Fit(3, 1, 1.0, 0.9, 1.1, 1.0, -5.0, 0.1)
    cities = (
        Expected(1, 2, 2.1, 2, 2.2, 0, 5, 0.5),
        Expected(2, 1, 4.0, 3, 5, 0, 9, 0.1),
        Expected(3, 1, 2, 1, 3, 0, 5, 0.5),
    )
    told = " ".join(sentences(data, Model(fit, cities, {}), ""))
    assert "small 2 seen, 2.1 expected; large 2 seen, 6.0 expected" in told
    assert "does not fit large cities" in told
