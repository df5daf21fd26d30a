"""Which units an indicator of studies may be told in, as its scheme says."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from ontology.terms import NCP, SCHEME

FILE = Path(__file__).parent / "schemes" / "indicator.ttl"


@cache
def units() -> Mapping[str, tuple[str, ...]]:
    """Give the keys of the units of each indicator by its key, in the order of the alphabet."""
    found: dict[str, list[str]] = {}
    for triple in parse(path=str(FILE), format=RdfFormat.TURTLE):
        if triple.predicate.value == NCP.countedIn and isinstance(triple.object, NamedNode):
            unit = triple.object.value.removeprefix(f"{SCHEME['effect-unit']}-")
            found.setdefault(str(triple.subject.value).removeprefix(f"{SCHEME['indicator']}-"), []).append(unit)
    return {indicator: tuple(sorted(of)) for indicator, of in found.items()}
