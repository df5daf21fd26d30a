"""Lessons of the team and the claims on them as quads of the next release; of people the role or initials alone."""

from collections.abc import Iterable

from graph.lessons import CONFIRMED, Lesson, Transfer, short, signed
from graph.quads import Quads, concept, day, iri, project, resource, text, web
from ontology.terms import DCTERMS, FOAF, NCP, RDF, RDFS, SKOS


def describe_lessons(lessons: Iterable[Lesson], transfers: Iterable[Transfer]) -> Quads:
    """Write lessons whose origin the release holds, and claims on such lessons."""
    quads = Quads("lessons")
    for lesson in lessons:
        _lesson(quads, lesson)
    for transfer in transfers:
        _transfer(quads, transfer)
    return quads


def origin_iri(of: str, key: str) -> str:
    """Write the IRI of what a lesson was learned from."""
    return project(key) if of == "project" else resource(of, key)


def _lesson(quads: Quads, one: Lesson) -> None:
    node, add = resource("lesson", one.key), quads.add
    add(node, RDF.type, iri(NCP.Lesson))
    add(node, SKOS.prefLabel, text(short(one.statement), one.language))
    add(node, NCP.lessonStatement, text(one.statement, one.language))
    add(node, NCP.learnedFrom, origin_iri(one.of, one.origin))
    add(node, NCP.lessonKind, *([concept(f"lesson-{one.kind}")] if one.kind else []))
    add(node, NCP.hasBarrier, *(concept(f"barrier-{key}") for key in one.barriers))
    add(node, NCP.addressesChallenge, *(concept(f"challenge-{key}") for key in one.challenges))
    add(node, NCP.inDomain, *(concept(f"domain-{key}") for key in one.domains))
    add(node, NCP.evidenceLevel, *([concept(f"evidence-{one.level}")] if one.level else []))
    add(node, NCP.claimedBy, text(signed(one.by)))
    add(node, DCTERMS.created, *([day(one.day)] if one.day else []))
    if one.evidence:
        _evidence(quads, node, one.key, one.evidence, one.page)


def _transfer(quads: Quads, one: Transfer) -> None:
    node, add = resource("transfer", one.key), quads.add
    add(node, RDF.type, iri(NCP.LessonTransfer))
    add(node, NCP.transfers, resource("lesson", one.lesson))
    add(node, NCP.fromDomain, concept(f"domain-{one.origin}"))
    add(node, NCP.toDomain, concept(f"domain-{one.goal}"))
    add(node, NCP.transferStatus, concept(f"transfer-{one.status}"))
    add(node, NCP.rationale, text(one.reason))
    add(node, NCP.claimedBy, text(signed(one.author)))
    add(node, RDFS.comment, *([text(one.why)] if one.why else []))
    add(node, DCTERMS.created, *([day(one.day)] if one.day else []))
    if one.evidence and one.status == CONFIRMED:
        _evidence(quads, node, f"transfer-{one.key}", one.evidence, "")


def _evidence(quads: Quads, of: str, key: str, name: str, page: str) -> None:
    node = resource("evidence", key)
    quads.add(of, NCP.supportedBy, node)
    quads.add(node, RDF.type, iri(NCP.EvidenceItem))
    quads.add(node, SKOS.prefLabel, text(name))
    quads.add(node, FOAF.page, *web(page))
