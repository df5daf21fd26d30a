"""Programmes, calls and projects as quads."""

from collections.abc import Iterable

from graph.countries import country_iri
from graph.quads import Quads, day, integer, iri, programme, project, resource, text, true, web, year
from graph.records import Call, Programme, Project, Theme
from ontology.terms import DCTERMS, FOAF, NCP, RDF, SCHEME, SKOS


def chains(nodes: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Lead every programme key to itself and all that stand above it, its family last.

    `nodes` are pairs of key and parent key; a parent that is named nowhere ends the chain.
    """
    parents = dict(nodes)
    found: dict[str, tuple[str, ...]] = {}
    for key in parents:
        chain = [key]
        while parents.get(chain[-1]) and parents[chain[-1]] not in chain:
            chain.append(parents[chain[-1]])
        found[key] = tuple(chain)
    return found


def describe_rule(quads: Quads, node: str, call: Call) -> None:
    """Write the conditions that an applicant of a call must meet."""
    quads.add(node, RDF.type, iri(NCP.EligibilityRule))
    if call.min_population:
        quads.add(node, NCP.minPopulation, integer(call.min_population))
    quads.add(node, NCP.acceptsDegurba, *(iri(SCHEME[f"degurba-{n}"]) for n in call.degurba))
    for holds, name in (
        (call.article11, NCP.acceptsArticle11),
        (call.grouping, NCP.acceptsGrouping),
        (call.other_state, NCP.peerFromOtherState),
    ):
        if holds:
            quads.add(node, name, true())
    quads.add(node, NCP.acceptsCountry, *(iri(country_iri(code)) for code in call.countries))
    quads.add(node, NCP.acceptsRegionCategory, *(iri(SCHEME[f"region-category-{key}"]) for key in call.regions))
    if call.max_peers:
        quads.add(node, NCP.maxPeers, integer(call.max_peers))
    if call.rule:
        quads.add(node, NCP.quotedRule, text(call.rule, "en"))


def describe_call(quads: Quads, record: Call) -> None:
    """Write a call with its dates and the rule that applicants must meet."""
    node = programme(record.key)
    quads.add(node, RDF.type, iri(NCP.Call))
    quads.add(node, SKOS.prefLabel, text(record.label, "en"))
    quads.add(node, NCP.partOfInstrument, programme(record.programme))
    add_date(quads, node, NCP.opensOn, NCP.startYear, record.opens)
    add_date(quads, node, NCP.closesOn, NCP.endYear, record.closes)
    quads.add(node, FOAF.page, *web(record.page))
    if record.min_population or record.degurba or record.article11 or record.rule:
        rule = resource("rule", record.key)
        quads.add(node, NCP.hasEligibilityRule, rule)
        describe_rule(quads, rule, record)


def add_date(quads: Quads, node: str, date: str, of_year: str, value: str) -> None:
    """Write a day as date and year, a year as year alone, nothing for nothing."""
    if len(value) == 10:
        quads.add(node, date, day(value))
    if value:
        quads.add(node, of_year, year(value[:4]))


def describe_programme(quads: Quads, record: Programme) -> None:
    """Write one node of the programme tree."""
    node = programme(record.key)
    quads.add(node, RDF.type, iri(getattr(NCP, record.kind)))
    quads.add(node, SKOS.prefLabel, text(record.label, "en"))
    if not record.parent:
        quads.add(node, RDF.type, iri(NCP.ProgrammeFamily))
    else:
        quads.add(node, NCP.partOfInstrument, programme(record.parent))
    if record.start:
        quads.add(node, NCP.startYear, year(record.start))
    if record.end:
        quads.add(node, NCP.endYear, year(record.end))


def describe_project(quads: Quads, record: Project) -> None:
    """Write a project with its programme and dates."""
    node = project(record.key)
    quads.add(node, RDF.type, iri(NCP.Project))
    quads.add(node, DCTERMS.title, text(record.title))
    if record.acronym:
        quads.add(node, NCP.acronym, text(record.acronym))
    quads.add(node, NCP.fundedUnder, programme(record.programme))
    add_date(quads, node, NCP.startDate, NCP.startYear, record.start)
    add_date(quads, node, NCP.endDate, NCP.endYear, record.end)
    quads.add(node, FOAF.page, *web(record.page))
    if record.kind:
        quads.add(node, NCP.projectKind, iri(SCHEME[f"kind-{record.kind}"]))
    if record.contributes:
        quads.add(node, NCP.contributesTo, programme(record.contributes))
    if record.same:
        quads.add(node, NCP.sameProjectAs, project(record.same))


def describe_theme(quads: Quads, record: Theme) -> None:
    """Write a keyword of a source as a concept of that source's list."""
    node = resource("theme", record.key)
    quads.add(node, RDF.type, iri(SKOS.Concept))
    quads.add(node, SKOS.prefLabel, text(record.label))
    quads.add(node, SKOS.inScheme, resource("themes", record.scheme))
    if record.broader:
        quads.add(node, SKOS.broader, resource("theme", record.broader))
    if record.title:
        quads.add(node, DCTERMS.title, text(record.title))
    quads.add(node, FOAF.page, *web(record.page))
