"""What follows once every row has its city: coverage, verdicts, states, the network and figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.city_name_table import write_city_names
from graph.coverage import Covered, complete_families, cover, numbered
from graph.describe_coverage import describe_coverage, describe_dataset
from graph.describe_figures import write_figures
from graph.describe_network import write_network
from graph.describe_organisations import write_organisations
from graph.describe_standing import write_standing
from graph.describe_states import write_states
from graph.figures import figures
from graph.findings import Findings
from graph.loads import Loaded
from graph.periods import periods
from graph.quads import Quads, programme
from graph.records import Call, Programme
from graph.release import Loading
from graph.remoteness import remoteness
from graph.states import Observed, Slice, Years, doubted, observe, slices
from graph.verdict_tables import Judgement, write_verdict_tables
from graph.verdicts import Verdict, describe_link, describe_verdict, judge
from ingest import reference
from ingest.reference import Gazetteer
from ingest.steps import Steps
from ontology.terms import NCP

States = tuple[list[Slice], list[Observed]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was read, the cities that it names, what each source covers, and the verdict of every city."""

    loads: Sequence[Loaded]
    known: Gazetteer
    findings: Findings
    covered: list[Covered]
    verdicts: list[Verdict]
    families: Mapping[str, str]
    under: Mapping[str, tuple[str, ...]]

    @property
    def complete(self) -> Mapping[str, frozenset[str]]:
        """The families that some source covers completely, by country."""
        return complete_families(self.covered, self.families)


def tree_of(loads: Iterable[Loaded]) -> list[Programme | Call]:
    """List the programmes and calls that all sources tell."""
    return [record for loaded in loads for record in loaded.tree]


def judged(
    loads: Sequence[Loaded],
    known: Gazetteer,
    findings: Findings,
    families: Mapping[str, str],
    under: Mapping[str, tuple[str, ...]],
    steps: Steps,
) -> Judged:
    """Say what the sources cover, and judge every city by it."""
    covered = cover(loads, findings.placed, findings.unplaced, known.iso3, under)
    steps("Judging every city")
    complete = complete_families(covered, families)
    verdicts = list(judge(known.cities, findings.links, families, complete, findings.undecided))
    return Judged(loads, known, findings, covered, verdicts, families, under)


def write_judged(folder: Path, found: Judged, years: Years, graphs: Loading, steps: Steps) -> None:
    """Write the graphs of verdicts, of the network and of figures, and their tables."""
    states = _write_verdicts(folder, found, years, graphs)
    steps("Measuring the network")
    spans = periods(tree_of(found.loads), found.under)
    graphs.append(write_network(folder, found.findings.links, found.families, spans))
    graphs.append(write_standing(folder, found.known.cities, found.verdicts, found.known.iso3))
    steps("Computing figures of cities and of groups of cities")
    _write_figures(folder, found, states, graphs)


def _write_verdicts(folder: Path, found: Judged, years: Years, graphs: Loading) -> States:
    """Write the bodies, the verdict of each city with its coverage, and the states by period, which it gives."""
    findings, known, covered = found.findings, found.known, found.covered
    graphs.append(write_organisations(folder, findings.bodies, known.cities))
    graphs.append(_derived(findings, found.verdicts, found.families, folder).write(folder))
    graphs.append(_coverage(found.loads, covered, known, findings).write(folder))
    usual, seen = _states(found, years)
    country = {city.geonames: city.country for city in known.cities}
    graphs.append(write_states(folder, usual, seen, covered, known.iso3, country))
    return usual, seen


def _write_figures(folder: Path, found: Judged, states: States, graphs: Loading) -> None:
    """Write figures of cities and of groups of cities, and the tables that the questions on verdicts read."""
    cities, verdicts, links, under = found.known.cities, found.verdicts, found.findings.links, found.under
    records, away = tree_of(found.loads), remoteness(cities)
    graphs.append(write_figures(folder, figures(cities, verdicts, links, under, found.covered, records, away)))
    parts = (cities, verdicts, away, links, under, *states, found.complete, records)
    named = (reference.region_labels(), reference.named_countries())
    write_verdict_tables(folder, Judgement(*parts, *named))
    write_city_names(folder, cities, found.known.places)
    graphs.append(reference.remoteness_quads(away, found.known).write(folder))


def _derived(findings: Findings, verdicts: Iterable[Verdict], families: Mapping[str, str], folder: Path) -> Quads:
    quads = Quads("derived", folder)
    for link in findings.links:
        describe_link(quads, link)
        quads.relieve()
    for verdict in verdicts:
        describe_verdict(quads, verdict)
        quads.relieve()
    for key, family in families.items():
        quads.add(programme(key), NCP.inFamily, programme(family))
    return quads


def _coverage(loads: Iterable[Loaded], covered: Iterable[Covered], known: Gazetteer, findings: Findings) -> Quads:
    quads = Quads("coverage")
    aside = findings.set_aside.rows
    for loaded in loads:
        describe_dataset(quads, loaded, aside[loaded.source])
    for number, item in numbered(covered):
        iso3 = known.iso3[item.country]
        describe_coverage(quads, item.source, item.country, iso3, item.statement, item.comment, number)
    return quads


def _states(found: Judged, years: Years) -> States:
    known, findings, families = found.known, found.findings, found.families
    doubts = doubted(known.cities, found.complete, findings.undecided, families)
    seen = observe(findings.links, doubts, families, years)
    return list(slices(found.covered, known.iso3, families, years)), list(seen)
