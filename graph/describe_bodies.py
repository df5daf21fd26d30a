"""Organisations as quads: urban authorities, other bodies and contact points."""

import hashlib

from graph.describe_places import country_iri
from graph.describe_programmes import add_date
from graph.organisations import NO_KIND
from graph.quads import Quads, concept, iri, programme, resource, text, true, web
from graph.records import ContactPoint, Group, Participation
from ontology.terms import DCTERMS, FOAF, NCP, ORG, RDF, RDFS, SKOS


def describe_authority(quads: Quads, city: int, label: str, name: str) -> str:
    """Write the urban authority of a city, whose name is `label`; `name` is how a row calls the authority, or ""."""
    node = resource("authority", city)
    quads.add(node, RDF.type, iri(NCP.UrbanAuthority))
    quads.add(node, NCP.governs, resource("city", city))
    quads.add(node, SKOS.prefLabel, text(f"Urban authority of {label}"))
    if name:
        quads.add(node, SKOS.altLabel, text(name))
    return node


def describe_organisation(quads: Quads, record: Participation, city: int, label: str) -> str:
    """Write a body in a city, whose name is `label`."""
    name = record.organisation or f"Organisation in {label}"
    node = _body(quads, record.identifier or _key(f"{city}|{name.casefold()}"), name)
    kinds = () if record.kind in NO_KIND else (concept(f"body-{record.kind}"),)
    quads.add(node, NCP.organisationKind, *kinds)
    return node


def _key(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _body(quads: Quads, key: str, name: str) -> str:
    node = resource("organisation", key)
    quads.add(node, RDF.type, iri(ORG.Organization))
    quads.add(node, SKOS.prefLabel, text(name))
    return node


def describe_contact_point(quads: Quads, record: ContactPoint, iso3: dict[str, str]) -> str:
    """Write a contact point with its host."""
    node = resource("contact-point", record.key)
    add = quads.add
    add(node, RDF.type, iri(NCP.NationalContactPoint), iri(getattr(NCP, record.kind)))
    add(node, SKOS.prefLabel, text(record.label))
    if record.host:
        add(node, NCP.hostedBy, _body(quads, f"host-{_key(record.host.casefold())}", record.host))
    add(node, NCP.servesCountry, *(country_iri(iso3[c]) for c in record.countries))
    add(node, NCP.servesInstrument, *(programme(key) for key in record.instruments))
    add(node, FOAF.homepage, *web(record.homepage))
    add_date(quads, node, NCP.mandateStart, NCP.startYear, record.since)
    add_date(quads, node, NCP.mandateEnd, NCP.endYear, record.until)
    if record.vacant:
        add(node, NCP.vacant, true())
    if record.note:
        add(node, RDFS.comment, text(record.note))
    if record.page:
        add(node, DCTERMS.source, text(record.page))
    return node


def describe_group(quads: Quads, group: Group) -> str:
    """Write a group that signed together; give its node."""
    node = resource("group", group.key)
    quads.add(node, RDF.type, iri(NCP.SignatoryGroup))
    quads.add(node, SKOS.prefLabel, text(group.label))
    quads.add(node, DCTERMS.isPartOf, programme(group.initiative))
    return node
