"""Figures of a run as observations of a data cube, one data set for each programme family, and as a Parquet table."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from graph.figures import ALL, Figure
from graph.quads import Quads, Written, decimal, integer, iri, programme, resource, text
from ontology.terms import NCP, QB, RDF, SKOS

VERSION = "1"
"""Raised whenever a figure is computed in another way."""
TABLE = "figures.parquet"
STRUCTURE = resource("structure", "figures")
COUNTS = ("breadth", "authorityBreadth", "expectedLow", "expectedHigh")


def write_figures(folder: Path, figures: Iterable[Figure]) -> Written:
    """Write the figures as observations and, beside the store, as a table."""
    told = sorted(figures, key=lambda one: (one.family, one.city, one.measure, one.group))
    quads = Quads("figures", folder)
    for family, own in groupby(told, key=lambda one: one.family):
        _family(quads, family, list(own))
    write_table(folder, told)
    return quads.write(folder)


def _family(quads: Quads, family: str, told: Sequence[Figure]) -> None:
    node = resource("figures", family)
    quads.add(node, RDF.type, iri(QB.DataSet))
    quads.add(node, QB.structure, STRUCTURE)
    quads.add(node, SKOS.notation, text(f"figures/{family}"))
    quads.add(node, NCP.layerFamily, *([programme(family)] if family != ALL else []))
    quads.add(node, NCP.methodVersion, text(VERSION))
    for one in told:
        _of_city(quads, one, node) if one.city else _of_group(quads, one, node)
        quads.relieve()


def _of_city(quads: Quads, one: Figure, dataset: str) -> None:
    """Write a figure of a city; all of one city and family are one observation."""
    node = resource("observation", "figures", one.family, one.city)
    quads.add(node, RDF.type, iri(QB.Observation))
    quads.add(node, QB.dataSet, dataset)
    quads.add(node, NCP.observedCity, resource("city", one.city))
    quads.add(node, getattr(NCP, one.measure), *_written(one))


def _of_group(quads: Quads, one: Figure, dataset: str) -> None:
    node = resource("observation", "figures", one.family, one.measure, one.group)
    quads.add(node, RDF.type, iri(QB.Observation), iri(NCP.GroupFigure))
    quads.add(node, QB.dataSet, dataset)
    quads.add(node, NCP.ofMeasure, iri(getattr(NCP, one.measure)))
    quads.add(node, NCP.observedGroup, text(one.group))
    quads.add(node, NCP.countedFrom, *([text(one.counted)] if one.counted else []))
    quads.add(node, getattr(NCP, one.measure), *_written(one))
    quads.add(node, NCP.notComputedBecause, *([text(one.why)] if one.why else []))


def _written(one: Figure) -> tuple[str, ...]:
    if one.value is None:
        return ()
    if isinstance(one.value, str):
        return (text(one.value),)
    return (integer(int(one.value)) if one.measure in COUNTS else decimal(one.value),)


def write_table(folder: Path, told: Sequence[Figure]) -> Path:
    """Write all figures as one Parquet table, one row each; what is not computed is null and says why."""
    numbers = [None if isinstance(one.value, str) else one.value for one in told]
    table = pa.table(
        {
            "family": pa.array([one.family for one in told], pa.string()),
            "measure": pa.array([one.measure for one in told], pa.string()),
            "city": pa.array([one.city or None for one in told], pa.int64()),
            "group": pa.array([one.group or None for one in told], pa.string()),
            "value": pa.array(numbers, pa.float64()),
            "word": pa.array([one.value if isinstance(one.value, str) else None for one in told], pa.string()),
            "counted": pa.array([one.counted or None for one in told], pa.string()),
            "why": pa.array([one.why or None for one in told], pa.string()),
            "version": pa.array([VERSION] * len(told), pa.string()),
        }
    )
    path = folder / TABLE
    parquet.write_table(table, path, compression="zstd")
    return path
