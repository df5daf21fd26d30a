"""Requests for help, their needs, first steps, matches and experts as quads; nothing of who asked or is spoken with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from graph.help_experts import Expert
from graph.help_matches import AGREED, PEER, Match
from graph.help_requests import Request
from graph.needs import METHOD, needs
from graph.quads import Quads, concept, day, decimal, integer, iri, resource, text
from ontology.terms import DCTERMS, NCP, RDF, SKOS


@dataclass(frozen=True, slots=True)
class Support:
    """What the records hold of the helpdesk."""

    requests: Sequence[Request] = ()
    matches: Sequence[Match] = ()
    experts: Sequence[Expert] = ()


def describe_support(held: Support, cities: Collection[int]) -> Quads:
    """Write the requests of cities that the graph holds, what was advised, and who was matched with them."""
    quads = Quads("support")
    told = [one for one in held.requests if one.city in cities]
    for request in told:
        _request(quads, request)
        _assessment(quads, request)
    for expert in held.experts:
        _expert(quads, expert)
    outcomes = {one.id: one.outcome for one in told}
    known = {one.id for one in held.experts}
    for match in held.matches:
        if match.request in outcomes and match.mentor in (cities if match.pillar == PEER else known):
            _match(quads, match, outcomes[match.request])
    return quads


def _request(quads: Quads, one: Request) -> None:
    node, add = resource("request", one.id), quads.add
    add(node, RDF.type, iri(NCP.HelpRequest))
    add(node, NCP.requestedBy, resource("city", one.city))
    add(node, NCP.need, text(one.need))
    add(node, NCP.requestStatus, concept(f"request-{one.state}"))
    add(node, DCTERMS.created, day(one.day))
    named = {"challenge": NCP.addressesChallenge, "domain": NCP.inDomain, "barrier": NCP.hasBarrier}
    for scheme, predicate in named.items():
        add(node, predicate, *map(concept, needs(one.given, scheme)))


def _assessment(quads: Quads, one: Request) -> None:
    """Write the assessment of a request that was assessed, with its first steps."""
    if not one.steps:
        return
    node = resource("assessment", one.id)
    quads.add(node, RDF.type, iri(NCP.NeedsAssessment))
    quads.add(node, NCP.assesses, resource("request", one.id))
    quads.add(node, NCP.assessmentMethod, text(METHOD))
    for place, step in enumerate(one.advised, 1):
        first = resource("step", one.id, place)
        quads.add(node, NCP.advisesStep, first)
        quads.add(first, RDF.type, iri(NCP.FirstStep))
        quads.add(first, SKOS.prefLabel, text(step.title))
        quads.add(first, NCP.stepOrder, integer(place))
        quads.add(first, NCP.costBand, *([concept(f"cost-{step.band}")] if step.band else []))
        quads.add(first, NCP.prerequisite, *map(text, step.before))


def _expert(quads: Quads, one: Expert) -> None:
    node = resource("expert", one.id)
    quads.add(node, RDF.type, iri(NCP.Expert))
    quads.add(node, SKOS.prefLabel, text(one.name))
    quads.add(node, NCP.supportPillar, concept("pillar-expert"))
    quads.add(node, NCP.inDomain, *(concept(f"domain-{key}") for key in sorted(one.works_on)))
    quads.add(node, NCP.mentorCapacity, integer(one.capacity))


def _match(quads: Quads, one: Match, outcome: str) -> None:
    node, add = resource("support", one.id), quads.add
    add(node, RDF.type, iri(NCP.SupportMatch))
    add(node, NCP.matchesRequest, resource("request", one.request))
    add(node, NCP.matchesWith, resource("city" if one.pillar == PEER else "expert", one.mentor))
    add(node, NCP.supportPillar, concept(f"pillar-{one.pillar}"))
    add(node, NCP.fitScore, decimal(one.fit / 100))
    add(node, NCP.rationale, text(one.why))
    add(node, NCP.warning, *([text(one.warning)] if one.warning else []))
    add(node, NCP.matchAnswer, concept(f"answer-{one.answer}"))
    add(node, NCP.declinedBecause, *([text(one.declined)] if one.declined else []))
    if outcome and one.answer == AGREED:
        add(node, NCP.supportOutcome, concept(f"support-outcome-{outcome}"))
