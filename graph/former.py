"""What is no more, as quads: municipalities that merged and NUTS codes of older versions, and what stands there now."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.describe_places import region_iri
from graph.quads import Quads, day, iri, resource, text
from ontology.terms import DCTERMS, NCP, RDF, SKOS


@dataclass(frozen=True, slots=True)
class Former:
    """A unit that is no more: a municipality (kind "lau") or a region of an older NUTS version (kind "nuts").

    `code` is "" where nobody tells it; `since` is the ISO day on which the present units stood there at the latest;
    `cities` are ids and `regions` NUTS 3 codes of 2024.
    """

    kind: str
    country: str
    code: str
    name: str
    since: str
    source: str
    cities: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()


def describe_former(quads: Quads, former: Iterable[Former]) -> None:
    """Write every former unit with its code, its name, what it leads to, since when, and who says so."""
    for one in former:
        node = resource("former", f"{one.kind}-{one.country}-{one.code or one.name}")
        quads.add(node, RDF.type, iri(NCP.FormerUnit))
        quads.add(node, SKOS.prefLabel, text(one.name or one.code))
        quads.add(node, SKOS.notation, *([text(one.code)] if one.code else []))
        quads.add(node, NCP.leadsTo, *(resource("city", city) for city in one.cities))
        quads.add(node, NCP.leadsTo, *(region_iri(code) for code in one.regions))
        quads.add(node, NCP.replacementDay, day(one.since))
        quads.add(node, DCTERMS.source, text(one.source))
