"""Writes docs/validation.md: figures of real exports beside published ones, and a back-test of the order of cities.

python -m benchmarks.validation EXPORTS [--workspace FOLDER] [-o docs/validation.md]

With --workspace the current release there is read; without it a release is built from the exports of URBACT.
"""

import argparse
import csv
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from benchmarks import peers
from benchmarks.backtest import report
from benchmarks.core_periphery import core_periphery
from dashboard.expected import judged
from graph import concentration
from graph.countries import EU27
from graph.endpoint import Embedded
from graph.workspace import Workspace
from ingest.build import build
from queries.ask import ask

EVERY = 1_000_000
RUNS = 200
PEERS = 5
"""So many times as many samples for peers, which are quicker to measure."""
NONE = "published figure not at hand"
NAMES = {"urbact-1": "URBACT I", "urbact-2": "URBACT II", "urbact-3": "URBACT III"}
APPROVED = (
    "[URBACT, 23 networks approved on 25 June 2019](https://archive.urbact.eu/23-action-planning-networks-approved)"
)
HERE = Path(__file__).parent
BODIES = (HERE.parent / "ingest" / "tables" / "urbact_bodies.csv", HERE / "urbact_bodies.csv")
"""Partners of networks of 2019 that are no municipality, with the page that names them: other bodies, as the product
reads them, and a department of a municipality, which stays its authority there."""
NEIGHBOURS = (HERE / "urbact_neighbours.csv",)
"""Partners that are a district of the town by which the export names them, or a municipality beside it."""
GROUPING = re.compile(
    "m[eé]tropol|union|liit|vervoerregio|transport|commun|region of|cim |associa|stowarzysz| cim", re.I
)
"""What says that a body groups municipalities; URBACT takes such for cities, agencies and universities not."""
DGT = "[DGT, URBACT in Portugal](https://www.dgterritorio.gov.pt/node/824)"
PUBLISHED = {
    ("urbact-2", "action-planning-network"): "52, and 3 delivery networks ([URBACT, transnational exchange]"
    "(https://archive.urbact.eu/transnational-exchange))",
    ("urbact-2", "transfer-network"): "6 pilot transfer networks (the same page)",
    ("urbact-3", "action-planning-network"): f"20 of a first round ({DGT}), 23 of 2019, see below",
    ("urbact-3", "implementation-network"): f"7 networks ({DGT}); members not found",
    ("urbact-3", "transfer-network"): "23 networks, 161 partners, 25 countries in December 2018 ([URBACT, second phase]"
    "(https://archive.urbact.eu/23-transfer-networks-embarking-second-phase-their-journey))",
}
"""What URBACT published on its networks by programme and kind."""
PORTUGUESE = (
    ("action-planning-network", "2015", f"13 of 20 ({DGT})"),
    ("implementation-network", "2016", "4 of 7 (the same page)"),
    ("transfer-network", "2018", "17 of 23 (the same page)"),
    (
        "action-planning-network",
        "2019",
        "19 of 23 (the same page); 20 in June 2019 ([Fórum das Cidades]"
        "(https://www.forumdascidades.pt/content/urbact-aprovadas-23-redes-de-planeamento-de-acao))",
    ),
)
"""Networks of URBACT III with a Portuguese partner, as published, by kind and the year in which the first began."""
EUROSTAT = (
    "[Eurostat, Urban-rural Europe – introduction]"
    "(https://ec.europa.eu/eurostat/statistics-explained/index.php?title=Urban-rural_Europe_-_introduction), 2021"
)
KONECT = "[KONECT, Sister cities](http://konect.cc/networks/twin/), 14,274 cities, 2017"
PROJECTS = """
PREFIX ncp: <https://w3id.org/ncp-graph/>
PREFIX id: <https://w3id.org/ncp-graph/id/programme/>
SELECT DISTINCT ?project ?programme ?kind ?start ?node ?city ?country WHERE {
  ?under ncp:inFamily id:urbact .
  ?project ncp:fundedUnder ?under ; ncp:projectKind ?concept ; ncp:startYear ?year ; ncp:hasParticipation ?node .
  OPTIONAL { ?node ?at ?place . FILTER (?at = ncp:actingFor || ?at = ncp:locatedIn && ?under = id:urbact-3)
             ?place ncp:inCountry ?land .
             ?land <http://www.w3.org/2004/02/skos/core#notation> ?country }
  BIND (STRAFTER(STR(?under), "/programme/") AS ?programme) BIND (STRAFTER(STR(?concept), "/kind-") AS ?kind)
  BIND (STR(?year) AS ?start) BIND (STRAFTER(STR(?place), "/city/") AS ?city)
}
"""
DEGREES = """
PREFIX ncp: <https://w3id.org/ncp-graph/>
SELECT ?country ?degree (SUM(?population) AS ?people) WHERE {
  ?city a ncp:City ; ncp:population ?population ; ncp:inCountry ?land .
  OPTIONAL { ?city ncp:degreeOfUrbanisation ?concept }
  ?land <http://www.w3.org/2004/02/skos/core#notation> ?country .
  BIND (STRAFTER(STR(?concept), "/degurba-") AS ?degree)
} GROUP BY ?country ?degree
"""
Rows = list[dict[str, Any]]


def networks(rows: Rows) -> Iterator[str]:
    """Print networks, members and cities of each programme and kind."""
    yield "| programme | kind | networks | members | cities | cities per network | published |"
    yield "|---|---|---|---|---|---|---|"
    groups = sorted({(row["programme"], row["kind"]) for row in rows if row["programme"] in NAMES})
    for programme, kind in groups:
        own = [row for row in rows if (row["programme"], row["kind"]) == (programme, kind)]
        number, members = len({row["project"] for row in own}), len({row["node"] for row in own})
        pairs = {(row["project"], row["city"]) for row in own if row["city"]}
        told = (NAMES[programme], kind.replace("-", " "), number, members, len({city for _, city in pairs}))
        published = PUBLISHED.get((programme, kind), NONE)
        yield f"| {' | '.join(map(str, told))} | {len(pairs) / number:.1f} | {published} |"


def second_call(rows: Rows) -> Iterator[str]:
    """Print the action planning networks that started in 2019 beside what URBACT announced."""
    own = _of_2019(rows)
    cities = {row["city"] for row in own if row["city"]}
    municipalities, groupings = _by_name(own)
    yield f"| figure | measured | published ({APPROVED}) |\n|---|---|---|"
    yield f"| networks | {len({row['project'] for row in own})} | 23 |"
    yield f"| partners | {len({row['node'] for row in own})} | 203 |"
    yield f"| countries | {len({row['country'] for row in own if row['country']})} | 26 |"
    yield f"| towns of the partners | {len(cities)} | 157 cities |"
    yield f"| municipalities and districts by their own name | {len(municipalities)} | 157 cities |"
    every = municipalities | groupings
    yield f"| the same, and unions of municipalities and metropolitan bodies by theirs | {len(every)} | 157 cities |"
    for title, past in _past(rows):
        yield f"| newcomers, against {title} | {len(cities - past) / len(cities):.1%} | 57 %, against URBACT III |"
    known = next(past for _, past in _past(rows))
    yield (
        "| newcomers by their own name, as if no district, union or metropolitan body had been known | "
        f"{len(every - known) / len(every):.1%} | 57 %, against URBACT III |"
    )


def _of_2019(rows: Rows) -> Rows:
    kind, begun = "action-planning-network", ("urbact-3", "2019")
    return [row for row in rows if row["kind"] == kind and (row["programme"], row["start"]) == begun]


def _by_name(own: Rows) -> tuple[set[str], set[str]]:
    """Give the municipalities that take part, a neighbour by its own name, and the bodies that group several."""
    bodies, neighbours = _named(BODIES), _named(NEIGHBOURS)
    parts = {(row["project"].rsplit("/", 1)[-1], row["city"]) for row in own if row["city"]}
    municipalities = {neighbours.get(part, part[1]) for part in parts - bodies.keys()}
    return municipalities, {body for part, body in bodies.items() if part in parts and GROUPING.search(body)}


def _told(files: Iterable[Path]) -> Iterator[dict[str, str]]:
    for file in files:
        with file.open(encoding="utf-8", newline="") as rows:
            yield from csv.DictReader(rows)


def _named(files: Iterable[Path]) -> dict[tuple[str, str], str]:
    return {(row["project"], row["city"]): row["body"] for row in _told(files)}


def bodies(rows: Rows) -> Iterator[str]:
    """Name every town in which another body takes part, with the body and its page."""
    names = {(row["project"].rsplit("/", 1)[-1], row["city"]) for row in _of_2019(rows)}
    for title, files in (("No municipality", BODIES), ("A district, or a municipality beside the town", NEIGHBOURS)):
        own = [row for row in _told(files) if (row["project"], row["city"]) in names]
        listed = "; ".join(f"{row['town']}: [{row['body']}]({row['source']})" for row in own)
        yield f"- **{title}** ({len(own)}): {listed}."


def _past(rows: Rows) -> Iterator[tuple[str, set[str]]]:
    """Yield what the cities of 2019 can be compared with: who took part before."""
    third = {row["city"] for row in rows if row["programme"] == "urbact-3" and row["start"] < "2019"}
    second, first = ({row["city"] for row in rows if row["programme"] == f"urbact-{n}"} for n in (2, 1))
    yield "URBACT III before 2019", third
    yield "URBACT II", second
    yield "all before 2019", first | second | third


def portugal(rows: Rows) -> Iterator[str]:
    """Print the networks of URBACT III with a Portuguese partner, and the cities, by kind of network."""
    yield "| kind | began | Portuguese cities | networks with one | published |\n|---|---|---|---|---|"
    third = [row for row in rows if row["programme"] == "urbact-3"]
    for kind, start, published in PORTUGUESE:
        own = [row for row in third if row["kind"] == kind and _began(row) == start]
        here = [row for row in own if row["country"] == "PT"]
        joined, every = ({row["project"] for row in some} for some in (here, own))
        told = f"{len({row['city'] for row in here})} | {len(joined)} of {len(every)}"
        yield f"| {kind.replace('-', ' ')} | {start} | {told} | {published} |"


def _began(row: dict[str, Any]) -> str:
    """Give the year in which the first networks of the round of a network began: transfer networks of 2018 and 2019."""
    return "2018" if row["kind"] == "transfer-network" else str(row["start"])


def together(rows: Rows) -> Iterator[str]:
    """Print the networks, cities and countries of URBACT I and II together."""
    own = [row for row in rows if row["programme"] in ("urbact-1", "urbact-2")]
    measured = (len({row[what] for row in own if row[what]}) for what in ("project", "city", "country"))
    yield "Networks of URBACT I and II together: {} with {} cities of {} countries.".format(*measured)


def degrees(rows: Rows) -> Iterator[str]:
    """Print the shares of the EU's population by degree of urbanisation."""
    people = Counter[str]()
    for row in rows:
        if row["country"] in EU27 and row["degree"]:
            people[str(row["degree"])] += int(row["people"])
    yield f"| degree of urbanisation | measured | published ({EUROSTAT}) |\n|---|---|---|"
    for degree, label, known in (("1", "cities", 38.9), ("2", "towns and suburbs", 35.9), ("3", "rural areas", 25.2)):
        yield f"| {label} | {people[degree] / people.total():.1%} | {known} % |"
    every = sum(int(row["people"]) for row in rows if row["country"] in EU27)
    yield f"\nMeasured on {people.total():,} inhabitants whose municipality's degree is known, of {every:,} in the EU."


def inequality(endpoint: Embedded) -> Iterator[str]:
    """Print the inequality of degrees and the order of the size classes."""
    data, parts = judged(endpoint, "urbact"), ask(endpoint, "network/authority-projects").records()
    of_project: dict[str, set[int]] = {}
    for row in parts:
        of_project.setdefault(str(row["project"]), set()).add(int(row["geonames"]))
    met = concentration.ties(of_project.values())
    degree = Counter(city for pair in met for city in pair)
    yield (
        f"| figure | measured | published |\n|---|---|---|\n| Gini of degrees, cities with a tie | "
        f"{concentration.gini(degree.values()):.3f} ({len(degree)} cities, {len(met):,} ties) | 0.506 ({KONECT}) |"
    )
    yield f"| pairs that met in two networks or more | {concentration.persistence(met):.1%} | {NONE} |"
    for label, key in (
        ("below 5,000", "very-small"),
        ("5,000 to 50,000", "small"),
        ("50,000 to 250,000", "medium"),
        ("250,000 and more", "large"),
    ):
        own = [city for city in data.covered if data.cities[city]["size"] == key]
        linked = sum(data.projects[city] > 0 for city in own)
        share = f"{linked / len(own):.2%} ({linked} of {len(own):,})" if own else "no city"
        yield f"| share of cities of {label} inhabitants in URBACT I–III | {share} | {NONE} |"


def page(endpoint: Embedded, command: str, runs: int = RUNS, wide: Embedded | None = None) -> str:
    """Compose the page; its intervals rest on so many bootstrap samples; `wide` has keep.eu beside URBACT."""
    rows = endpoint.select(PROJECTS).records()
    text = (Path(__file__).with_name("validation.md")).read_text("utf-8")
    parts = {
        "networks": networks(rows),
        "together": together(rows),
        "bodies": bodies(rows),
        "second_call": second_call(rows),
        "portugal": portugal(rows),
        "degrees": degrees(endpoint.select(DEGREES).records()),
        "inequality": inequality(endpoint),
        "core": core_periphery(wide or endpoint),
        "peers": peers.report(wide or endpoint, peer_runs := runs * PEERS),
        "backtest": report(endpoint, runs),
    }
    for name, lines in parts.items():
        text = text.replace(f"{{{name}}}", "\n".join(lines))
    return text.replace("{command}", command).replace("{runs}", str(runs)).replace("{peer_runs}", f"{peer_runs:,}")


def main() -> None:
    """Read the arguments and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exports", type=Path)
    parser.add_argument("--workspace", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("docs/validation.md"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ends = [_opened(given, Path(folder) / "-".join(only), only) for only in (("urbact",), ("urbact", "keep"))]
        text = page(ends[0], "python -m benchmarks.validation ../shared/exports", wide=ends[1])
        given.output.write_text(text, "utf-8")


def _opened(given: argparse.Namespace, folder: Path, only: tuple[str, ...]) -> Embedded:
    """Open the workspace that was named, else build a release from the exports of these sources."""
    workspace = Workspace(given.workspace or folder)
    if given.workspace is None:
        workspace.prepare()
        build(workspace, print, given.exports, only)
    return Embedded(ox.Store.read_only(str(workspace.current().store)), EVERY)


if __name__ == "__main__":
    main()
