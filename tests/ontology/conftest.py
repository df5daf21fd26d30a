"""The ontology and the small graph, read once."""

from pathlib import Path

import pytest
from rdflib import Dataset, Graph

from ontology.terms import files

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "small" / "graph.trig"


@pytest.fixture(scope="session")
def ontology() -> Graph:
    """All modules, schemes and the alignment; not the shapes."""
    graph = Graph()
    for path in files():
        if path.name != "shapes.ttl":
            graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="session")
def shapes() -> Graph:
    """The shapes."""
    return Graph().parse(ROOT / "ontology" / "shapes.ttl", format="turtle")


@pytest.fixture(scope="session")
def small() -> Graph:
    """The small graph, all named graphs together."""
    dataset = Dataset(default_union=True)
    dataset.parse(SMALL, format="trig")
    graph = Graph()
    for triple in dataset.triples((None, None, None)):
        graph.add(triple)
    return graph


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared folder beside the project; tests that need it are skipped elsewhere."""
    folder = ROOT.parent / "shared"
    if not (folder / "design" / "vocab_index.json").exists():
        pytest.skip("../shared is not here")
    return folder
