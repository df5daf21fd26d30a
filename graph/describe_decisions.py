"""The decisions of people as quads, for as long as they are in force."""

from collections.abc import Iterable

from graph.decisions import Decision
from graph.quads import Quads, iri, moment, resource, text
from ontology.terms import DCTERMS, NCP, RDF, RDFS, SCHEME


def decision_iri(number: int) -> str:
    """Write the IRI of a decision."""
    return resource("decision", number)


def describe_decisions(decisions: Iterable[Decision]) -> Quads:
    """Write who decided what, when and why; what was taken back leaves nothing."""
    quads = Quads("decisions")
    for one in decisions:
        node = decision_iri(one.id)
        quads.add(node, RDF.type, iri(NCP.MatchDecision))
        quads.add(node, NCP.decisionKind, iri(SCHEME[f"decision-{one.kind}"]))
        quads.add(node, NCP.decidedBy, text(one.who))
        quads.add(node, RDFS.comment, text(one.why))
        quads.add(node, DCTERMS.created, moment(one.made))
        if one.city is not None:
            quads.add(node, NCP.decisionOn, resource("city", one.city))
    return quads
