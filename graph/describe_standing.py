"""How many cities of each country are tied in a layer, have no tie, or are not covered: counted once, at build time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyarrow import parquet

from graph.describe_network import TABLE
from graph.describe_places import country_iri
from graph.projection import Layer
from graph.quads import Quads, Written, integer, resource
from graph.records import City
from graph.verdicts import Verdict
from ontology.terms import NCP

COLUMNS = ("family", "reading", "period", "role")


def write_standing(
    folder: Path, cities: Iterable[City], verdicts: Iterable[Verdict], iso3: Mapping[str, str]
) -> Written:
    """Count the cities of each country by layer, from the table of the network beside the store."""
    quads, home = Quads("standing", folder), {city.geonames: city.country for city in cities}
    tied, every = tied_cities(folder / TABLE), Counter(home.values())
    open_in = uncovered(verdicts, {layer.family for layer in tied if layer.family})
    for layer, own in sorted(tied.items()):
        lost = Counter(home[city] for city in open_in[layer.family] - own)
        for code, number in sorted(Counter(home[city] for city in own).items()):
            node = resource("standing", *layer.key.split("/"), code)
            quads.add(node, NCP.standingIn, resource("network", *layer.key.split("/")))
            quads.add(node, NCP.standingOf, country_iri(iso3[code]))
            quads.add(node, NCP.citiesTied, integer(number))
            quads.add(node, NCP.citiesWithoutTie, integer(every[code] - number - lost[code]))
            quads.add(node, NCP.citiesNotCovered, integer(lost[code]))
    return quads.write(folder)


def tied_cities(table: Path) -> dict[Layer, set[int]]:
    """Read which cities are tied in each layer."""
    found: dict[Layer, set[int]] = defaultdict(set)
    if table.is_file():
        read = parquet.read_table(table, columns=[*COLUMNS, "city"])
        for family, reading, period, role, city in zip(*(column.to_pylist() for column in read.columns), strict=True):
            parts = ("" if part == "all" else part for part in (period, role))
            found[Layer("" if family == "all" else family, reading, *parts)].add(city)
    return found


def uncovered(verdicts: Iterable[Verdict], families: set[str]) -> dict[str, set[int]]:
    """Give the cities of which the sources cannot tell, by family; under "" those of any family that has a layer."""
    found: dict[str, set[int]] = {family: set() for family in families | {""}}
    for verdict in verdicts:
        for family in verdict.uncovered & families:
            found[family].add(verdict.city)
            found[""].add(verdict.city)
    return found
