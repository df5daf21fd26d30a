"""Published submissions and what towns tell of practices as quads of the next release; of people the role alone."""

from collections.abc import Callable, Collection, Iterable, Mapping

from graph.adoptions import Adoption
from graph.describe_practices import describe_cost, describe_practice
from graph.describe_programmes import add_date
from graph.quads import Quads, concept, day, integer, iri, moment, resource, text, web
from graph.records import Named, Practice
from graph.replicability import Replicability
from graph.submission_checks import PracticeCheck
from graph.submissions import PUBLISHED, Submission
from ontology.terms import DCTERMS, FOAF, NCP, PROV, RDF, RDFS, SKOS

SOURCE = "submitted here"
"""What the catalogue names as the source of such a practice."""


def adoption_key(number: int) -> str:
    """Give the key of a report in the graph."""
    return f"told/{number}"


def describe_submissions(
    submissions: Iterable[Submission],
    checks: Mapping[int, PracticeCheck],
    adoptions: Iterable[Adoption],
    practices: Collection[str],
) -> Quads:
    """Write them; `practices` are the keys of all practices that the release holds, these among them."""
    quads = Quads("submitted")
    told = {one.id: one for one in adoptions}
    for one in submissions:
        _submission(quads, one, checks.get(one.id), practices)
        source = told.get(one.adoption)
        if one.revises in practices and source and source.changed:
            quads.add(resource("practice", one.key), PROV.wasDerivedFrom, _refinement(source))
    for adoption in told.values():
        _adoption(quads, adoption)
    return quads


def _submission(quads: Quads, one: Submission, check: PracticeCheck | None, practices: Collection[str]) -> None:
    node, add = describe_practice(quads, practice_of(one)), quads.add
    add(node, DCTERMS.source, text(SOURCE))
    add(node, DCTERMS.identifier, text(one.key))
    add(node, NCP.originCity, resource("city", one.city))
    for predicate, time in (
        (DCTERMS.created, one.created),
        (DCTERMS.dateSubmitted, one.submitted),
        (DCTERMS.issued, one.published),
    ):
        add(node, predicate, *([moment(time)] if time else []))
    add(node, PROV.wasRevisionOf, *([resource("practice", one.revises)] if one.revises in practices else []))
    if one.proof:
        _evidence(quads, node, one)
    if check is not None and check.outcome == PUBLISHED:
        _check(quads, node, check)


def practice_of(one: Submission) -> Practice:
    """Give a submission as a practice, the way that those of sources are written."""
    return Practice(
        key=one.key,
        title=one.title,
        programme="",
        city=Named("", ""),
        summary=one.summary,
        start=one.start,
        end=one.end,
        page=one.page,
        languages=(one.language,),
        facts=facts_of(one),
    )


_ALIKE = ("problem", "solution", "approach", "involvement", "results", "transferability", "failed")
_CHOSEN = ("currency", "band", "maturity", "evidence", "adaptability")
_COUNTED = ("cost", "staff", "months")
_SEVERAL = ("prerequisites", "challenges", "domains")


def facts_of(one: Submission) -> Replicability:
    """Give what a town must know of a submitted practice; "" is what the author does not say."""
    texts = {name: str(getattr(one, name)) for name in (*_ALIKE, *_CHOSEN)}
    numbers = {name: float(said) if (said := str(getattr(one, name))) else None for name in _COUNTED}
    several = {name: _parts(str(getattr(one, name))) for name in _SEVERAL}
    make: Callable[..., Replicability] = Replicability
    return make(written=one.language, **texts, **numbers, **several)


def _parts(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.split(";") if part.strip())


def _evidence(quads: Quads, node: str, one: Submission) -> None:
    proof = resource("evidence", one.key)
    quads.add(node, NCP.supportedBy, proof)
    quads.add(proof, RDF.type, iri(NCP.EvidenceItem))
    quads.add(proof, SKOS.prefLabel, text(one.proof, one.language))
    quads.add(proof, NCP.evidenceLevel, *([concept(f"evidence-{one.evidence}")] if one.evidence else []))
    quads.add(proof, FOAF.page, *web(one.proof_page))


def _check(quads: Quads, node: str, check: PracticeCheck) -> None:
    met, lacks = check.criteria
    own, add = resource("check", check.id), quads.add
    add(own, RDF.type, iri(NCP.QualityCheck))
    add(own, NCP.checksPractice, node)
    add(own, NCP.meetsCriterion, *(concept(f"criterion-{key}") for key in met))
    add(own, NCP.lacksCriterion, *(concept(f"criterion-{key}") for key in lacks))
    add(own, NCP.checkedBy, text(f"second person, {check.role}"))
    add(own, DCTERMS.created, day(check.at[:10]))


def _adoption(quads: Quads, one: Adoption) -> None:
    node, add = resource("adoption", adoption_key(one.id)), quads.add
    add(node, RDF.type, iri(NCP.Adoption))
    add(node, NCP.adoptedBy, resource("city", one.city))
    add(node, NCP.adoptsPractice, resource("practice", one.practice))
    add(node, NCP.adoptionStatus, concept(f"adoption-{one.status}"))
    add(node, NCP.stoppedBecause, *([text(one.reason)] if one.reason else []))
    add(node, DCTERMS.source, text(SOURCE))
    numbers = (float(said) if said else None for said in (one.cost, one.staff, one.months))
    cost, staff, months = numbers
    describe_cost(quads, node, Replicability(cost=cost, currency=one.currency, staff=staff, months=months))
    add_date(quads, node, NCP.startDate, NCP.startYear, one.start)
    add_date(quads, node, NCP.endDate, NCP.endYear, one.end)
    if one.rating:
        _feedback(quads, node, one)
    if one.changed:
        refined = _refinement(one)
        add(refined, RDF.type, iri(NCP.Refinement))
        add(refined, NCP.refines, resource("practice", one.practice))
        add(refined, NCP.madeIn, node)
        add(refined, DCTERMS.description, text(one.changed))


def _feedback(quads: Quads, node: str, one: Adoption) -> None:
    said, add = resource("feedback", adoption_key(one.id)), quads.add
    add(said, RDF.type, iri(NCP.Feedback))
    add(said, NCP.feedbackOn, node)
    add(said, NCP.rating, integer(int(one.rating)))
    add(said, RDFS.comment, *([text(one.comment)] if one.comment else []))
    add(said, DCTERMS.created, day(one.at[:10]))


def _refinement(one: Adoption) -> str:
    return resource("refinement", adoption_key(one.id))
