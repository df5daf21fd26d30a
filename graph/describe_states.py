"""The states by programming period as quads: a slice for each country, family and period, and what differs from it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graph.coverage import Covered, numbered
from graph.describe_coverage import coverage_iri
from graph.describe_places import country_iri
from graph.quads import Quads, Written, integer, iri, programme, resource, year
from graph.states import Observed, Slice
from ontology.terms import NCP, QB, RDF, SCHEME

DATASET, STRUCTURE = resource("states", "all"), resource("structure", "states")


def write_states(
    folder: Path,
    slices: Iterable[Slice],
    observed: Iterable[Observed],
    covered: Iterable[Covered],
    iso3: Mapping[str, str],
    country: Mapping[int, str],
) -> Written:
    """Write all slices and the observations that differ from them; `country` tells the country of each city."""
    quads, usual = Quads("states", folder), {}
    bearing = [coverage_iri(one.source, one.country, one.statement, number) for number, one in numbered(covered)]
    quads.add(DATASET, QB.structure, STRUCTURE)
    for one in slices:
        usual[one.country, one.family, one.period] = one.state
        _slice(quads, one, bearing, iso3)
    for each in observed:
        code = country[each.city]
        if each.state != usual[code, each.family, each.period]:
            _observation(quads, each, code)
            quads.relieve()
    return quads.write(folder)


def _slice(quads: Quads, one: Slice, bearing: Sequence[str], iso3: Mapping[str, str]) -> None:
    node, add = resource("states", one.country, one.family, one.period), quads.add
    add(DATASET, QB.slice, node)
    add(node, RDF.type, iri(QB.Slice))
    add(node, NCP.sliceCountry, country_iri(iso3[one.country]))
    add(node, NCP.sliceFamily, programme(one.family))
    add(node, NCP.slicePeriod, year(one.period))
    add(node, NCP.usualState, iri(SCHEME[f"state-{one.state}"]))
    add(node, NCP.stateReason, iri(SCHEME[f"reason-{one.reason}"]))
    if one.until:
        add(node, NCP.searchedUntil, year(one.until))
    add(node, NCP.restsOn, *(bearing[place] for place in one.statements))


def _observation(quads: Quads, one: Observed, code: str) -> None:
    node, add = resource("state", one.city, one.family, one.period), quads.add
    add(resource("states", code, one.family, one.period), QB.observation, node)
    add(node, NCP.stateOf, resource("city", one.city))
    add(node, NCP.periodState, iri(SCHEME[f"state-{one.state}"]))
    if one.links:
        add(node, NCP.periodLinks, integer(one.links))
    else:
        add(node, NCP.stateReason, iri(SCHEME[f"reason-{one.reason}"]))
