"""Members of URBACT's networks that are no municipality, though the table lists them by the town where they sit."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from graph.names import key
from graph.quads import Quads, iri, resource, text, web
from ingest.keys import slug
from ontology.terms import FOAF, ORG, RDF, SKOS

NO_CITIES = {
    "urbact-1/eukn": "Ministry",
    "urbact-1/skillsforsustainablecommunities": "Ministry",
    "urbact-1/theeuropeanurbanexperience": "University",
}
"""Networks whose members are no cities, by the column Members of the table of networks; only their towns are told."""


class Body(NamedTuple):
    """A member with its name, "" where it is the urban authority of the town, its key, and the page that names it."""

    name: str = ""
    identifier: str = ""
    page: str = ""


def member_body(network: str, town: str) -> Body:
    """Tell which body of a town takes part in a network; `network` is the key of the project."""
    if network in NO_CITIES:
        return Body(NO_CITIES[network])
    return _known().get((network.rpartition("/")[2], key(town)), Body())


@cache
def _known() -> dict[tuple[str, str], Body]:
    """Lead network and town to the body that pages of the networks name there."""
    content = (files("ingest.tables") / "urbact_bodies.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(content.splitlines())
    return {
        (row["project"], key(row["town"])): Body(
            row["body"], f"urbact-{row['city']}-{slug(row['body'])}", row["source"]
        )
        for row in rows
    }


def describe_members(quads: Quads) -> None:
    """Write each known body with the page that names it."""
    for body in _by_key():
        node = resource("organisation", body.identifier)
        quads.add(node, RDF.type, iri(ORG.Organization))
        quads.add(node, SKOS.prefLabel, text(body.name))
        quads.add(node, FOAF.page, *web(body.page))


def _by_key() -> Iterator[Body]:
    yield from sorted(_known().values(), key=lambda body: (body.identifier, body.page))
