"""Mappings of keywords as quads, with who decided them, and what practices belong to because of them."""

from collections.abc import Iterable, Mapping, Set

from graph.keywords import DECIDED, KeywordMapping, target
from graph.quads import Quads, concept, day, iri, resource, text
from ontology.terms import DCTERMS, NCP, RDF, SKOS

_RELATIONS = {
    "exact": SKOS.exactMatch,
    "close": SKOS.closeMatch,
    "broad": SKOS.broadMatch,
    "narrow": SKOS.narrowMatch,
    "related": SKOS.relatedMatch,
}


def describe_keywords(mappings: Iterable[KeywordMapping], bearers: Mapping[str, Set[str]]) -> Quads:
    """Write the mappings of keywords that practices bear; `bearers` leads a keyword to the keys of its practices."""
    quads = Quads("keywords")
    for one in mappings:
        _describe(quads, one)
        if one.classifies:
            link = NCP.inDomain if one.concept.startswith("domain-") else NCP.addressesChallenge
            for practice in sorted(bearers.get(one.keyword, ())):
                quads.add(resource("practice", practice), link, iri(target(one.concept)))
    return quads


def _describe(quads: Quads, one: KeywordMapping) -> None:
    node, keyword = resource("keyword-mapping", one.keyword, one.concept or "nothing"), resource("theme", one.keyword)
    add = quads.add
    add(node, RDF.type, iri(NCP.KeywordMapping))
    add(node, NCP.mapsKeyword, keyword)
    add(node, NCP.mappingStatus, concept(f"mapping-{one.status}"))
    add(node, NCP.mappedBy, text(one.by))
    add(node, DCTERMS.created, *([day(one.decided)] if one.decided else []))
    add(node, DCTERMS.source, text(one.source or one.by))
    if one.concept:
        add(node, NCP.mapsTo, iri(target(one.concept)))
        add(node, NCP.mappingRelation, concept(f"relation-{one.relation}"))
        if one.status == DECIDED:
            add(keyword, _RELATIONS[one.relation], iri(target(one.concept)))
