"""The network of a release for the command line: its layers, one layer's cities and ties, and their files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any

from graph.describe_network import COUNTS, MARKS
from graph.describe_programmes import chains
from graph.endpoint import Endpoint
from graph.errors import BadInput
from graph.findings import Link
from graph.measures import Measured, measure
from graph.network_files import as_networkx
from graph.periods import periods
from graph.projection import READINGS, Incidence, Layer, layer_of
from graph.records import Programme
from queries.ask import ask


@dataclass(frozen=True, slots=True)
class Network:
    """One layer: who takes part in what, the measures of the tied cities, and what is known of each city."""

    one: Incidence
    measured: Measured
    about: Mapping[int, Mapping[str, object]]

    def rows(self) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Give columns and a row for each city, those that meet nobody last, without values."""
        names = list(self.measured.values)
        told = self._measures()
        columns = ("geonames", "name", "country", "population", "tie", *names)
        ranked = sorted(
            self.one.cities, key=lambda c: (c not in told, -float(told.get(c, {}).get("tieStrength", 0)), c)
        )
        return columns, [self._row(city, names, told.get(city)) for city in ranked]

    def told(self) -> str:
        """Say how much is in the layer."""
        whole = self.measured.whole
        alone = f", {whole['untiedCities']:,.0f} without a tie" if whole["untiedCities"] else ""
        return f"{len(self.one.cities):,} cities{alone}, {whole['ties']:,.0f} ties"

    def _row(self, city: int, names: list[str], values: Mapping[str, Any] | None) -> tuple[Any, ...]:
        about = self.about[city]
        who = (city, about["label"], about["country"], about["population"])
        return (*who, "tied" if values else "no tie", *((values or {}).get(name) for name in names))

    def _measures(self) -> dict[int, dict[str, Any]]:
        columns = {name: [_cell(name, v) for v in values.tolist()] for name, values in self.measured.values.items()}
        return {
            city: {name: values[place] for name, values in columns.items()}
            for place, city in enumerate(self.measured.cities)
        }

    def graph(self) -> Any:  # noqa: ANN401 - networkx's graph of these cities
        """Give the layer to networkx, with names, countries and measures."""
        told = self._measures()
        return as_networkx(self.one, {c: {**self.about[c], **told.get(c, {})} for c in self.one.cities})


def _cell(name: str, value: float) -> bool | int | float | None:
    if isnan(value):
        return None
    return bool(value) if name in MARKS else int(value) if name in COUNTS else round(value, 5)


def layers_of(endpoint: Endpoint) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """List the layers of a release with what holds for each as a whole."""
    table = ask(endpoint, "network/layers")
    return table.columns, table.rows


def parse(written: str, programmes: Iterable[str]) -> Layer:
    """Read the name of a layer: programme or all, reading, then a period, a role or both."""
    first, *rest = written.split("/")
    if first != "all" and first not in set(programmes):
        raise BadInput(f"there is no programme {first!r}", "choose one that `ncp ask programmes/tree` lists, or all")
    if not rest or rest[0] not in READINGS or len(rest) > 3:
        raise BadInput(f"{written!r} is no layer", 'write it like "urbact/authority" or "all/any/2014-2020/partner"')
    period = next((part for part in rest[1:] if part[:1].isdigit()), "")
    role = next((part for part in rest[1:] if not part[:1].isdigit()), "")
    return Layer("" if first == "all" else first, rest[0], period, role)


def read(endpoint: Endpoint, written: str) -> Network:
    """Read the participations of one layer and measure it; any node of the programme tree may stand for the family."""
    tree = ask(endpoint, "programmes/tree").records()
    layer = parse(written, (str(row["programme"]) for row in tree))
    above = chains((str(row["programme"]), str(row["parent"] or "")) for row in tree)
    family = above[layer.family][-1] if layer.family else ""
    table = ask(endpoint, "network/roles", family=family)
    if table.truncated:
        raise BadInput(
            "the answer on all participations was cut", "ask the release itself, not an endpoint with a limit"
        )
    rows = [row for row in table.records() if not layer.family or layer.family in above[str(row["programme"])]]
    links = [
        Link(int(row["geonames"]), f"<{row['project']}>", str(row["programme"]), str(row["reading"]), "", row["role"])
        for row in rows
    ]
    nodes = [_node(row) for row in tree]
    one = layer_of(links, layer, periods(nodes, above))
    if not one.cities:
        raise BadInput(f"nobody takes part in the layer {written!r}", "`ncp network` lists the layers that there are")
    about = {
        int(row["geonames"]): {"label": row["name"], "country": row["country"], "population": row["population"] or None}
        for row in rows
    }
    return Network(one, measure(layer, one), about)


def _node(row: Mapping[str, Any]) -> Programme:
    start, end = (int(row[name] or 0) for name in ("startYear", "endYear"))
    return Programme(str(row["programme"]), str(row["name"]), "", str(row["parent"] or ""), start, end)


def write(network: Network, style: str, path: Path) -> None:
    """Write the layer as a file of this format."""
    from dashboard.formats import writing
    from graph.network_files import WRITERS

    with writing(path):
        WRITERS[style](network.graph(), path)
