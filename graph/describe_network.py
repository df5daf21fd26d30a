"""The measures of the network as quads, one observation for each tied city and layer, and as a Parquet table."""

from collections.abc import Iterable, Mapping
from math import isnan
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
from pyarrow import parquet

from graph.findings import Link
from graph.layout import write_layouts
from graph.measures import SEED, VERSION, Measured, measure
from graph.projection import layers
from graph.quads import Quads, Written, decimal, integer, iri, programme, resource, text, true
from ontology.terms import NCP, QB, RDF, SCHEME, SKOS

TABLE = "network.parquet"
STRUCTURE = resource("structure", "network")
COUNTS = ("projectCount", "partners", "coreLayer", "stepsToCore", "community", "component", "bridges")
WHOLE_COUNTS = ("layerProjects", "tiedCities", "untiedCities", "ties")
MARKS = ("cutCity",)
FALSE = true().replace("true", "false")


def write_network(
    folder: Path, links: Iterable[Link], families: Mapping[str, str], periods: Mapping[str, str] = MappingProxyType({})
) -> Written:
    """Measure every layer in which cities meet; write the observations and, beside the store, their table."""
    quads = Quads("network", folder)
    laid = layers(links, families, periods)
    runs = [measure(layer, members) for layer, members in laid.items()]
    for run in runs:
        describe_network(quads, run)
    write_table(folder, runs)
    write_layouts(folder, zip(runs, laid.values(), strict=True))
    return quads.write(folder)


def describe_network(quads: Quads, measured: Measured) -> None:
    """Write a layer as a data set of the run, and an observation for each tied city; what is nan is not written."""
    layer, node = measured.layer, resource("network", *measured.layer.key.split("/"))
    quads.add(node, RDF.type, iri(QB.DataSet), iri(NCP.NetworkLayer))
    quads.add(node, QB.structure, STRUCTURE)
    quads.add(node, SKOS.notation, text(layer.key))
    quads.add(node, NCP.layerReading, iri(SCHEME[f"ties-{layer.reading}"]))
    quads.add(node, NCP.layerFamily, *([programme(layer.family)] if layer.family else []))
    quads.add(node, NCP.layerPeriod, *([text(layer.period)] if layer.period else []))
    quads.add(node, NCP.layerRole, *([iri(SCHEME[f"role-{layer.role}"])] if layer.role else []))
    quads.add(node, NCP.randomSeed, integer(SEED))
    quads.add(node, NCP.methodVersion, text(VERSION))
    for name, value in measured.whole.items():
        quads.add(node, getattr(NCP, name), *_written(name, value))
    _observe(quads, measured, node)


def _observe(quads: Quads, measured: Measured, dataset: str) -> None:
    columns = [(name, getattr(NCP, name), values.tolist()) for name, values in measured.values.items()]
    for place, city in enumerate(measured.cities):
        node = resource("observation", *measured.layer.key.split("/"), city)
        quads.add(node, RDF.type, iri(QB.Observation), iri(NCP.NetworkObservation))
        quads.add(node, QB.dataSet, dataset)
        quads.add(node, NCP.observedCity, resource("city", city))
        for name, term, values in columns:
            quads.add(node, term, *_written(name, values[place]))
    quads.relieve()


def _written(name: str, value: float) -> tuple[str, ...]:
    if isnan(value):
        return ()
    if name in MARKS:
        return (true() if value else FALSE,)
    return (integer(int(value)) if name in COUNTS + WHOLE_COUNTS else decimal(value),)


def write_table(folder: Path, runs: Iterable[Measured]) -> Path:
    """Write all observations as one Parquet table; a value that does not exist is null."""
    tables = [_table(run) for run in runs if run.cities]
    path = folder / TABLE
    if tables:
        parquet.write_table(pa.concat_tables(tables), path, compression="zstd")
    return path


def _table(run: Measured) -> pa.Table:
    size = len(run.cities)
    told = {
        "family": pa.array([run.layer.family or "all"] * size),
        "reading": pa.array([run.layer.reading] * size),
        "period": pa.array([run.layer.period or "all"] * size),
        "role": pa.array([run.layer.role or "all"] * size),
        "city": pa.array(run.cities, pa.int64()),
        "seed": pa.array([SEED] * size, pa.int64()),
        "version": pa.array([VERSION] * size),
    }
    values = {
        name: pa.array(column, from_pandas=True).cast(_kind(name))  # from_pandas: nan becomes null
        for name, column in run.values.items()
    }
    return pa.table(told | values)


def _kind(name: str) -> pa.DataType:
    return pa.int64() if name in COUNTS else pa.bool_() if name in MARKS else pa.float64()
