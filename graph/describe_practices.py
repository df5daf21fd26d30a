"""Practices as quads: what they are, what they cost and need, and in which words their source tells them."""

from collections.abc import Mapping

from graph.describe_programmes import add_date
from graph.quads import Quads, concept, decimal, iri, programme, project, resource, text, web
from graph.records import Practice
from graph.replicability import TEXTS, Replicability, band_of
from ontology.terms import DCTERMS, FOAF, NCP, RDF, SKOS

_SAID: Mapping[str, str] = {"abstract": DCTERMS.abstract, "failed": NCP.whatFailed} | {
    name: getattr(NCP, name) for name in TEXTS[1:-1]
}


def describe_practice(quads: Quads, record: Practice) -> str:
    """Write a practice with the instrument that published it."""
    node, add = resource("practice", record.key), quads.add
    add(node, RDF.type, iri(NCP.Practice))
    add(node, SKOS.prefLabel, text(record.title))
    add(node, DCTERMS.isPartOf, *([programme(record.programme)] if record.programme else []))
    if record.summary:
        add(node, DCTERMS.description, text(record.summary))
    add_date(quads, node, NCP.startDate, NCP.startYear, record.start)
    add_date(quads, node, NCP.endDate, NCP.endYear, record.end)
    add(node, FOAF.page, *web(record.page))
    add(node, DCTERMS.language, *(text(code) for code in record.languages))
    if record.project:
        add(node, NCP.resultOfProject, project(record.project))
    describe_replicability(quads, node, record.facts)
    return node


def describe_replicability(quads: Quads, node: str, facts: Replicability) -> None:
    """Write what a town must know before it copies a practice; nothing is written for what the source does not say."""
    for name, predicate in _SAID.items():
        quads.add(node, predicate, *([text(said, facts.written)] if (said := getattr(facts, name)) else []))
    quads.add(node, NCP.prerequisite, *(text(each, facts.written) for each in facts.prerequisites))
    describe_cost(quads, node, facts)
    chosen = {NCP.maturity: "maturity", NCP.evidenceLevel: "evidence", NCP.adaptability: "adaptability"}
    for predicate, scheme in chosen.items():
        quads.add(node, predicate, *([concept(f"{scheme}-{key}")] if (key := getattr(facts, scheme)) else []))
    quads.add(node, NCP.addressesChallenge, *(concept(f"challenge-{key}") for key in facts.challenges))
    quads.add(node, NCP.inDomain, *(concept(f"domain-{key}") for key in facts.domains))


def describe_cost(quads: Quads, node: str, facts: Replicability) -> None:
    """Write cost, staff and months; the band is the one that the source states or that an amount in euro falls into."""
    band = facts.band
    if facts.cost is not None:
        quads.add(node, NCP.costAmount, decimal(facts.cost))
        quads.add(node, NCP.costCurrency, *([text(facts.currency)] if facts.currency else []))
        band = band or band_of(facts.cost, facts.currency)
    quads.add(node, NCP.costBand, *([concept(f"cost-{band}")] if band else []))
    for predicate, number in ((NCP.staffEffort, facts.staff), (NCP.monthsToResult, facts.months)):
        quads.add(node, predicate, *([decimal(number)] if number is not None else []))
