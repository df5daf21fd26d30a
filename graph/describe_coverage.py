"""Sources and what they cover, as quads."""

from graph.describe_places import country_iri
from graph.loads import Coverage, Loaded
from graph.quads import Quads, day, integer, iri, programme, resource, text, web, year
from ontology.terms import DCAT, DCTERMS, NCP, RDF, RDFS, SCHEME


def describe_dataset(quads: Quads, loaded: Loaded, set_aside: int) -> None:
    """Write a source with its publisher, licence, age and what became of its rows."""
    node = resource("source", loaded.source)
    quads.add(node, RDF.type, iri(NCP.SourceDataset))
    quads.add(node, DCTERMS.title, text(loaded.title))
    quads.add(node, DCTERMS.publisher, text(loaded.publisher))
    quads.add(node, DCTERMS.license, text(loaded.licence))
    quads.add(node, DCAT.landingPage, *web(loaded.page))
    if loaded.issued:
        quads.add(node, DCTERMS.issued, day(loaded.issued))
    quads.add(node, NCP.rowsRead, integer(loaded.rows_read))
    quads.add(node, NCP.rowsTaken, integer(loaded.rows_read - set_aside))
    quads.add(node, NCP.rowsSetAside, integer(set_aside))


def coverage_iri(source: str, country: str, statement: Coverage, number: int = 1) -> str:
    """Name a coverage statement; `number` counts alike statements."""
    again = (number,) if number > 1 else ()
    return resource("coverage", source, statement.programme, country, statement.since or "-", *again)


def describe_coverage(
    quads: Quads, source: str, country: str, iso3: str, statement: Coverage, comment: str, number: int = 1
) -> None:
    """Write what a source covers of one instrument in one country, and why; `number` counts alike statements."""
    node = coverage_iri(source, country, statement, number)
    quads.add(node, RDF.type, iri(NCP.CoverageStatement))
    quads.add(node, NCP.ofDataset, resource("source", source))
    quads.add(node, NCP.coversInstrument, programme(statement.programme))
    quads.add(node, NCP.coversCountry, country_iri(iso3))
    quads.add(node, NCP.completeness, iri(SCHEME[f"completeness-{statement.completeness}"]))
    if statement.since:
        quads.add(node, NCP.coveredFrom, year(statement.since))
    if statement.until:
        quads.add(node, NCP.coveredUntil, year(statement.until))
    quads.add(node, RDFS.comment, text(comment))
    quads.add(node, DCTERMS.source, text(statement.source))
