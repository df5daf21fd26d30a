"""The shape of the network of Interreg C and URBACT beside what Briot et al. (2021) say of it in words."""

from collections.abc import Iterator
from dataclasses import dataclass

import igraph
import numpy as np

from graph.coreness import seeded
from graph.describe_programmes import chains
from graph.endpoint import Embedded
from graph.findings import Link
from graph.measures import SEED, Measured, as_graph, measure, top_decile
from graph.projection import Layer, layer_of, met, tied
from queries.ask import ask

BRIOT = (
    "[Briot et al., Mapping International Cooperation between European Cities, Cybergeo, 2021]"
    "(https://journals.openedition.org/cybergeo/37538), abstract"
)
FIRST = """
PREFIX ncp: <https://w3id.org/ncp-graph/>
SELECT ?land (MAX(?population) AS ?most) WHERE { ?city a ncp:City ; ncp:population ?population ; ncp:inCountry ?area .
  ?area <http://www.w3.org/2004/02/skos/core#notation> ?land } GROUP BY ?land
"""
COLUMNS = {
    "authorities, Interreg C and URBACT": ("authority", "5c"),
    "any organisation, Interreg C and URBACT": ("any", "5c"),
    "any organisation, all Interreg and URBACT": ("any", ""),
}
"""Reading, and what the key of a programme of Interreg or of one above it must hold."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One layer of Interreg and URBACT: its measures, its graph, and which cities are the largest of their country."""

    run: Measured
    graph: igraph.Graph
    first: np.ndarray
    names: tuple[str, ...]


def links_of(endpoint: Embedded, strand: str) -> tuple[list[Link], dict[int, tuple[str, str, int]]]:
    """Read who takes part in URBACT and in a strand of Interreg, and what the cities are."""
    tree = ask(endpoint, "programmes/tree").records()
    above = chains((str(row["programme"]), str(row["parent"] or "")) for row in tree)
    rows = [row for family in ("urbact", "interreg") for row in ask(endpoint, "network/roles", family=family).records()]
    kept = [row for row in rows if row["family"] == "urbact" or any(strand in key for key in above[row["programme"]])]
    about = {int(r["geonames"]): (str(r["name"]), str(r["country"]), int(r["population"] or 0)) for r in kept}
    return [Link(int(r["geonames"]), f"<{r['project']}>", r["programme"], r["reading"], "") for r in kept], about


def shape_of(endpoint: Embedded, reading: str, strand: str) -> Shape:
    """Measure the layer of one reading and strand."""
    links, about = links_of(endpoint, strand)
    most = {str(row["land"]): int(row["most"]) for row in endpoint.select(FIRST).records()}
    one = layer_of(links, Layer("", reading))
    run, own = measure(Layer("", reading), one), tied(one)
    first = np.array([about[city][2] == most[about[city][1]] for city in own.cities], dtype=bool)
    return Shape(run, as_graph(met(own)), first, tuple(about[city][0] for city in own.cities))


def rows(shape: Shape) -> Iterator[tuple[str, str, str]]:
    """Give what is measured, the value, and what is claimed."""
    graph, whole, values = shape.graph, shape.run.whole, shape.run.values
    size, ties = graph.vcount(), graph.ecount()
    with seeded(SEED):
        chance = igraph.Graph.Erdos_Renyi(n=size, m=ties)
    near, far = graph.transitivity_avglocal_undirected(mode="zero"), graph.average_path_length()
    here, there = chance.transitivity_avglocal_undirected(mode="zero"), chance.average_path_length()
    projects = f"{whole['layerProjects']:,.0f}, {size:,}, {ties:,}"
    yield "projects, tied cities, ties", projects, "figure not at hand"
    yield "clustering; of ties by chance", f"{near:.2f}; {here:.2f}", "small world: more clustered than by chance"
    yield (
        "mean steps between two cities; by chance",
        f"{far:.2f}; {there:.2f}",
        "small world: about as short as by chance",
    )
    fit = igraph.power_law_fit(graph.degree())
    law = f"{fit.alpha:.1f} from {fit.xmin:.0f} partners; {max(graph.degree()):,}"
    yield "exponent of the tail of degrees; most partners", law, "scale-free"
    told = f"{whole['coreFit']:.2f}; {whole['coreFitByChance']:.2f}"
    yield "fit of a core; of shuffled ties", told, "core and periphery"
    core = top_decile(values["coreness"])
    second = f"{1 - shape.first[core].mean():.0%} of {len(core)}; {1 - shape.first.mean():.0%}"
    figure = "core cities that are not the largest of their country; of all tied cities"
    yield figure, second, "central cities are often secondary ones"
    between = np.argsort(-values["betweenness"])[:10]
    second = ", ".join(f"{shape.names[n]}{' (largest)' if shape.first[n] else ''}" for n in between)
    yield "ten cities of the highest betweenness", second, "figure not at hand"
    yield "pairs that met twice or more", f"{whole['tiePersistence']:.1%}", "most ties are ephemeral, some more intense"


def core_periphery(endpoint: Embedded) -> Iterator[str]:
    """Print each measure of each column beside what is claimed."""
    told = [list(rows(shape_of(endpoint, *of))) for of in COLUMNS.values()]
    yield f"| figure | {' | '.join(COLUMNS)} | published ({BRIOT}) |\n|{'---|' * (len(COLUMNS) + 2)}"
    for same in zip(*told, strict=True):
        yield f"| {same[0][0]} | {' | '.join(value for _, value, _ in same)} | {same[0][2]} |"
