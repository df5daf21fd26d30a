"""Certificates, labels and studies as quads."""

from calendar import monthrange

from graph.certificate_records import Certificate, CertificationScheme, Estimate, Study
from graph.countries import country_iri
from graph.describe_programmes import add_date
from graph.quads import Quads, concept, day, decimal, iri, resource, text, web, year
from graph.records import Named
from ontology.terms import DCTERMS, FOAF, NCP, PREFIXES, RDF, SCHEME, SKOS, label


def last_day(said: str) -> str:
    """Give the last day of a day, month or year: what is valid until 2027 is valid on its last day."""
    if len(said) == 4:
        return f"{said}-12-31"
    if len(said) == 7:
        return f"{said}-{monthrange(int(said[:4]), int(said[5:]))[1]}"
    return said


def describe_scheme(quads: Quads, record: CertificationScheme) -> None:
    """Write a scheme with its body and standard, as far as they are told."""
    node = resource("certification-scheme", record.key)
    quads.add(node, RDF.type, iri(NCP.CertificationScheme))
    quads.add(node, SKOS.prefLabel, text(record.label))
    quads.add(node, NCP.issuedBy, *([text(record.body)] if record.body else []))
    quads.add(node, NCP.standard, *([text(record.standard)] if record.standard else []))
    quads.add(node, FOAF.page, *web(record.page))


def describe_certificate(quads: Quads, node: str, record: Certificate, holder: str) -> None:
    """Write a certificate of the city or practice that holds it, with its dates and what shows it."""
    add = quads.add
    add(node, RDF.type, iri(NCP.Certificate))
    add(node, NCP.certificateKind, concept(f"certificate-{record.kind}"))
    add(node, NCP.certifiedUnder, resource("certification-scheme", record.scheme))
    add(node, NCP.certifies, holder)
    add(node, NCP.issuedBy, text(record.body))
    add_date(quads, node, NCP.validFrom, NCP.startYear, record.since)
    if record.until:
        add(node, NCP.validUntil, day(last_day(record.until)))
    if record.evidence or record.page:
        shown = f"{node[:-1]}/evidence>"
        add(node, NCP.supportedBy, shown)
        add(shown, RDF.type, iri(NCP.EvidenceItem))
        add(shown, SKOS.prefLabel, text(record.evidence or record.page))
        add(shown, FOAF.page, *web(record.page))


def describe_study(quads: Quads, record: Study) -> None:
    """Write a study with its method and the level of evidence."""
    node = resource("study", record.key)
    quads.add(node, RDF.type, iri(NCP.EvidenceStudy))
    quads.add(node, DCTERMS.title, text(record.title))
    quads.add(node, DCTERMS.subject, concept(f"topic-{record.topic}"))
    quads.add(node, NCP.studyMethod, concept(f"study-{record.method}"))
    quads.add(node, NCP.evidenceLevel, *([concept(f"evidence-{record.evidence}")] if record.evidence else []))
    quads.add(node, DCTERMS.publisher, *([text(record.body)] if record.body else []))
    quads.add(node, FOAF.page, *web(record.page))


def describe_estimate(quads: Quads, node: str, record: Estimate, place: str) -> None:
    """Write one figure of a study; indicator and unit are told by their labels, which decide what can be compared."""
    add = quads.add
    add(node, RDF.type, iri(NCP.EffectEstimate))
    add(node, NCP.ofStudy, resource("study", record.study))
    add(node, NCP.measuredPlace, place)
    add(node, NCP.indicator, text(label(SCHEME[f"indicator-{record.indicator}"]), "en"))
    add(node, NCP.effectUnit, text(label(SCHEME[f"effect-unit-{record.unit}"])))
    for predicate, number in (
        (NCP.effect, record.effect),
        (NCP.effectLow, record.low),
        (NCP.effectHigh, record.high),
        (NCP.confidenceLevel, record.level),
    ):
        add(node, predicate, *([decimal(number)] if number is not None else []))
    for predicate, said in ((NCP.startYear, record.start), (NCP.endYear, record.end)):
        add(node, predicate, *([year(said[:4])] if said else []))


def area_of(quads: Quads, named: Named) -> str:
    """Give the node of the country or region in which something was measured; a region is told with its country."""
    country = iri(country_iri(named.country))
    if not named.nuts:
        return country
    region = iri(PREFIXES["nuts"] + named.nuts)
    quads.add(region, SKOS.notation, text(named.nuts))
    quads.add(region, NCP.inCountry, country)
    return region
